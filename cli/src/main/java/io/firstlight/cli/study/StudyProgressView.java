package io.firstlight.cli.study;

import io.firstlight.study.cost.CostedPlan;
import io.firstlight.study.plan.Stage;
import io.firstlight.study.plan.StageKind;
import io.firstlight.study.run.StudyStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a study is.
 *
 * @param kinds done and planned stages, in the order of the walk
 * @param running what the process that runs it said last; none when none does
 * @param busyWith the other study, or other budget of this one, that its store is busy with; "" for none
 */
public record StudyProgressView(String study, List<Kind> kinds, List<StudyStatus> running, String busyWith) {
    public StudyProgressView {
        kinds = List.copyOf(kinds);
        running = List.copyOf(running);
    }

    public record Kind(String kind, long done, long total) {}

    public static StudyProgressView of(StudySession session) {
        CostedPlan plan = session.costed();
        List<Kind> kinds = new ArrayList<>();
        for (StageKind kind : StageKind.values()) {
            List<Stage> stages = plan.plan().stages().stream()
                    .filter(stage -> stage.kind() == kind)
                    .toList();
            if (!stages.isEmpty()) {
                kinds.add(new Kind(
                        kind.words(),
                        stages.stream()
                                .filter(stage -> plan.finished().contains(stage.key()))
                                .count(),
                        stages.size()));
            }
        }
        String label = plan.plan().study().identity().label();
        Optional<StudyStatus> now = StudyStatus.read(session.request().places().store());
        boolean own = now.isPresent() && now.get().owner().study().equals(label);
        return new StudyProgressView(
                label,
                kinds,
                own ? List.of(now.get()) : List.of(),
                own ? "" : now.map(status -> status.owner().study()).orElse(""));
    }

    public boolean allDone() {
        return kinds.stream().allMatch(kind -> kind.done() == kind.total());
    }
}
