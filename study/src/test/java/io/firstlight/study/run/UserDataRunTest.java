package io.firstlight.study.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.progress.Progress;
import io.firstlight.data.catalog.Catalog;
import io.firstlight.study.cost.SpeedProbe;
import io.firstlight.study.file.StudyFile;
import io.firstlight.study.file.StudyTexts;
import io.firstlight.study.machine.Machine;
import io.firstlight.study.plan.Planner;
import io.firstlight.study.plan.StagePlan;
import io.firstlight.study.stage.PrepareData;
import io.firstlight.study.stage.StageBody;
import io.firstlight.study.stage.StageContext;
import io.firstlight.study.stage.StageRole;
import io.firstlight.study.store.Store;
import io.firstlight.study.world.TinyDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Studies of a data set that the user brings, in one store. */
@Timeout(60)
class UserDataRunTest {
    private final Set<Path> read = Collections.synchronizedSet(new HashSet<>());

    @TempDir
    private Path folder;

    @BeforeEach
    void writeTwoEqualDataSets() throws IOException {
        Path first = folder.resolve("first");
        TinyDataset.write(first);
        try (Stream<Path> files = Files.walk(first)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        folder.resolve("second").resolve(first.relativize(file).toString()));
            }
        }
    }

    private void noteWhatIsRead(StageContext context) throws IOException {
        Files.writeString(
                context.outputDirectory().resolve("result"), context.stage().label());
        if (context.stage().reads(StageRole.DATA)) {
            read.add(Catalog.open(context.input(StageRole.DATA))
                    .tokenizer()
                    .file()
                    .getParent());
        }
    }

    private void run(String dataset, String more, StageBody body) {
        StudyFile study = StudyTexts.reader()
                .parse(
                        StudyTexts.MINIMAL.replace(
                                        "{world: quickstart}", "{directory: '" + folder.resolve(dataset) + "'}")
                                + more,
                        "small.yaml",
                        "");
        StagePlan plan = new Planner().plan(study);
        try (Store store = Store.open(folder.resolve("store"), notice -> {});
                LocalExecutor executor = new LocalExecutor(1, body)) {
            new StudyRunner(store, Progress.silent())
                    .run(
                            StudyPreparation.of(plan, store, SpeedProbe.assumed(1e12), new Machine("test", 1, 1)),
                            executor);
        }
    }

    private void edit(String dataset) throws IOException {
        Files.writeString(
                folder.resolve(dataset).resolve("text/train.jsonl"),
                "{\"id\":\"2\",\"text\":\"this is cat\"}\n",
                StandardOpenOption.APPEND);
    }

    @Test
    void aCopyIsReadWhereItLiesAlsoWhenTheFirstWasEditedSince() throws IOException {
        run("first", "", this::noteWhatIsRead);
        assertThat(read).containsExactly(folder.resolve("first"));
        edit("first");
        read.clear();
        run("second", "axes:\n  - {vary: text_percent, values: [40]}\n", this::noteWhatIsRead);
        assertThat(read).containsExactly(folder.resolve("second"));
    }

    @Test
    void dataEditedWhileTheStudyRunsEndIt() {
        assertThatThrownBy(() -> run("first", "", context -> {
                    noteWhatIsRead(context);
                    if (context.stage().spec() instanceof PrepareData) {
                        edit("first");
                    }
                }))
                .isInstanceOf(StageFailedException.class)
                .hasMessageContaining(folder.resolve("first") + " has changed since the study was planned");
        assertThat(read).isEmpty();
    }
}
