package io.firstlight.study.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.core.json.Json;
import io.firstlight.core.progress.Progress;
import io.firstlight.data.sample.Segment;
import io.firstlight.eval.answer.AskedItem;
import io.firstlight.eval.answer.Response;
import io.firstlight.eval.benchmark.EvaluationSet;
import io.firstlight.eval.item.EvaluationItem;
import io.firstlight.eval.item.Split;
import io.firstlight.eval.record.ItemRecord;
import io.firstlight.eval.record.ItemRecords;
import io.firstlight.eval.score.Condition;
import io.firstlight.study.cost.SpeedProbe;
import io.firstlight.study.file.StudyTexts;
import io.firstlight.study.machine.Environment;
import io.firstlight.study.machine.Machine;
import io.firstlight.study.plan.Planner;
import io.firstlight.study.plan.StagePlan;
import io.firstlight.study.result.StudyResults;
import io.firstlight.study.result.StudyResults.Curve;
import io.firstlight.study.result.StudyResults.DoneOf;
import io.firstlight.study.result.StudyResults.ItemCount;
import io.firstlight.study.result.StudyResults.Lead;
import io.firstlight.study.result.StudyResults.MissingModel;
import io.firstlight.study.result.StudyResults.RecipeResult;
import io.firstlight.study.result.StudyResults.TaskScore;
import io.firstlight.study.result.StudyResults.TokenAccount;
import io.firstlight.study.run.LocalExecutor;
import io.firstlight.study.run.StudyPreparation;
import io.firstlight.study.run.StudyRunner;
import io.firstlight.study.stage.StageBody;
import io.firstlight.study.stage.StageContext;
import io.firstlight.study.store.Store;
import io.firstlight.study.world.TinyDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyResultsBuilderTest {
    private static final StagePlan PLAN = new Planner(Path::toString).plan(StudyTexts.parse("""
            axes:
              - {vary: text_percent, values: [0, 80]}
              - {vary: image_share, values: [0]}
            """));

    @TempDir
    private static Path folder;

    private static EvaluationSet set;

    private static Store store;

    /** Stages that need no training: evaluations answer as well as their recipe's label says. */
    private static void body(StageContext context) throws IOException {
        Path output = context.outputDirectory();
        switch (context.stage().name()) {
            case "data" -> {
                TinyDataset.write(output);
                set = EvaluationSet.load(output.resolve("evaluation/tasks.json"), image -> true);
            }
            case "trunk", "mixture", "fine_tuning" -> {
                Files.writeString(
                        output.resolve("curves.json"),
                        "{\"learningRate\":[[10,0.004],[20,0.001]],\"loss\":[[20,3.5]]}");
                Files.writeString(
                        output.resolve("tokens.json"),
                        Json.pretty(List.of(new TokenAccount(context.stage().label(), "text", 20, 21, 1, 1))));
            }
            case "evaluation" -> evaluate(context.stage().label(), output);
            default -> Files.writeString(output.resolve("done"), "");
        }
    }

    private static void evaluate(String label, Path output) throws IOException {
        double naming = label.contains("no images") ? 0.25 : 0.8;
        double cloze = label.contains(" 0 % text") ? 0.25 : 0.5;
        List<ItemRecord> results = new ArrayList<>();
        for (Split split : Split.values()) {
            answer(results, "naming", split, Condition.IMAGE, naming);
            answer(results, "cloze", split, Condition.TEXT, cloze);
        }
        answer(results, "naming", Split.REPORTED, Condition.WITHHELD, 0.3);
        answer(results, "naming", Split.REPORTED, Condition.SHUFFLED, 0.2);
        ItemRecords.write(output.resolve("items.jsonl"), results);
        Files.writeString(
                output.resolve("validation.json"),
                label.contains("no images") ? "{\"textLoss\":\"NaN\"}" : "{\"textLoss\":2.75}");
        Files.writeString(
                output.resolve("floors.json"),
                "{\"reported\":{\"naming\":{\"pixelNeighbour\":0.9,\"featureNeighbour\":0.95}},"
                        + "\"selection\":{\"naming\":{\"pixelNeighbour\":0.6,\"featureNeighbour\":0.7}}}");
    }

    private static void answer(
            List<ItemRecord> results, String task, Split split, Condition condition, double accuracy) {
        for (int i = 0; i < TinyDataset.ITEMS; i++) {
            int answer = i % 4;
            int chosen = i < accuracy * TinyDataset.ITEMS ? answer : (answer + 1) % 4;
            List<Double> logProbabilities = new ArrayList<>(List.of(-2.0, -2.0, -2.0, -2.0));
            logProbabilities.set(chosen, -1.0);
            EvaluationItem item = set.items(task, split).get(i);
            results.add(ItemRecord.of(
                    set.task(task),
                    new AskedItem(
                            item,
                            condition == Condition.IMAGE ? List.of(new Segment.Image(item.image(), 1)) : List.of()),
                    condition,
                    item.prompt(),
                    new Response(item.options().get(chosen), logProbabilities, List.of(1, 1, 1, 1))));
        }
    }

    @BeforeAll
    static void runTheStudy() {
        store = Store.open(folder.resolve("store"), notice -> {
            throw new AssertionError(notice);
        });
        run(store, StudyResultsBuilderTest::body);
    }

    private static void run(Store store, StageBody body) {
        try (LocalExecutor executor = new LocalExecutor(1, body)) {
            new StudyRunner(store, Progress.silent())
                    .run(
                            StudyPreparation.of(PLAN, store, SpeedProbe.assumed(1e12), new Machine("test", 1, 1)),
                            executor);
        }
    }

    @AfterAll
    static void closeTheStore() {
        store.close();
    }

    private static StudyResults build() throws IOException {
        return StudyResultsBuilder.build(PLAN, store);
    }

    @Test
    void scoresStandBesideTheirFloors() throws IOException {
        StudyResults results = build();
        RecipeResult standard = results.recipes().get(0);
        TaskScore naming = standard.tasks().get("naming");
        assertThat(standard.label()).isEqualTo("80 % text, 30 % images");
        assertThat(naming.count()).isEqualTo(new ItemCount(40, 40));
        assertThat(naming.score().estimate()).isCloseTo(0.8, within(1e-12));
        assertThat(naming.centred().estimate()).isCloseTo(0.55 / 0.75, within(1e-12));
        assertThat(naming.score().low()).isLessThan(0.8);
        assertThat(naming.floors())
                .containsEntry("chance", 0.25)
                .containsEntry("withheld", 0.3)
                .containsEntry("shuffled", 0.2)
                .containsEntry("pixelNeighbour", 0.9)
                .containsEntry("featureNeighbour", 0.95)
                .containsEntry("noTextPretraining", 0.8)
                .containsKey("majority");
        assertThat(standard.tasks().get("cloze").floors())
                .containsEntry("noTextPretraining", 0.25)
                .doesNotContainKeys("withheld", "shuffled");
        RecipeResult fromStart = results.recipes().get(1);
        assertThat(fromStart.axes()).containsEntry("text_percent", "0");
        assertThat(fromStart.tasks().get("naming").floors()).doesNotContainKey("noTextPretraining");
        RecipeResult withoutImages = results.recipes().get(2);
        assertThat(withoutImages.label()).contains("no images");
        assertThat(withoutImages.tasks().get("cloze").floors())
                .as("its twin at 0 % was not run: the default recipe's")
                .containsEntry("noTextPretraining", 0.25);
        assertThat(standard.aggregates().all().vision().estimate()).isCloseTo(0.55 / 0.75, within(1e-12));
        assertThat(standard.selection().all().text().estimate()).isCloseTo(0.25 / 0.75, within(1e-12));
    }

    @Test
    void theRecipeThatIsBestOnBothIsRecommendedAndTheOthersAreBeaten() throws IOException {
        StudyResults results = build();
        assertThat(results.findings().recommendation().recipe())
                .isEqualTo("text80-image0.3-instruction0-epochs2-frozen_vit-short");
        assertThat(results.findings().recommendation().indistinguishable()).isEmpty();
        assertThat(results.findings().caveats())
                .anyMatch(line -> line.contains("answer of the nearest training image scores higher (0.95)"))
                .anyMatch(line -> line.contains("Images reach the decoder of “80 % text, 30 % images”")
                        && line.contains("naming (+0.50 ["))
                .anyMatch(line -> line.contains("2 of 2 tasks are on it"))
                .anyMatch(line -> line.contains("With 2 seeds"))
                .anyMatch(line -> line.contains("do not cover another draw"))
                .anyMatch(line -> line.contains("not tried together"))
                .anyMatch(line -> line.contains("knowing what is in the image but not where already gives more"));
        assertThat(results.study().disclosures())
                .anyMatch(line -> line.contains("their projector is new at fine-tuning"))
                .anyMatch(line ->
                        line.contains("the image encoder and the projector's alignment saw both in every recipe"));
        assertThat(results.study().disclosures())
                .anyMatch(line -> line.contains("120,000 views"))
                .anyMatch(line -> line.contains("40,000"));
        assertThat(results.study().numTrunks()).isEqualTo(2);
        assertThat(results.tasks())
                .filteredOn(task -> task.name().equals("naming"))
                .allMatch(task -> task.stable());
    }

    @Test
    void curvesCountTokensFromTheStartOfTheRecipe() throws IOException {
        List<Curve> curves = build().recipes().get(0).seeds().get(0).curves().stream()
                .filter(curve -> curve.kind().equals("learningRate"))
                .toList();
        assertThat(curves)
                .extracting(Curve::stage)
                .containsExactly(
                        "text 0 to 20 % · seed 0",
                        "text 20 to 40 % · seed 0",
                        "text 40 to 60 % · seed 0",
                        "text 60 to 80 % · seed 0",
                        "mixture: 80 % text, 30 % images · seed 0",
                        "fine-tune: 80 % text, 30 % images · seed 0");
        // Segments of the trunk count from its start already; what comes after it goes on from its end.
        assertThat(curves.subList(0, 4))
                .allSatisfy(curve -> assertThat(curve.tokens()).containsExactly(10, 20));
        assertThat(curves.get(4).tokens()).containsExactly(30, 40);
        assertThat(curves.get(5).tokens()).containsExactly(50, 60);
        assertThat(build().recipes().get(0).seeds().get(0).tokens())
                .hasSize(6)
                .allMatch(account -> account.realisedTokens() == 21);
    }

    @Test
    void theLossOnHeldOutTextIsTold() throws IOException {
        StudyResults results = build();
        assertThat(results.recipes().get(0).seeds()).hasSize(2).allMatch(seed -> seed.textLoss() == 2.75);
        assertThat(results.recipes().get(2).label()).contains("no images");
        assertThat(results.recipes().get(2).seeds())
                .allMatch(seed -> seed.textLoss().isNaN());
        String old = Json.canonical(results.recipes().get(0).seeds().get(0)).replace(",\"textLoss\":2.75", "");
        assertThat(old).doesNotContain("textLoss");
        assertThat(Json.parse(old, StudyResults.SeedResult.class).textLoss()).isNaN();
    }

    @Test
    void samplesShowRightAndWrongAnswersWithTheirImages() throws IOException {
        var samples = build().account().samples();
        assertThat(samples).hasSize(6);
        assertThat(samples.get(0).imagePng()).startsWith("iVBORw0KGgo");
        assertThat(samples.get(0).answers())
                .containsEntry("80 % text, 30 % images", "dog")
                .hasSize(3);
        assertThat(samples.get(5).imagePng()).isEmpty();
    }

    @Test
    void whatStagesCostAndWhatSharingSavedIsTold() throws IOException {
        var account = build().account();
        assertThat(account.stages()).hasSize(PLAN.stages().size());
        assertThat(account.secondsWithoutSharing()).isGreaterThan(account.secondsRun());
        assertThat(account.provenance())
                .containsEntry("data notice 1", "Drawn for a test.")
                .containsEntry("machines", "test, 1 stages at once, 1 threads each")
                .containsEntry("libtorch", Environment.here().get("libtorch"))
                .containsKeys("math library", "firstlight");
    }

    @Test
    void provenanceIsOfTheMachineThatRanTheStagesNotOfTheOneThatReports() throws IOException {
        String here = System.getProperty("java.version");
        try {
            System.setProperty("java.version", "99.9.9");
            assertThat(build().account().provenance().get("java"))
                    .contains(here)
                    .doesNotContain("99.9.9");
        } finally {
            System.setProperty("java.version", here);
        }
    }

    @Test
    void theFilesHoldTheSameNumbers() throws IOException {
        StudyResults results = build();
        Path directory = folder.resolve("results");
        ResultFiles.write(directory, results, PLAN, store);
        assertThat(Json.tree(Json.read(directory.resolve("summary.json"), StudyResults.class)))
                .isEqualTo(Json.tree(results));
        List<String> rows = Files.readAllLines(directory.resolve("results.csv"));
        assertThat(rows).hasSize(1 + 3 * 2 * 2);
        assertThat(rows.get(0))
                .startsWith("recipe,label,seed,task,modality,stable,items,clusters,metric,score,score_low,"
                        + "score_high,chance,")
                .endsWith(",majority,image_withheld,images_shuffled,pixel_neighbour,feature_neighbour,"
                        + "no_text_pretraining");
        assertThat(rows.get(1))
                .startsWith("text80-image0.3-instruction0-epochs2-frozen_vit-short,\"80 % text, 30 % "
                        + "images\",0,naming,visual,true,40,40,choice,0.8,")
                .endsWith(",0.3,0.2,0.9,0.95,0.8");
        List<String> selection = Files.readAllLines(directory.resolve("selection.csv"));
        assertThat(selection).hasSameSizeAs(rows).first().isEqualTo(rows.get(0));
        assertThat(selection.get(1))
                .as("the floors of its own split, no others")
                .contains(",0,naming,visual,true,40,40,choice,0.8,")
                .endsWith(",,,0.6,0.7,0.8");
        assertThat(directory.resolve("items"))
                .isDirectoryContaining("glob:**text0-image0.3-instruction0-epochs2-frozen_vit-short-seed1.jsonl");
        try (Stream<Path> items = Files.list(directory.resolve("items"))) {
            assertThat(items).hasSize(PLAN.runs().size());
        }
    }

    @Test
    void equalStagesGiveEqualResults() throws IOException {
        assertThat(Json.canonical(build())).isEqualTo(Json.canonical(build()));
    }

    @Test
    void aStudyOfMoreSeedsShowsThoseThereAreAndSaysWhatIsMissing() throws IOException {
        StagePlan more = new Planner(Path::toString).plan(PLAN.study().withSeeds(List.of(0L, 1L, 2L)));
        StudyResults results = StudyResultsBuilder.build(more, store);
        assertThat(results.completeness().isComplete()).isFalse();
        assertThat(results.completeness().models()).isEqualTo(new DoneOf(6, 9));
        assertThat(results.completeness().stages())
                .isEqualTo(new DoneOf(PLAN.stages().size(), more.stages().size()));
        assertThat(results.completeness().missing())
                .extracting(MissingModel::label, MissingModel::seed)
                .containsExactly(
                        tuple("80 % text, 30 % images", 2L),
                        tuple("0 % text, 30 % images", 2L),
                        tuple("80 % text, no images", 2L));
        assertThat(results.completeness().stagesToRun())
                .containsEntry("evaluation", 3)
                .containsEntry("image encoder", 1);
        assertThat(results.completeness().compared().seeds()).containsExactly(0L, 1L);
        StudyResults complete = build();
        for (int r = 0; r < 3; r++) {
            assertThat(results.recipes().get(r).aggregates())
                    .as("the same models, the same numbers")
                    .isEqualTo(complete.recipes().get(r).aggregates());
            assertThat(results.recipes().get(r).tasks())
                    .isEqualTo(complete.recipes().get(r).tasks());
        }
        assertThat(results.findings().recommendation().isMade()).isFalse();
        assertThat(results.findings().recommendation().text()).contains("6 of 9 models are evaluated");
        assertThat(results.findings().effects()).isEqualTo(complete.findings().effects());
        Path directory = folder.resolve("partial results");
        ResultFiles.write(directory, results, more, store);
        assertThat(Json.tree(Json.read(directory.resolve("summary.json"), StudyResults.class)))
                .isEqualTo(Json.tree(results));
        assertThat(Files.readAllLines(directory.resolve("results.csv"))).hasSize(1 + 3 * 2 * 2);
        assertThat(directory.resolve("items").toFile().list()).hasSize(6);
    }

    @Test
    void aStudyThatStoppedAfterSomeEvaluationsComparesTheRecipesThatAreEvaluatedUnderTheSameSeeds() throws IOException {
        try (Store stopped = Store.open(folder.resolve("stopped store"), notice -> {
            throw new AssertionError(notice);
        })) {
            assertThatThrownBy(() -> run(stopped, context -> {
                        if (context.stage().name().equals("evaluation")
                                && context.stage().label().contains("no images")) {
                            throw new IOException("the power went out");
                        }
                        body(context);
                    }))
                    .hasMessageContaining("the power went out");
            StudyResults results = StudyResultsBuilder.build(PLAN, stopped);
            List<RecipeResult> evaluated = results.recipes().stream()
                    .filter(recipe -> !recipe.tasks().isEmpty())
                    .toList();
            assertThat(evaluated)
                    .isNotEmpty()
                    .extracting(RecipeResult::id)
                    .containsExactlyElementsOf(results.completeness().compared().recipes());
            assertThat(evaluated).noneMatch(recipe -> recipe.label().contains("no images"));
            RecipeResult withoutImages = results.recipes().get(2);
            assertThat(withoutImages.label()).contains("no images");
            assertThat(withoutImages.aggregates().all().vision().estimate()).isNaN();
            assertThat(withoutImages.seeds()).allMatch(seed -> seed.tasks().isEmpty());
            assertThat(withoutImages.seeds().get(0).curves())
                    .as("what was trained is shown")
                    .isNotEmpty();
            assertThat(results.findings().recommendation().isMade())
                    .as("a recipe that lacks a model keeps no other from being recommended")
                    .isTrue();
            assertThat(results.findings().recommendation().recipe())
                    .isNotEqualTo(withoutImages.id())
                    .isNotEmpty();
            assertThat(results.findings().recommendation().leads())
                    .extracting(Lead::over)
                    .doesNotContain(withoutImages.id());
            assertThat(results.findings().recommendation().text())
                    .contains("Not compared, because a model of it is missing: “80 % text, no images”.");
            assertThat(results.completeness().missing()).anyMatch(model -> model.stagesToRun() == 1);
            assertThat(results.account().samples()).isNotEmpty();
        }
    }

    @Test
    void aStudyThatHasNotBegunHasResultsWithoutScores() throws IOException {
        StudyResults results =
                StudyResultsBuilder.build(PLAN, Store.openToRead(folder.resolve("no store"), notice -> {}));
        assertThat(results.tasks()).isEmpty();
        assertThat(results.recipes())
                .hasSize(3)
                .allMatch(recipe -> recipe.tasks().isEmpty());
        assertThat(results.completeness().stages())
                .isEqualTo(new DoneOf(0, PLAN.stages().size()));
        assertThat(results.completeness().models()).isEqualTo(new DoneOf(0, 6));
        assertThat(results.findings().effects()).isEmpty();
        assertThat(Json.tree(Json.parse(Json.canonical(results), StudyResults.class)))
                .isEqualTo(Json.tree(results));
    }
}
