package io.firstlight.study.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.firstlight.core.error.UserException;
import io.firstlight.core.json.Json;
import io.firstlight.core.key.StageKey;
import io.firstlight.core.progress.Progress;
import io.firstlight.study.file.StudyTexts;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.world.TinyDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the smallest data set, which has no set {@code encoder}, can feed and what not. */
class DataCheckTest {
    private static final String PATCHES =
            "seeds: [0]\nprojector_alignment: {views: 0}\nrecipe: {image_encoder: patch_projection, image_share: %s}\n";

    @TempDir
    private Path data;

    @BeforeEach
    void writeData() throws IOException {
        TinyDataset.write(data);
    }

    private static void require(StagePlan plan, Path data) {
        DataCheck.require(plan, data, Set.of(), Progress.silent());
    }

    private static StagePlan plan(String more) {
        return new Planner(Path::toString).plan(StudyTexts.parse(more));
    }

    @Test
    void aStudyThatTheDataCanFeedIsLetThrough() {
        assertThatCode(() -> require(plan(PATCHES.formatted("0.3")), data)).doesNotThrowAnyException();
    }

    @Test
    void sharesThatCaptionsCannotFillAreRefusedBeforeAnythingTrains() {
        // Images of 4 and 16 visual tokens with captions of 3 tokens: 20 of 26 are visual.
        assertThatThrownBy(() -> require(plan(PATCHES.formatted("0.9")), data))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(
                        "stage 'mixture: 80 % text, 90 % images · seed 0' could not run: a visual share of 0.9000 "
                                + "cannot be reached")
                .hasMessageContaining("0.7692");
    }

    @Test
    void aPartOfTheDataThatAStageNeedsIsMissedBeforeAnythingTrains() {
        assertThatThrownBy(() -> require(plan("seeds: [0]\n"), data))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("stage 'image encoder · seed 0' could not run: ")
                .hasMessageContaining("no source 'encoder'");
        assertThatThrownBy(() -> require(plan("seeds: [0]\nrecipe: {image_encoder: patch_projection}\n"), data))
                .hasMessageStartingWith("stage 'align patches at 80 % · seed 0' could not run: ");
    }

    @ParameterizedTest
    @CsvSource({"mixture, mixture", "dialogues, fine-tune", "text, text 0 to", "validation, evaluate"})
    void everySourceThatIsReadLaterIsMissedAtOnce(String name, String stage) throws IOException {
        leaveOut(name);
        assertThatThrownBy(() -> require(plan(PATCHES.formatted("0.3")), data))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("stage '" + stage)
                .hasMessageContaining(" have no ")
                .hasMessageContaining("'" + name + "'; there are ");
    }

