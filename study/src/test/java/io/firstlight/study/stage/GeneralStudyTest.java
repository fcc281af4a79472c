package io.firstlight.study.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.core.json.Json;
import io.firstlight.study.plan.RecipeRun;
import io.firstlight.study.plan.StagesByName;
import io.firstlight.study.result.StudyResults.TokenAccount;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A study that the short form cannot say, trained: the projector alone on one mixture, then everything on another, with
 * the moments of the trunk carried past the first; then fine-tuning with the image encoder training too.
 */
class GeneralStudyTest {
    private static final String FILE = """
            name: tiny
            question: does the projector come first?
            %s
            model:
              decoder: {width: 32, layers: 2, heads: 2, rotary_share: 0.5, feed_forward_width: 48}
              image_encoder: {width: 32, layers: 1, grid_side: 2}
            stages:
              encoder:
                {objective: contrastive, mixture: {encoder: 1}, budget_views: 192, batch_images: 16, extra_captions: 8,
                 schedule: {peak_lr: 1e-4}}
              trunk:
                mixture: {text: 1}
                budget_tokens: 1280
                checkpoints_percent: [40, 80]
                batch_tokens: 64
                sequence_length: 32
                schedule: {peak_lr: 4e-3, warmup_tokens: 128, shape: cosine}
              projector_first:
                after: trunk
                at_percent: 80
                mixture: {captions: {source: mixture, visual_tokens: 0.4, captions: short}, text: rest}
                budget_tokens: 512
                batch_tokens: 64
                sequence_length: 32
                schedule: {peak_lr: 2e-3, shape: constant}
                train: {decoder: frozen, projector: full}
                keeps_optimizer: true
              all:
                after: projector_first
                mixture:
                  captions: {source: mixture, image_sample_tokens: 0.3, captions: rich}
                  chats: {source: dialogues, image_sample_tokens: 0.2, dialogues: with_image}
                  text: rest
                budget_tokens: 768
                checkpoints_percent: [50]
                batch_tokens: 64
                sequence_length: 32
                schedule: [{tokens: 256, from_lr: 0, to_lr: 1e-3}, {tokens: 512, from_lr: 1e-3, to_lr: 0}]
                optimizer: carry
                train: {image_encoder: frozen}
              tune:
                after: all
                mixture: {dialogues: 1}
                epochs: 1
                batch_tokens: 128
                sequence_length: 32
                schedule: {peak_lr: 5e-4}
                train: {image_encoder: 0.1}
            evaluation: {validation_tokens: 50}
            seeds: [3]
            """;

    @TempDir
    Path folder;

    private static Map<String, Tensor> weights(Path stage) throws IOException {
        return Safetensors.read(stage.resolve("weights.safetensors"));
    }

    /** The modules of {@code stage} whose weights are those of {@code before}, or not; others are new. */
    private static Map<String, Boolean> unchanged(Path before, Path stage) throws IOException {
        Map<String, Boolean> unchanged = new TreeMap<>();
        try (TensorScope scope = TensorScope.open()) {
            Map<String, Tensor> old = weights(before);
            weights(stage).forEach((name, tensor) -> {
                if (old.containsKey(name)) {
                    unchanged.merge(
                            name.substring(0, name.indexOf('.')), tensor.equal(old.get(name)), Boolean::logicalAnd);
                }
            });
        }
        return unchanged;
    }

    @Test
    void eachStageTrainsWhatItSaysAndTheModelIsEvaluated() throws IOException {
        TinyStudy study = TinyStudy.in(folder, FILE);
        RecipeRun run = study.plan().runs().get(0);
        Stage trunk = StagesByName.of(study.plan(), run, "trunk").orElseThrow();
        Stage first = StagesByName.of(study.plan(), run, "projector_first").orElseThrow();
        Stage all = StagesByName.of(study.plan(), run, "all").orElseThrow();
        Stage tune = StagesByName.of(study.plan(), run, "tune").orElseThrow();
        assertThat(run.stages().stream().map(key -> study.plan().stage(key).label()))
                .containsExactly(
                        "data: data",
                        "encoder · seed 3",
                        "image features · seed 3",
                        "trunk 0 to 40 % · seed 3",
                        "trunk 40 to 80 % · seed 3",
                        "projector first · seed 3",
                        "all 0 to 50 % · seed 3",
                        "all 50 to 100 % · seed 3",
                        "tune · seed 3",
                        "evaluate · seed 3");
        assertThat(unchanged(study.output(trunk), study.output(first)))
                .containsExactlyEntriesOf(Map.of("decoder", true));
        assertThat(unchanged(study.output(first), study.output(all)))
                .containsExactlyInAnyOrderEntriesOf(Map.of("decoder", false, "projector", false));
        assertThat(all.inputs())
                .as("a segment within a stage of images goes on with all of it")
                .containsKeys(
                        StageRole.DECODER,
                        StageRole.PROJECTOR,
                        StageRole.OPTIMIZER,
                        StageRole.SAMPLE_ORDER,
                        StageRole.FEATURES);
        Stage encoder = study.plan().stage(tune.inputs().get(StageRole.IMAGE_ENCODER));
        assertThat(unchanged(study.output(encoder), study.output(tune)))
                .containsExactlyEntriesOf(Map.of("encoder", false));
        assertThat(unchanged(study.output(all), study.output(tune)))
                .containsExactlyInAnyOrderEntriesOf(Map.of("decoder", false, "projector", false));
        Stage evaluation = study.plan().stage(run.evaluation());
        assertThat(Files.size(study.output(evaluation).resolve("items.jsonl"))).isPositive();
        assertThat(evaluation.reads(StageRole.FEATURES))
                .as("the evaluated model reads pixels")
                .isFalse();
    }

    /** Rows with images have padding, so such a stage is cut within one sequence of its checkpoint. */
    @Test
    void theSegmentsOfAStageOfImagesConsumeItsBudget() throws IOException {
        TinyStudy study = TinyStudy.in(folder, FILE);
        List<Stage> segments = study.plan().stages().stream()
                .filter(stage -> stage.name().equals("all"))
                .toList();
        long consumed = 0;
        for (Stage segment : segments) {
            for (TokenAccount account : Json.read(study.output(segment).resolve("tokens.json"), TokenAccount[].class)) {
                consumed += account.realisedTokens();
            }
        }
        assertThat(segments).hasSize(2);
        assertThat(consumed).isBetween(768L - 32, 768L + 32);
    }
}
