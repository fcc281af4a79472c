package io.firstlight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.json.Json;
import io.firstlight.study.result.StudyResults;
import io.firstlight.study.result.StudyResults.RecipeResult;
import io.firstlight.study.result.StudyResults.Recommendation;
import io.firstlight.study.result.StudyResults.SeedResult;
import io.firstlight.study.result.StudyResults.TokenAccount;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole walk once: {@code quickstart --budget tiny} as a user starts it, and everything that stands on its results.
 */
@TestInstance(Lifecycle.PER_CLASS)
class TinyQuickstartTest {
    private static final String STUDY = CommandRun.quickstartFile().toString();
    private Path out;
    private String progress;
    private StudyResults results;

    @BeforeAll
    void runTheTinyQuickstart(@TempDir Path folder) {
        out = folder;
        CommandRun printed = CommandRun.of("quickstart", "--budget", "tiny", "--json", "--out", out.toString());
        assertThat(printed.exitCode()).as(printed.err()).isZero();
        progress = printed.err();
        results = Json.parse(printed.out(), StudyResults.class);
    }

    private Path results(String file) {
        return out.resolve("quickstart-tiny").resolve(file);
    }

    @Test
    void thePlanIsPrintedBeforeItRuns() {
        assertThat(progress)
                .contains("image encoder")
                .contains("stages for")
                .contains("Sharing common beginnings saves")
                .contains("Ran in");
        assertThat(progress.lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    }

    @Test
    void everyRecipeHasEveryTaskUnderEverySeedWithItsFloors() {
        assertThat(results.recipes()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(results.tasks().stream()
                        .map(StudyResults.TaskResult::modality)
                        .distinct())
                .containsExactlyInAnyOrder("visual", "text");
        for (RecipeResult recipe : results.recipes()) {
            assertThat(recipe.tasks()).hasSameSizeAs(results.tasks());
            assertThat(recipe.seeds()).hasSameSizeAs(results.study().seeds());
            recipe.tasks().values().forEach(score -> {
                assertThat(score.count().items()).isPositive();
                assertThat(score.floors()).containsKeys("chance", "majority");
                assertThat(score.score().estimate())
                        .isBetween(score.score().low(), score.score().high());
            });
        }
    }

    @Test
    void bothSplitsHaveTheirOwnFloors() {
        for (RecipeResult recipe : results.recipes()) {
            for (SeedResult seed : recipe.seeds()) {
                assertThat(seed.tasks().get("naming").floors())
                        .containsKeys("withheld", "shuffled", "pixelNeighbour", "featureNeighbour");
                assertThat(seed.selectionTasks().get("naming").floors())
                        .containsKeys("withheld", "shuffled", "pixelNeighbour", "featureNeighbour");
            }
        }
        SeedResult first = results.recipes().get(0).seeds().get(0);
        assertThat(first.selectionTasks().get("naming").floors().get("pixelNeighbour"))
                .as("other items of another style")
                .isNotEqualTo(first.tasks().get("naming").floors().get("pixelNeighbour"));
    }

    @Test
    void realisedTokensAreThePlannedOnes() {
        List<TokenAccount> tokens = results.recipes().stream()
                .flatMap(recipe -> recipe.seeds().stream())
                .flatMap(seed -> seed.tokens().stream())
                .toList();
        assertThat(tokens).isNotEmpty();
        // One sequence is 96 tokens at most; a share is of the tokens of its stage.
        assertThat(tokens)
                .allSatisfy(account -> assertThat(account.realisedTokens())
                        .isCloseTo(account.plannedTokens(), org.assertj.core.data.Offset.offset(200L)));
    }

    @Test
    void aSmokeTestRecommendsNothingAndSaysWhichRecipeDidBest() {
        Recommendation recommendation = results.findings().recommendation();
        assertThat(recommendation.status()).isEqualTo(Recommendation.Status.SMOKE);
        assertThat(recommendation.recipe()).isEmpty();
        assertThat(results.study().smoke()).isTrue();
        assertThat(results.recipes().stream().map(RecipeResult::id)).contains(recommendation.leading());
        assertThat(results.account().scale().decoderParameters()).isPositive();
        assertThat(results.account().scale().textLoss().uniform()).isGreaterThan(5);
        assertThat(results.findings().caveats())
                .anyMatch(line -> line.contains("28 billion"))
                .anyMatch(line -> line.contains("with the image"));
    }

    @Test
    void anIndependentRecomputationFromItemRecordsAgrees() throws Exception {
        Path script = Path.of("..", "bench", "peers", "recompute.py").toAbsolutePath();
        Process process;
        try {
            process = new ProcessBuilder(
                            "python3",
                            script.toString(),
                            results("summary.json").getParent().toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            Assumptions.abort("there is no python3 here");
            return;
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(Integer.parseInt(said.split(" ")[0])).as(said).isGreaterThan(300);
    }

    @Test
    void theFilesSayTheSame() throws IOException {
        assertThat(Json.canonical(Json.read(results("summary.json"), JsonNode.class)))
                .isEqualTo(Json.canonical(results));
        List<String> rows = Files.readAllLines(results("results.csv"));
        int seeds = results.study().seeds().size();
        assertThat(rows)
                .hasSize(1 + results.recipes().size() * seeds * results.tasks().size());
        assertThat(rows.get(0))
                .contains(
                        "recipe",
                        "seed",
                        "task",
                        "clusters",
                        "score",
                        "gold_probability",
                        "chance",
                        "centred",
                        "majority",
                        "withheld");
        assertThat(Files.readAllLines(results("selection.csv")))
                .hasSameSizeAs(rows)
                .first()
                .isEqualTo(rows.get(0));
        try (Stream<Path> items = Files.list(results("items"))) {
            assertThat(items).hasSize(results.recipes().size() * seeds);
        }
        assertThat(results("report.html"))
                .content()
                .contains(results.study().question())
                .contains("</html>");
    }

    @Test
    void aSecondCallOnlyReportsTheSame() {
        CommandRun again = CommandRun.of("quickstart", "--budget", "tiny", "--json", "--out", out.toString());
        assertThat(again.exitCode()).isZero();
        assertThat(again.err()).contains("Everything is in the store already").doesNotContain("stages for");
        assertThat(Json.canonical(Json.parse(again.out(), JsonNode.class))).isEqualTo(Json.canonical(results));
    }

    @Test
    void theResultsTableFitsAHundredColumns() {
        CommandRun table = CommandRun.of("study", "report", STUDY, "--budget", "tiny", "--out", out.toString());
        assertThat(table.exitCode()).isZero();
        assertThat(table.out())
                .contains("Smoke test: its scores say nothing", "report.html")
                .doesNotContain("Recommended:");
        assertThat(Arrays.stream(table.out().split("\n")).filter(line -> !line.startsWith("Report: ")))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    }

    @Test
    void statusSaysThatAllIsDone() {
        CommandRun status =
                CommandRun.of("study", "status", STUDY, "--budget", "tiny", "--out", out.toString(), "--json");
        JsonNode view = Json.parse(status.out(), JsonNode.class);
        assertThat(view.at("/kinds"))
                .isNotEmpty()
                .allSatisfy(kind -> assertThat(kind.at("/done")).isEqualTo(kind.at("/total")));
        assertThat(CommandRun.of("study", "status", STUDY, "--budget", "tiny", "--out", out.toString())
                        .out())
                .contains("All done");
    }

    @Test
    void anUnfinishedStudyIsReportedWithWhatIsMissingAndWithoutARecommendation(@TempDir Path other) throws IOException {
        String store = out.resolve("store").toString();
        CommandRun report = CommandRun.of(
                "study",
                "report",
                STUDY,
                "--budget",
                "tiny",
                "--seeds",
                "3",
                "--store",
                store,
                "--out",
                other.toString());
        assertThat(report.exitCode()).as(report.err()).isZero();
        assertThat(report.out() + report.err())
                .contains("No recommendation yet", "8 of 12 models evaluated", "under seeds 0, 1", "seed 2");
        assertThat(other.resolve("quickstart-tiny").resolve("report.html")).isNotEmptyFile();
        assertThat(other.resolve("quickstart-tiny").resolve("recommended.json")).doesNotExist();
    }

    @Test
    void theBestModelAnswersAboutAnyImage() throws IOException {
        BufferedImage image = new BufferedImage(200, 90, BufferedImage.TYPE_INT_RGB);
        Path file = out.resolve("image.png");
        ImageIO.write(image, "png", file.toFile());
        CommandRun answer = CommandRun.of(
                "ask", "what is in the picture?", "--image", file.toString(), "--out", out.toString(), "--json");
        assertThat(answer.exitCode()).as(answer.err()).isZero();
        JsonNode reply = Json.parse(answer.out(), JsonNode.class);
        assertThat(reply.at("/answer/first")).hasSize(5);
        assertThat(reply.at("/study").asText()).isEqualTo("quickstart-tiny");
        assertThat(reply.at("/recommended").asBoolean()).isFalse();
    }

    @Test
    void itsDataHasNothingBadInIt() throws IOException {
        try (Stream<Path> stages = Files.list(out.resolve("store").resolve("stages"))) {
            Path data = stages.filter(stage -> Files.exists(stage.resolve("dataset.json")))
                    .findFirst()
                    .orElseThrow();
            CommandRun check = CommandRun.of("data", "verify", data.toString());
            assertThat(check.exitCode()).isZero();
            assertThat(check.out()).contains("Nothing is bad.").contains("evaluation/naming");
        }
    }

    @Test
    void theLogIsInTheStoreAndNotOnTheTerminal() {
        assertThat(out.resolve("store").resolve("log").resolve("firstlight.log"))
                .content()
                .contains("quickstart");
        assertThat(progress).doesNotContain("INFO");
    }
}
