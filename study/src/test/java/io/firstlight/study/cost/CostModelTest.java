package io.firstlight.study.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.firstlight.core.json.Json;
import io.firstlight.core.key.StageKey;
import io.firstlight.model.contrastive.ContrastiveModel;
import io.firstlight.model.projector.Projector;
import io.firstlight.model.vision.TileGrid;
import io.firstlight.model.vision.stem.StemConfig;
import io.firstlight.study.file.StudyTexts;
import io.firstlight.study.machine.Machine;
import io.firstlight.study.machine.Speed;
import io.firstlight.study.plan.Planner;
import io.firstlight.study.plan.StagePlan;
import io.firstlight.study.settings.ImageEncoderShape;
import io.firstlight.study.settings.TransformerShape;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.work.DataFacts;
import io.firstlight.study.work.Operations;
import io.firstlight.study.work.Work;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.parameter.ParameterDeclaration;
import io.firstlight.tensor.parameter.ParameterRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostModelTest {
    private static final Machine MACHINE = new Machine("test", 1, 2);
    private static final String AXES = "seeds: [0]\naxes:\n  - {vary: text_percent, values: [80, 100]}\n";

    private static StagePlan plan(String more) {
        return new Planner(Path::toString).plan(StudyTexts.parse(more));
    }

    private static CostedPlan costed(StagePlan plan, SpeedProbe probe, List<StageRecord> history) {
        return new CostedPlan(
                plan, new CostModel(DataFacts.TYPICAL, MACHINE, probe, history).costs(plan), Set.of(), MACHINE);
    }

    private static Stage only(StagePlan plan, String name) {
        return plan.stages().stream()
                .filter(stage -> stage.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static final int VOCABULARY = DataFacts.TYPICAL.tokenizer().vocabularySize();
    /** The decoder of {@link StudyTexts#MINIMAL}. */
    private static final TransformerShape DECODER = new TransformerShape(64, 2, 2, 128);

    private static List<ParameterDeclaration> declared(TransformerShape shape) {
        return shape.config(VOCABULARY).declare();
    }

    private static long size(List<ParameterDeclaration> declarations, Predicate<ParameterDeclaration> which) {
        return declarations.stream()
                .filter(which)
                .mapToLong(declaration -> Tensors.size(declaration.shape()))
                .sum();
    }

    /** Multiplications and additions of the products with all weights of a role, for one row. */
    private static double products(List<ParameterDeclaration> declarations, ParameterRole role) {
        return 2.0 * size(declarations, declaration -> declaration.role() == role);
    }

    @Test
    void aTokensOperationsAreTwoForEachParameterOfTheBlocks() {
        for (TransformerShape shape :
                List.of(DECODER, new TransformerShape(128, 4, 4, 336), new TransformerShape(32, 1, 1, 48))) {
            double width = shape.width();
            double block = 4 * width * width + 3 * width * shape.feedForwardWidth() + 2 * width;
            double attention = 4 * shape.layers() * width * 10;
            assertThat(Operations.decoderPerToken(shape.config(VOCABULARY), 10))
                    .isEqualTo(2 * (shape.layers() * block + width) + attention);
        }
    }

    @Test
    void operationsOfATextTokenAreTheProductsOfItsMatricesAndAttentionOverItsRow() {
        StagePlan plan = plan("seeds: [0]\n");
        Work work = costed(plan, SpeedProbe.assumed(1e10), List.of())
                .cost(only(plan, "trunk").key())
                .work();
        int columns = 96;
        // Scores of a query with every key, and the sum of values under them, each 2 * width operations for each key.
        double attention = 2.0 * DECODER.layers() * 2 * DECODER.width() * columns;
        double forward = products(declared(DECODER), ParameterRole.MATRIX)
                + products(declared(DECODER), ParameterRole.EMBEDDING)
                + attention;
        assertThat(work.tokens()).as("the trunk's first segment, 26 batches").isEqualTo(26 * 768);
        // The model also counts the gains, which are no matrices: below a thousandth.
        assertThat(work.flops()).isCloseTo(3 * 26 * 768 * forward, withinPercentage(0.1));
    }

    @Test
    void aFinishedTrunkHoldsItsDeclaredParametersAndTwoMoments() {
        StagePlan plan = plan("seeds: [0]\n");
        assertThat(costed(plan, SpeedProbe.assumed(1e10), List.of())
                        .cost(only(plan, "trunk").key())
                        .diskBytes())
                .isEqualTo(3 * Float.BYTES * size(declared(DECODER), declaration -> true));
    }

    /** Shapes of width, layers, grid side and pixels of a tile's side. */
    @ParameterizedTest
    @CsvSource({"160, 0, 2, 32", "160, 1, 2, 32", "64, 2, 1, 32", "96, 1, 2, 64", "32, 3, 4, 64"})
    void theEncodersOperationsAreThoseOfItsDeclaredConvolutionsAndMatrices(
            int width, int layers, int gridSide, int tilePixels) {
        double expected = 0;
        long side = tilePixels;
        long tokens = (long) gridSide * gridSide;
        for (ParameterDeclaration declaration : encoder(width, layers, gridSide, tilePixels)) {
            long[] shape = declaration.shape();
            if (shape.length == 4) {
                // A convolution that reduces has as large a kernel as stride; the others keep the side.
                side = declaration.name().contains("reduce") ? side / shape[2] : side;
                expected += 2.0 * Tensors.size(shape) * side * side;
            } else if (declaration.role() == ParameterRole.MATRIX) {
                expected += 2.0 * Tensors.size(shape) * tokens;
            }
        }
        assertThat(side).isEqualTo(gridSide);
        double attention = 4.0 * layers * tokens * tokens * width;
        ImageEncoderShape shape = new ImageEncoderShape(width, layers, gridSide, tilePixels);
        assertThat(tokens * shape.config().operationsPerVisualToken())
                .isCloseTo(expected + attention, withinPercentage(1e-9));
    }

    private static List<ParameterDeclaration> encoder(int width, int layers, int gridSide, int tilePixels) {
        return stem(width, layers, gridSide, tilePixels).declare();
    }

    private static StemConfig stem(int width, int layers, int gridSide, int tilePixels) {
        return new StemConfig(new TileGrid(tilePixels, gridSide, 4), width, layers);
    }

    @Test
    void theProjectorsAndTheHeadsOperationsAreThoseOfTheirDeclaredMatrices() {
        double projector = 2.0
                * size(
                        Projector.declare(160, 64, 16),
                        declaration -> declaration.name().matches(".*\\.(input|output)\\.weight"));
        assertThat(Projector.operationsPerVisualToken(160, 64)).isEqualTo(projector);
        assertThat(Operations.headPerToken(DECODER.config(VOCABULARY)))
                .isEqualTo(products(declared(DECODER), ParameterRole.EMBEDDING));
    }

    @Test
    void theContrastMeasuresEmbeddingsOfTheDeclaredWidth() {
        long width = ContrastiveModel.declare(stem(160, 0, 2, 32), VOCABULARY).stream()
                .filter(declaration -> declaration.name().endsWith("image.weight"))
                .findFirst()
                .orElseThrow()
                .shape()[0];
        assertThat(ContrastiveModel.operationsPerImage(256)).isEqualTo(2.0 * 256 * width);
    }

    @Test
    void visualTokensPayNoVocabularyProjection() {
        StagePlan with = plan("seeds: [0]\n");
        StagePlan without = plan("seeds: [0]\nrecipe: {image_share: 0}\n");
        double images = costed(with, SpeedProbe.assumed(1e10), List.of())
                .cost(only(with, "mixture").key())
                .work()
                .flops();
        double text = costed(without, SpeedProbe.assumed(1e10), List.of())
                .cost(only(without, "mixture").key())
                .work()
                .flops();
        double head = 3 * Operations.headPerToken(DECODER.config(VOCABULARY));
        double projector = 3 * Projector.operationsPerVisualToken(160, 64);
        assertThat(text - images).isCloseTo(6_000 * (head - projector), within(1.0));
    }

    @Test
    void theAlignmentPaysForTheImagesItIsShown() {
        Stage align = only(plan("seeds: [0]\n"), "alignment");
        double flops = costed(plan("seeds: [0]\n"), SpeedProbe.assumed(1e10), List.of())
                .cost(align.key())
                .work()
                .flops();
        // Images of the encoder's set are one tile, 2 x 2 tokens, of a typical data set; the mixture's are larger.
        double perView = 3
                * (4 * Projector.operationsPerVisualToken(160, 64)
                        + Operations.headPerToken(DECODER.config(VOCABULARY)));
        assertThat(flops).isCloseTo(40_000 * perView, within(1.0));
    }

    @Test
    void aSpeedIsProbedOncePerKindAndShape() {
        List<String> probed = new ArrayList<>();
        costed(
                plan(AXES),
                (stage, facts, machine) -> {
                    probed.add(stage.name());
                    return new Speed(1e9, 0);
                },
                List.of());
        assertThat(probed).doesNotHaveDuplicates().doesNotContain("data").contains("trunk");
    }

    @Test
    void whatFinishedHereIsBelievedBeforeAnyProbe() {
        StagePlan plan = plan(AXES);
        Stage text = only(plan, "trunk");
        Work work = costed(plan, SpeedProbe.assumed(1e9), List.of())
                .cost(text.key())
                .work();
        StageRecord here =
                record(StageKey.of("a"), new StageRecord.Timing(21, 20, new Work(1, 40e9, work.shape()), MACHINE));
        StageRecord elsewhere = record(
                StageKey.of("b"),
                new StageRecord.Timing(21, 20, new Work(1, 1e9, work.shape()), new Machine("other", 1, 2)));
        StageRecord otherShape =
                record(StageKey.of("c"), new StageRecord.Timing(21, 20, new Work(1, 1e9, "other"), MACHINE));
        double seconds = costed(plan, SpeedProbe.assumed(1e9), List.of(here, elsewhere, otherShape))
                .cost(text.key())
                .seconds();
        assertThat(seconds).isCloseTo(1 + work.flops() / 2e9, within(1e-9));
    }

    private static StageRecord record(StageKey key, StageRecord.Timing timing) {
        return new StageRecord(key, "train", "text", timing, Map.of());
    }

    @Test
    void totalsCountASharedStageOnceAndSayWhatSharingSaves() {
        StagePlan plan = plan(AXES);
        Map<StageKey, StageCost> costs = new java.util.HashMap<>();
        plan.stages().forEach(stage -> costs.put(stage.key(), new StageCost(new Work(10, 100, ""), 1000, 50, 2, true)));
        CostedPlan.Totals totals =
                new CostedPlan(plan, costs, Set.of(plan.stages().get(0).key()), MACHINE).totals();
        // data, encoder, features, five segments of the trunk, and four stages for each of two models.
        assertThat(plan.stages()).hasSize(16);
        assertThat(totals.tokens()).isEqualTo(160);
        assertThat(totals.secondsOfWork()).as("the data is there").isEqualTo(30);
        assertThat(totals.secondsWithoutSharing())
                .as("7 shared beginnings twice, but for the data, which every study prepares once")
                .isEqualTo(2 * (16 + 6));
        assertThat(totals.space()).isEqualTo(new CostedPlan.Space(2000, 800));
    }

    @Test
    void theTableFitsAHundredColumnsAndHasALineForEveryKindOfStage() {
        String table = PlanTable.render(costed(
                new Planner(Path::toString)
                        .plan(StudyTexts.reader().read(Path.of("..", "studies", "quickstart.yaml"), "full")),
                SpeedProbe.assumed(3e10),
                List.of()));
        assertThat(table.lines()).allMatch(line -> line.codePointCount(0, line.length()) <= 100);
        assertThat(table)
                .contains("text 0 to 20 %")
                .contains("image features")
                .contains("Sharing common beginnings saves")
                .contains("Guessed: vocabulary, lengths and counts of the data")
                .containsPattern("Guessed: the time of \\d+ stages");
    }

    @Test
    void whatWasMeasuredIsNotCalledAGuess() {
        StagePlan plan = plan(AXES);
        List<StageRecord> history = new ArrayList<>();
        plan.stages().forEach(stage -> {
            Work work = stage.spec().work(DataFacts.TYPICAL).work();
            history.add(new StageRecord(
                    stage.key(), stage.spec().kind(), "", new StageRecord.Timing(21, 20, work, MACHINE), Map.of()));
        });
        CostedPlan measured = costed(plan, SpeedProbe.assumed(1e10), history);
        CostedPlan withData =
                new CostedPlan(plan, measured.costs(), Set.of(plan.dataStage().key()), MACHINE);
        assertThat(PlanTable.render(withData)).doesNotContain("Guessed");
    }

    @Test
    void theViewCanBePrintedAsJson() {
        CostedPlan costed = costed(plan(AXES), SpeedProbe.assumed(1e10), List.of());
        assertThat(Json.tree(costed.view()).at("/stages/0/kind").asText()).isEqualTo("data");
        assertThat(Json.tree(costed.view()).at("/totals/secondsToRun").asDouble())
                .isPositive();
    }
}
