package io.firstlight.cli.study;

import io.firstlight.study.cost.CostedPlan;
import io.firstlight.study.run.Journal;
import io.firstlight.study.run.StudyStatus;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.store.StoreFaults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How far a study is.
 *
 * @param kinds done and planned stages, in the order of the walk
 * @param running what each process that runs it said last; none when none does
 * @param others other studies, or other budgets of this one, that run in its store
 * @param numericsMix what to know of finished stages that mix numerics classes; "" where they do not
 * @param lastFailure why it stopped when it ran last; "" if it did not
 */
public record StudyProgressView(
        String study,
        List<Kind> kinds,
        List<StudyStatus> running,
        List<String> others,
        String numericsMix,
        String lastFailure) {
    public StudyProgressView {
        others = List.copyOf(others);
        kinds = List.copyOf(kinds);
        running = List.copyOf(running);
    }

    public record Kind(String kind, long done, long total) {}

    public static StudyProgressView of(StudySession session) {
        CostedPlan plan = session.costed();
        Map<String, List<Stage>> byName = plan.plan().stages().stream()
                .collect(Collectors.groupingBy(Stage::words, LinkedHashMap::new, Collectors.toList()));
        List<Kind> kinds = new ArrayList<>();
        byName.forEach((name, stages) -> kinds.add(new Kind(
                name,
                stages.stream()
                        .filter(stage -> plan.finished().contains(stage.key()))
                        .count(),
                stages.size())));
        String label = plan.plan().study().identity().label();
        Path store = session.request().places().store();
        try {
            List<StudyStatus> all = StudyStatus.readAll(store);
            List<StudyStatus> own = all.stream()
                    .filter(status -> status.owner().study().equals(label))
                    .toList();
            return new StudyProgressView(
                    label,
                    kinds,
                    own,
                    all.stream()
                            .map(status -> status.owner().study())
                            .filter(other -> !other.equals(label))
                            .distinct()
                            .toList(),
                    session.numericsMix().orElse(""),
                    own.isEmpty() ? lastFailure(store, label) : "");
        } catch (IOException e) {
            throw StoreFaults.explain(e, "reading how far the study is", store);
        }
    }

    /** Why the study stopped when it ran last; "" if it did not, or went on since. */
    private static String lastFailure(Path store, String label) throws IOException {
        return Journal.last(store, label)
                .filter(entry -> entry.event() == Journal.Event.STAGE_FAILED)
                .map(entry -> "Stage '" + entry.stage().label() + "' failed on " + entry.time() + ": "
                        + entry.stage().detail())
                .orElse("");
    }

    public boolean allDone() {
        return kinds.stream().allMatch(kind -> kind.done() == kind.total());
    }
}