    /** Takes a source or benchmark out of the catalog. */
    private void leaveOut(String name) throws IOException {
        Path file = data.resolve("dataset.json");
        ObjectNode catalog = Json.read(file, ObjectNode.class);
        ((ObjectNode) catalog.get("sources")).remove(name);
        ((ObjectNode) catalog.get("benchmarks")).remove(name);
        Files.writeString(file, Json.pretty(catalog));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"images/mixture.tar", "captions/mixture.jsonl", "text/validation.jsonl", "evaluation/tasks.json"
            })
    void aFileThatTheCatalogNamesAndIsGoneIsNamed(String file) throws IOException {
        Files.delete(data.resolve(file));
        assertThatThrownBy(() -> require(plan(PATCHES.formatted("0.3")), data))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("dataset.json:")
                .hasMessageContaining("there is no file " + data.resolve(file));
    }

    @Test
    void aBenchmarkThatIsNotThereIsMissedAtOnce() throws IOException {
        leaveOut("evaluation");
        assertThatThrownBy(() -> require(plan(PATCHES.formatted("0.3")), data))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("stage 'evaluate")
                .hasMessageContaining("'evaluation'");
    }

    @Test
    void itemsOfATaskThatAreGoneAreMissedAtOnce() throws IOException {
        Files.delete(data.resolve("evaluation/naming.jsonl"));
        assertThatThrownBy(() -> require(plan(PATCHES.formatted("0.3")), data))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("stage 'evaluate")
                .hasMessageContaining("evaluation/naming.jsonl");
    }

    @ParameterizedTest
    @CsvSource({
        "captions/mixture.jsonl, short\":\", mixture, captions",
        "dialogues/train.jsonl, is this, fine-tune, dialogues"
    })
    void samplesThatNoRowCanHoldAreRefusedBeforeAnythingTrains(String file, String words, String stage, String source)
            throws IOException {
        Path path = data.resolve(file);
        Files.writeString(path, Files.readString(path).replace(words, words + " dog".repeat(600)));
        assertThatThrownBy(() -> require(plan(PATCHES.formatted("0.3")), data))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("stage '" + stage)
                .hasMessageContaining("samples looked at of source '" + source + "' cannot be used")
                .hasMessageContaining("a row holds")
                .hasMessageContaining("sequence_length");
    }

    @ParameterizedTest
    @CsvSource({
        "text/train.jsonl, text 0 to, has no documents",
        "captions/mixture.jsonl, mixture, source 'captions' has no samples",
        "dialogues/train.jsonl, fine-tune, source 'dialogues' has no samples",
        "text/validation.jsonl, evaluate, has no documents"
    })
    void anEmptyFileIsMissedBeforeAnythingTrains(String file, String stage, String found) throws IOException {
        Files.writeString(data.resolve(file), "");
        assertThatThrownBy(() -> require(plan(PATCHES.formatted("0.3")), data))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("stage '" + stage)
                .hasMessageContaining(found);
    }

    @ParameterizedTest
    @CsvSource({
        "{pictures: {source: mixture; visual_tokens: 0.3; captions: short}; text: rest}, blend, ''",
        "{mixtur: {visual_tokens: 0.3}; text: rest}, blend, did you mean 'mixture'?",
        "{mixture: {visual_tokens: 0.9; captions: short}; text: rest}, blend, share of 0.9000 cannot be reached",
        "{text: {samples: 0.2}; other: rest}, blend, have no source 'other'",
        "{dialogues: {samples: 0.2; dialogues: without_image}; text: rest}, blend, has no samples"
    })
    void aSourceOfTheGeneralFormThatIsNotThereIsMissedBeforeAnythingTrains(String mixture, String stage, String found) {
        String study = """
                stages:
                  blend:
                    {mixture: %s, image_encoder: patch_projection, budget_tokens: 20k, schedule: {peak_lr: 1e-3}}
                  tune:
                    {after: blend, image_encoder: patch_projection, mixture: {dialogues: 1}, epochs: 1,
                     schedule: {peak_lr: 1e-3}}
                """.formatted(mixture.replace(';', ','));
        String head = StudyTexts.GENERAL.substring(0, StudyTexts.GENERAL.indexOf("stages:"));
        StagePlan plan = new Planner(Path::toString).plan(StudyTexts.reader().parse(head + study, "s.yaml", ""));
        if (found.isEmpty()) {
            assertThatCode(() -> require(plan, data)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> require(plan, data))
                    .isInstanceOf(UserException.class)
                    .hasMessageStartingWith("stage '" + stage)
                    .hasMessageContaining(found);
        }
    }

    @Test
    void aStudyThatMeasuresNoValidationLossNeedsNoValidationText() throws IOException {
        leaveOut("validation");
        assertThatCode(() -> require(plan(PATCHES.formatted("0.3") + "evaluation: {validation_tokens: 0}\n"), data))
                .doesNotThrowAnyException();
    }

    @Test
    void anItemWithoutItsImageIsNamedAtOnce() throws IOException {
        Files.copy(
                data.resolve("images/mixture.tar"),
                data.resolve("images/evaluation.tar"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> require(plan(PATCHES.formatted("0.3")), data))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("stage 'evaluate")
                .hasMessageContaining("e0");
    }

    private void replace(String file, String from, String to) throws IOException {
        Path path = data.resolve(file);
        String changed = Files.readString(path).replace(from, to);
        assertThat(changed).isNotEqualTo(Files.readString(path));
        Files.writeString(path, changed);
    }

    @Test
    void itemsThatCouldNotBeAskedAreRefusedBeforeAnythingTrains() throws IOException {
        replace("evaluation/naming.jsonl", "\"options\":[\"dog\",\"cat\"", "\"options\":[\"zebra\",\"okapi\"");
        assertThatThrownBy(() -> require(plan(PATCHES.formatted("0.3")), data))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("stage 'evaluate")
                .hasMessageContaining("the same tokens of the options 'zebra' and 'okapi'");
    }

    @Test
    void anEvaluationImageThatCannotBeReadIsRefusedBeforeAnythingTrains() throws IOException {
        byte[] tar = Files.readAllBytes(data.resolve("images/evaluation.tar"));
        // The first member's header has 512 bytes, a PNG's signature 8.
        tar[512 + 20] ^= 1;
        Files.write(data.resolve("images/evaluation.tar"), tar);
        assertThatThrownBy(() -> require(plan(PATCHES.formatted("0.3")), data))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("stage 'evaluate")
                .hasMessageContaining("every image of 'evaluation' is needed")
                .hasMessageContaining("checksum");
    }

    @Test
    void whatHasRunIsNotCheckedAgain() throws IOException {
        StagePlan plan = plan(PATCHES.formatted("0.3"));
        replace("evaluation/naming.jsonl", "\"options\":[\"dog\",\"cat\"", "\"options\":[\"zebra\",\"okapi\"");
        Set<StageKey> evaluations = plan.stages().stream()
                .filter(stage -> stage.label().startsWith("evaluate"))
                .map(Stage::key)
                .collect(Collectors.toSet());
        assertThatCode(() -> DataCheck.require(plan, data, evaluations, Progress.silent()))
                .doesNotThrowAnyException();
    }
}
