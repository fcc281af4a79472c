package io.firstlight.study.summary;

import io.firstlight.core.key.StageKey;
import io.firstlight.data.catalog.Catalog;
import io.firstlight.data.image.ImageArchive;
import io.firstlight.study.cost.StageRecord;
import io.firstlight.study.machine.Environment;
import io.firstlight.study.plan.RecipeRun;
import io.firstlight.study.plan.StagePlan;
import io.firstlight.study.result.StudyResults.Account;
import io.firstlight.study.result.StudyResults.SampleItem;
import io.firstlight.study.result.StudyResults.StageCost;
import io.firstlight.study.stage.Benchmarks;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.store.FinishedStage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the finished stages of a study cost, where they came from, and items to look at. */
final class Accounting {
    private final StagePlan plan;
    private final FinishedModels models;
    private final Benchmarks benchmarks;

    Accounting(FinishedModels models, Benchmarks benchmarks) {
        this.plan = models.plan();
        this.models = models;
        this.benchmarks = benchmarks;
    }

    /**
     * The account of what is finished.
     *
     * @param data the data, or empty while it is not prepared
     * @param sampled the model whose answers choose the sample items; empty while none is evaluated
     */
    Account of(Optional<Catalog> data, Optional<RecipeRun> sampled) throws IOException {
        Map<StageKey, Integer> usedBy = plan.usedBy();
        List<StageCost> stages = new ArrayList<>();
        double without = 0;
        for (Map.Entry<Stage, FinishedStage> entry : models.stages().entrySet()) {
            Stage stage = entry.getKey();
            StageRecord.Timing timing = entry.getValue().record().timing();
            stages.add(new StageCost(
                    stage.key().hex(),
                    stage.words(),
                    stage.label(),
                    timing.seconds(),
                    timing.plannedSeconds(),
                    usedBy.get(stage.key())));
            // Every study prepares its data once, whether its models share anything or not.
            without += timing.seconds() * (stage.equals(plan.dataStage()) ? 1 : evaluatedModelsWith(stage));
        }
        return new Account(
                stages,
                stages.stream().mapToDouble(StageCost::seconds).sum(),
                without,
                new Yardstick(models).scale(),
                provenance(data),
                data.isPresent() && sampled.isPresent() ? samples(data.get(), sampled.get()) : List.of());
    }

    /** How often a stage would have run by now without sharing; at least once, since it did run. */
    private int evaluatedModelsWith(Stage stage) {
        return Math.max(1, (int) models.evaluated().stream()
                .filter(run -> run.stages().contains(stage.key()))
                .count());
    }

    private List<SampleItem> samples(Catalog data, RecipeRun sampled) throws IOException {
        Map<String, ImageArchive> archives = new LinkedHashMap<>();
        try {
            return new SampleItems(
                            models,
                            benchmarks.all(),
                            task -> archives.computeIfAbsent(
                                    benchmarks.imageSet(task), set -> ImageArchive.open(data.openImages(set))))
                    .of(sampled);
        } finally {
            archives.values().forEach(ImageArchive::close);
        }
    }

    /** Empty for what only stages that compute tensors note. */
    private static Optional<String> noted(FinishedStage stage, String name) {
        Optional<String> found =
                Optional.ofNullable(stage.record().environment().get(name));
        return found.isPresent() || name.equals(Environment.NUMERICS_CLASS)
                ? found
                : Optional.of("not noted (older stages)");
    }

    private Map<String, String> provenance(Optional<Catalog> data) {
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("study file", plan.study().identity().file());
        provenance.put(
                "budget",
                plan.study().identity().budget().isEmpty()
                        ? "as in the file"
                        : plan.study().identity().budget());
        data.ifPresent(catalog -> provenance.put(
                "data set",
                catalog.name() + ", key " + plan.stages().get(0).key().abbreviated()));
        provenance.put("numerics version", Integer.toString(Stage.NUMERICS_VERSION));
        provenance.put(
                "machines",
                models.stages().values().stream()
                        .map(stage -> stage.record().timing().machine())
                        .map(machine -> machine.name() + ", " + machine.numWorkers() + " stages at once, "
                                + machine.numThreads() + " threads each")
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining("; ")));
        // What the stages ran on, noted as they did: who writes the report may sit elsewhere.
        for (String name : List.of(
                Environment.SYSTEM,
                Environment.JAVA,
                Environment.LIBTORCH,
                Environment.MATH_LIBRARY,
                Environment.NUMERICS_CLASS,
                Environment.FIRSTLIGHT)) {
            provenance.put(
                    name,
                    models.stages().values().stream()
                            .flatMap(stage -> noted(stage, name).stream())
                            .distinct()
                            .sorted()
                            .collect(Collectors.joining("; ")));
        }
        models.evaluated()
                .forEach(run -> provenance.put(
                        "evaluation of " + run.label() + ", seed " + run.seed(),
                        run.evaluation().abbreviated()));
        data.ifPresent(catalog -> {
            int number = 1;
            for (String notice : catalog.notices()) {
                provenance.put("data notice " + number++, notice);
            }
        });
        // What finished stages would tell is empty while there are none.
        provenance.values().removeIf(String::isEmpty);
        return provenance;
    }
}
