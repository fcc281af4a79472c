package io.firstlight.study.damage;

import io.firstlight.core.json.Json;
import io.firstlight.core.key.StageKey;
import io.firstlight.core.progress.Progress;
import io.firstlight.data.catalog.Catalog;
import io.firstlight.study.cost.SpeedProbe;
import io.firstlight.study.file.StudyTexts;
import io.firstlight.study.machine.Machine;
import io.firstlight.study.plan.Planner;
import io.firstlight.study.plan.StagePlan;
import io.firstlight.study.result.StudyResults;
import io.firstlight.study.run.LocalExecutor;
import io.firstlight.study.run.StudyPreparation;
import io.firstlight.study.run.StudyRunner;
import io.firstlight.study.stage.PrepareData;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.stage.StageBodies;
import io.firstlight.study.stage.StageContext;
import io.firstlight.study.store.Store;
import io.firstlight.study.summary.ResultFiles;
import io.firstlight.study.summary.StudyResultsBuilder;
import io.firstlight.study.work.DatasetCounter;
import io.firstlight.study.world.LearnableDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every kind of stage once, in a second or two, in a store: of a world's data set, or of a user's. */
final class SmallStudy {
    private static final String FILE = """
            name: small
            question: what does a damaged byte do?
            %s
            model:
              decoder: {width: 32, layers: 1, heads: 2, feed_forward_width: 32}
              image_encoder: {width: 32, layers: 1, grid_side: 2}
            text_pretraining:
              {budget_tokens: 640, batch_tokens: 64, sequence_length: 32, peak_lr: 4e-3, warmup_tokens: 128,
               checkpoints_percent: [0, 80]}
            image_encoder_training: {views: 96, batch_images: 16, extra_captions: 8, peak_lr: 1e-4}
            projector_alignment: {views: 96, batch_images: 16, peak_lr: 1e-3}
            image_text_pretraining: {budget_tokens: 384}
            fine_tuning: {batch_tokens: 128, peak_lr: 5e-4}
            evaluation: {validation_tokens: 50}
            recipe: {text_percent: 80, image_share: 0.4, fine_tune_epochs: 1}
            axes:
              - {vary: image_share, values: [0, 0.4]}
            seeds: [3]
            """;

    private final StagePlan plan;

    private SmallStudy(StagePlan plan) {
        this.plan = plan;
    }

    /** The study of data that its data stage makes. */
    static SmallStudy ofWorld() {
        return of("data: {world: quickstart}");
    }

    /** The study of a user's data set. */
    static SmallStudy ofData(Path directory) {
        return of("data: {directory: '" + directory + "'}");
    }

    private static SmallStudy of(String data) {
        return new SmallStudy(
                new Planner().plan(StudyTexts.reader().parse(FILE.replace("%s", data), "small.yaml", "")));
    }

    StagePlan plan() {
        return plan;
    }

    /** Runs what is missing, then reports; returns what must not change. */
    Map<String, String> run(Path folder) throws IOException {
        return run(folder, Progress.silent());
    }

    Map<String, String> run(Path folder, Progress progress) throws IOException {
        // The second look is the report's, in a store opened anew as the command does.
        try (Store store = Store.open(folder.resolve("store"), progress::message);
                LocalExecutor executor = new LocalExecutor(1, SmallStudy::body)) {
            new StudyRunner(store, progress)
                    .run(
                            StudyPreparation.of(plan, store, SpeedProbe.assumed(1e12), new Machine("test", 1, 1)),
                            executor);
        }
        return report(folder);
    }

    private static void body(StageContext context) throws IOException {
        if (context.stage().spec() instanceof PrepareData
                && context.stage().location().isEmpty()) {
            LearnableDataset.write(context.outputDirectory());
            DatasetCounter.count(Catalog.open(context.outputDirectory())).write(context.outputDirectory());
        } else {
            StageBodies.bySpec().run(context);
        }
    }

    /** Results and item records, as text by name. */
    Map<String, String> report(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Store store = Store.openToRead(folder.resolve("store"), notice -> {})) {
            StudyResults results = StudyResultsBuilder.build(plan, store);
            ResultFiles.write(folder.resolve("results"), results, plan, store);
            // Times of this run are in the rest.
            files.put("recipes", Json.canonical(results.recipes()));
            files.put("findings", Json.canonical(results.findings()));
            files.put("completeness", Json.canonical(results.completeness()));
        }
        try (Stream<Path> found = Files.walk(folder.resolve("results"))) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                if (!name.endsWith(ResultFiles.SUMMARY)) {
                    files.put(name, Files.readString(file));
                }
            }
        }
        return files;
    }

    /** The stage under {@code key} and all that read it, whatever lies between. */
    List<Stage> readersOf(StageKey key) {
        List<Stage> readers = new ArrayList<>();
        for (Stage stage : plan.stages()) {
            boolean reads = !Collections.disjoint(
                    stage.inputs().values(), readers.stream().map(Stage::key).toList());
            if (reads || stage.inputs().containsValue(key)) {
                readers.add(stage);
            }
        }
        return readers;
    }
}
