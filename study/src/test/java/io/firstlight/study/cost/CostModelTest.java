package io.firstlight.study.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.core.json.Json;
import io.firstlight.core.key.StageKey;
import io.firstlight.study.file.ModelShape.ImageEncoderShape;
import io.firstlight.study.file.StudyTexts;
import io.firstlight.study.file.TransformerShape;
import io.firstlight.study.plan.Planner;
import io.firstlight.study.plan.Stage;
import io.firstlight.study.plan.StageKind;
import io.firstlight.study.plan.StagePlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

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

    private static Stage only(StagePlan plan, StageKind kind) {
        return plan.stages().stream()
                .filter(stage -> stage.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void operationsOfATextTokenAreSixTimesTheParametersPlusAttention() {
        StagePlan plan = plan("seeds: [0]\n");
        Work work = costed(plan, SpeedProbe.assumed(1e10), List.of())
                .cost(only(plan, StageKind.TEXT_PRETRAINING).key())
                .work();
        long blocks = 2 * (4 * 64 * 64 + 3 * 64 * 128 + 2 * 64) + 64;
        double perToken = 6.0 * blocks + 6.0 * 64 * 4096 + 12.0 * 2 * 64 * 96;
        assertThat(work.tokens()).as("the trunk's first segment, 26 batches").isEqualTo(26 * 768);
        assertThat(work.flops()).isCloseTo(26 * 768 * perToken, within(1.0));
    }

    @Test
    void theEncodersOperationsAreThoseOfItsConvolutions() {
        // A tile of 32 pixels, 2 x 2 tokens of width 160, no transformer: strides 4, 2 and 2.
        double expected = 2 * 8 * 8 * 32.0 * (3 * 16 + 4 * 9 * 32)
                + 2 * 4 * 4 * 64.0 * (32 * 4 + 4 * 9 * 64)
                + 2 * 2 * 2 * 160.0 * (64 * 4 + 4 * 9 * 160);
        assertThat(Operations.encoderPerTile(new ImageEncoderShape(160, 0, 2), 32))
                .isEqualTo(expected);
        assertThat(Operations.encoderPerTile(new ImageEncoderShape(160, 1, 2), 32))
                .isEqualTo(expected + 4 * (16.0 * 160 * 160 + 4 * 160 * 4));
    }

    @Test
    void visualTokensPayNoVocabularyProjection() {
        StagePlan with = plan("seeds: [0]\n");
        StagePlan without = plan("seeds: [0]\nrecipe: {image_share: 0}\n");
        double images = costed(with, SpeedProbe.assumed(1e10), List.of())
                .cost(only(with, StageKind.IMAGE_TEXT_PRETRAINING).key())
                .work()
                .flops();
        double text = costed(without, SpeedProbe.assumed(1e10), List.of())
                .cost(only(without, StageKind.IMAGE_TEXT_PRETRAINING).key())
                .work()
                .flops();
        double head = 3 * Operations.headPerToken(new TransformerShape(64, 2, 2, 128), 4096);
        double projector = 3 * Operations.projectorPerToken(160, 64);
        assertThat(text - images).isCloseTo(6_000 * (head - projector), within(1.0));
    }

    @Test
    void theAlignmentPaysForTheImagesItIsShown() {
        Stage align = only(plan("seeds: [0]\n"), StageKind.ALIGN_PROJECTOR);
        double flops = costed(plan("seeds: [0]\n"), SpeedProbe.assumed(1e10), List.of())
                .cost(align.key())
                .work()
                .flops();
        // Images of the encoder's set are one tile, 2 x 2 tokens, of a typical data set; the mixture's are larger.
        double perView = 3
                * (4 * Operations.projectorPerToken(160, 64)
                        + Operations.headPerToken(new TransformerShape(64, 2, 2, 128), 4096));
        assertThat(flops).isCloseTo(40_000 * perView, within(1.0));
    }

    @Test
    void aSpeedIsProbedOncePerKindAndShape() {
        List<StageKind> probed = new ArrayList<>();
        costed(
                plan(AXES),
                (stage, facts, machine) -> {
                    probed.add(stage.kind());
                    return new Speed(1e9, 0);
                },
                List.of());
        assertThat(probed)
                .doesNotHaveDuplicates()
                .doesNotContain(StageKind.PREPARE_DATA)
                .contains(StageKind.TEXT_PRETRAINING);
    }

    @Test
    void whatFinishedHereIsBelievedBeforeAnyProbe() {
        StagePlan plan = plan(AXES);
        Stage text = only(plan, StageKind.TEXT_PRETRAINING);
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
        return new StageRecord(key, StageKind.TEXT_PRETRAINING, "text", timing, Map.of());
    }

    @Test
    void totalsCountASharedStageOnceAndSayWhatSharingSaves() {
        StagePlan plan = plan(AXES);
        Map<StageKey, StageCost> costs = new java.util.HashMap<>();
        plan.stages().forEach(stage -> costs.put(stage.key(), new StageCost(new Work(10, 100, ""), 1000, 50, 2)));
        CostedPlan.Totals totals =
                new CostedPlan(plan, costs, Set.of(plan.stages().get(0).key()), MACHINE).totals();
        // data, encoder, features, five segments of the trunk, and four stages for each of two models.
        assertThat(plan.stages()).hasSize(16);
        assertThat(totals.tokens()).isEqualTo(160);
        assertThat(totals.secondsOfWork()).as("the data is there").isEqualTo(30);
        assertThat(totals.secondsWithoutSharing())
                .as("7 shared beginnings twice")
                .isEqualTo(2 * (16 + 7));
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
                .contains("Sharing common beginnings saves");
    }

    @Test
    void theViewCanBePrintedAsJson() {
        CostedPlan costed = costed(plan(AXES), SpeedProbe.assumed(1e10), List.of());
        assertThat(Json.tree(costed.view()).at("/stages/0/kind").asText()).isEqualTo("prepare data");
        assertThat(Json.tree(costed.view()).at("/totals/secondsToRun").asDouble())
                .isPositive();
    }

    @Test
    void amountsAreShortAndReadable() {
        assertThat(List.of(
                        Amounts.count(0),
                        Amounts.count(999),
                        Amounts.count(900_000),
                        Amounts.count(7.4e12),
                        Amounts.bytes(1536),
                        Amounts.seconds(0),
                        Amounts.seconds(3.21),
                        Amounts.seconds(42),
                        Amounts.seconds(250),
                        Amounts.seconds(9_000)))
                .containsExactly("-", "999", "900 k", "7.4 T", "1.5 KiB", "0 s", "3.2 s", "42 s", "4.2 min", "2.5 h");
    }
}
