package io.firstlight.study.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.core.json.Json;
import io.firstlight.core.key.StageKey;
import io.firstlight.core.progress.Progress;
import io.firstlight.core.random.KeyedRandom;
import io.firstlight.study.result.StudyResults.TokenAccount;
import io.firstlight.study.settings.AdamSettings;
import io.firstlight.study.settings.Batching;
import io.firstlight.study.settings.TransformerShape;
import io.firstlight.study.training.MixtureSettings;
import io.firstlight.study.training.ModelParts;
import io.firstlight.study.training.NextTokenSettings;
import io.firstlight.study.training.OptimizerSettings;
import io.firstlight.study.training.RateSettings;
import io.firstlight.study.training.TrainingBudget;
import io.firstlight.study.training.TrainingSettings;
import io.firstlight.study.world.TinyDataset;
import io.firstlight.tensor.device.Placement;
import io.firstlight.train.schedule.LearningRateSchedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments of a trunk, each a stage of its own, follow one another as one run. */
class TrunkSegmentTest {
    private static final Batching BATCHING = new Batching(64, 16, true);
    private static final long BUDGET = 64 * 20;
    private static final StageKey ANY_KEY = StageKey.of("any");

    @TempDir
    Path directory;

    @BeforeEach
    void writeData() throws IOException {
        TinyDataset.write(directory.resolve("data"));
        List<String> words = List.of("dog", "cat", "sun", "tree", "this", "is");
        KeyedRandom random = KeyedRandom.of(5, "documents", 0);
        Files.writeString(
                directory.resolve("data/text/train.jsonl"),
                IntStream.range(0, 40)
                        .mapToObj(i -> Json.canonical(Map.of(
                                "id",
                                "d" + i,
                                "text",
                                random.ints(3 + i % 9, 0, words.size())
                                        .mapToObj(words::get)
                                        .collect(Collectors.joining(" ")))))
                        .collect(Collectors.joining("\n")));
    }

    @Test
    void twoSegmentsEndWithTheSameBytesAsOneRun() throws IOException {
        Path whole = segment("whole", 0, BUDGET, Optional.empty());
        Path first = segment("first", 0, BUDGET * 2 / 5, Optional.empty());
        Path second = segment("second", BUDGET * 2 / 5, BUDGET, Optional.of(first));
        for (String file : List.of("weights.safetensors", "optimizer.safetensors", "optimizer.json", "position.json")) {
            assertThat(Files.readAllBytes(second.resolve(file)))
                    .as(file)
                    .isEqualTo(Files.readAllBytes(whole.resolve(file)));
        }
        assertThat(Files.readAllBytes(first.resolve("weights.safetensors")))
                .isNotEqualTo(Files.readAllBytes(whole.resolve("weights.safetensors")));
    }

    @Test
    void theAccountOfASegmentIsItsOwnPartOfTheBudget() throws IOException {
        Path first = segment("first", 0, BUDGET / 4, Optional.empty());
        Path second = segment("second", BUDGET / 4, BUDGET, Optional.of(first));
        TokenAccount[] accounts = Json.read(second.resolve("tokens.json"), TokenAccount[].class);
        assertThat(accounts).hasSize(1);
        assertThat(accounts[0].plannedTokens()).isEqualTo(BUDGET * 3 / 4);
        assertThat(accounts[0].realisedTokens()).isBetween(BUDGET * 3 / 4 - 16, BUDGET * 3 / 4 + 16);
    }

    private Path segment(String name, long from, long to, Optional<Path> before) throws IOException {
        TrainingSettings settings = new TrainingSettings(
                new ModelParts.LanguageModel(new TransformerShape(16, 2, 2, 24)),
                MixtureSettings.textOnly("text"),
                new TrainingBudget(TrainingBudget.Unit.TOKENS, from, to),
                new RateSettings.InTokens(LearningRateSchedule.trunk(BUDGET, BUDGET / 10, 1e-2, 1e-3)),
                new OptimizerSettings(
                        new AdamSettings(0.9, 0.95, 0.1, 1), new OptimizerSettings.PartRates(1, 1, 0, 0), true),
                new NextTokenSettings(BATCHING),
                "trunk",
                3);
        Map<StageRole, Path> inputs = new HashMap<>();
        inputs.put(StageRole.DATA, directory.resolve("data"));
        before.ifPresent(stage -> {
            for (StageRole role : List.of(StageRole.DECODER, StageRole.OPTIMIZER, StageRole.SAMPLE_ORDER)) {
                inputs.put(role, stage);
            }
        });
        Map<StageRole, StageKey> keys =
                inputs.keySet().stream().collect(Collectors.toMap(role -> role, role -> ANY_KEY));
        Stage stage = Stage.of("trunk", name, new TrainStage(settings), keys);
        Path output = Files.createDirectories(directory.resolve(name));
        Path work = Files.createDirectories(directory.resolve(name + "-work"));
        StageBodies.bySpec()
                .run(new StageContext(
                        stage,
                        new StageContext.Directories(work, output, inputs),
                        Progress.silent(),
                        1,
                        Placement.CPU));
        return output;
    }
}
