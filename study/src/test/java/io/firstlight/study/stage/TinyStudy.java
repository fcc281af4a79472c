package io.firstlight.study.stage;

import io.firstlight.core.key.StageKey;
import io.firstlight.core.progress.Progress;
import io.firstlight.study.file.Recipe;
import io.firstlight.study.file.StudyTexts;
import io.firstlight.study.plan.Planner;
import io.firstlight.study.plan.RecipeRun;
import io.firstlight.study.plan.StagePlan;
import io.firstlight.study.plan.StagesByName;
import io.firstlight.study.world.LearnableDataset;
import io.firstlight.tensor.device.Placement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A study of a few seconds on {@link LearnableDataset}, planned from a study file and run stage by stage, without store
 * or runner: what a stage's body does can be looked at alone. Every kind of image encoder, and a branch without images.
 */
public final class TinyStudy {
    private static final String FILE = """
            name: tiny
            question: does a stage do what it did?
            %s
            model:
              decoder: {width: 32, layers: 2, heads: 2, rotary_share: 0.5, feed_forward_width: 48}
              image_encoder: {width: 32, layers: 1, grid_side: 2}
            text_pretraining:
              {budget_tokens: 1280, batch_tokens: 64, sequence_length: 32, peak_lr: 4e-3, warmup_tokens: 128,
               checkpoints_percent: [0, 80]}
            image_encoder_training: {views: 192, batch_images: 16, extra_captions: 8, peak_lr: 1e-4}
            projector_alignment: {views: 192, batch_images: 16, peak_lr: 1e-3}
            image_text_pretraining: {budget_tokens: 768}
            fine_tuning: {batch_tokens: 128, peak_lr: 5e-4}
            evaluation: {validation_tokens: 50}
            recipe: {text_percent: 80, image_share: 0.4, instruction_share: 0.2, fine_tune_epochs: 2}
            axes:
              - {vary: image_encoder, values: [frozen_vit, trained_vit, patch_projection]}
              - {vary: image_share, values: [0, 0.4]}
            seeds: [3]
            """;

    private final Path folder;
    private final Path data;
    private final StagePlan plan;
    private final Placement placement;
    private final Map<StageKey, Path> outputs = new HashMap<>();

    private TinyStudy(Path folder, Path data, StagePlan plan, Placement placement) {
        this.folder = folder;
        this.data = data;
        this.plan = plan;
        this.placement = placement;
    }

    /** The study, with its data set and all results in {@code folder}. */
    public static TinyStudy in(Path folder) throws IOException {
        return in(folder, FILE);
    }

    /** The study with {@code keys}, such as "family: llama, ", in place of the rotary share. */
    static TinyStudy withDecoderKeys(Path folder, String keys) throws IOException {
        return in(folder, FILE.replace("rotary_share: 0.5, ", keys));
    }

    /** The study of an image encoder with {@code keys}, and of recipes that take visual tokens by {@code choice}. */
    static TinyStudy withImageEncoder(Path folder, String keys, String choice) throws IOException {
        return in(
                folder,
                FILE.replace("{width: 32, layers: 1, grid_side: 2}", keys)
                        .replace("recipe: {", "recipe: {image_encoder: " + choice + ", ")
                        .replace("[frozen_vit, trained_vit, patch_projection]", "[" + choice + "]"));
    }

    /** The study with batches of several parts, so that threads can share them. */
    static TinyStudy withBatchesOfSeveralParts(Path folder) throws IOException {
        String file = FILE.replace("batch_tokens: 64,", "batch_tokens: 1024,")
                .replace("batch_tokens: 128,", "batch_tokens: 1024,")
                .replace("budget_tokens: 1280,", "budget_tokens: 10240,")
                .replace("budget_tokens: 768}", "budget_tokens: 4096}")
                .replace("views: 192, batch_images: 16", "views: 480, batch_images: 160");
        return in(folder, file);
    }

    /** The study of {@code file}, in which {@code %s} is the place of the data. */
    static TinyStudy in(Path folder, String file) throws IOException {
        Path data = folder.resolve("data");
        LearnableDataset.write(data);
        return of(folder, file, "data: {directory: '" + data + "'}\n");
    }

    /**
     * The study of the data that {@code folder} holds.
     *
     * @param dataLines what the study file says of the data; paths are relative to the folder
     */
    public static TinyStudy of(Path folder, String dataLines) {
        return of(folder, FILE, dataLines);
    }

    /** As {@link #of(Path, String)}, of a study file that {@code change} was made to. */
    static TinyStudy of(Path folder, String dataLines, UnaryOperator<String> change) {
        return of(folder, change.apply(FILE), dataLines);
    }

    private static TinyStudy of(Path folder, String file, String dataLines) {
        StagePlan plan = new Planner()
                .plan(StudyTexts.reader()
                        .parse(
                                file.replace("%s\n", dataLines),
                                folder.resolve("tiny.yaml").toString(),
                                ""));
        return new TinyStudy(folder, folder.resolve("data"), plan, Placement.CPU);
    }

    public StagePlan plan() {
        return plan;
    }

    /** The same study with results of its own, computed on {@code placement}. */
    public TinyStudy on(Placement other) {
        return new TinyStudy(folder.resolve(other.precision().name()), data, plan, other);
    }

    /** Where the data set lies. */
    public Path data() {
        return data;
    }

    /** Whether the recipe's mixture has images. */
    static boolean hasImages(Recipe recipe) {
        return !recipe.section().orElseThrow().images().isNone();
    }

    /** The stage of {@code name} of the first recipe that {@code recipe} accepts. */
    public Stage stage(String name, Predicate<Recipe> recipe) {
        RecipeRun run = plan.runs().stream()
                .filter(candidate -> recipe.test(candidate.recipe()))
                .findFirst()
                .orElseThrow();
        return StagesByName.of(plan, run, name).orElseThrow();
    }

    /** The result of {@code stage} on one thread; it and its inputs run if they have not yet. */
    public Path output(Stage stage) throws IOException {
        if (!outputs.containsKey(stage.key())) {
            outputs.put(stage.key(), run(stage, "run", Progress.silent(), 1));
        }
        return outputs.get(stage.key());
    }

    /**
     * Runs {@code stage}'s body in the directories of {@code attempt}, which it goes on from if it ran there before.
     * Its inputs are those of {@link #output}.
     *
     * @return the directory of the result
     */
    public Path run(Stage stage, String attempt, Progress progress, int threads) throws IOException {
        Path directory = folder.resolve(attempt).resolve(stage.key().hex());
        Path work = Files.createDirectories(directory.resolve("work"));
        Path output = Files.createDirectories(directory.resolve("output"));
        Map<StageRole, Path> inputs = new HashMap<>();
        for (Map.Entry<StageRole, StageKey> input : stage.inputs().entrySet()) {
            Path finished = output(plan.stage(input.getValue()));
            String location = plan.stage(input.getValue()).location();
            // The directory itself, so that a test may change what is in it.
            inputs.put(
                    input.getKey(),
                    location.equals(data.toString()) ? data : UserData.resolve(input.getValue(), location, finished));
        }
        StageBodies.bySpec()
                .run(new StageContext(
                        stage, new StageContext.Directories(work, output, inputs), progress, threads, placement));
        return output;
    }
}
