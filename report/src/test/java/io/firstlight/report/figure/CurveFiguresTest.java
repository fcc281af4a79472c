package io.firstlight.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.report.fixture.StudyFixture;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CurveFiguresTest {
    @Test
    void theTrunkOfSeveralBranchesIsDrawnOnce() {
        CurvePanel panel = panel(0);
        // Quick: four trunk segments to 80 %, one more to 100 %, and a mixture and a fine-tuning of each of three
        // branches.
        assertThat(panel.series()).hasSize(4 + 1 + 3 * 2);
        assertThat(panel.series().stream().filter(series -> series.look().color() == 0))
                .hasSize(4);
    }

    @Test
    void furtherSeedsOfALossAreThin() {
        assertThat(panel(1).series()).extracting(CurvePanel.Series::thin).contains(true, false);
        assertThat(panel(0).series()).extracting(CurvePanel.Series::thin).containsOnly(false);
    }

    @Test
    void thinningByShapeKeepsTheEndsAndTheCorner() {
        double[] places = new double[5000];
        double[] values = new double[5000];
        for (int i = 0; i < places.length; i++) {
            places[i] = i;
            values[i] = i < 1234 ? i / 1234.0 : 1 - (i - 1234) / 4000.0;
        }
        List<double[]> kept = Thinning.shape(places, values, 100);
        assertThat(kept).hasSize(100);
        assertThat(kept.get(0)[0]).isZero();
        assertThat(kept.get(99)[0]).isEqualTo(4999);
        assertThat(kept).anySatisfy(point -> assertThat(point[0]).isBetween(1232.0, 1236.0));
    }

    @Test
    void thinningByMeansKeepsTheMeanAndSkipsWhatIsNoNumber() {
        long seed = 5;
        Random random = new Random(seed);
        double[] places = new double[1000];
        double[] values = random.doubles(1000).toArray();
        values[17] = Double.NaN;
        double sum = 0;
        for (int i = 0; i < 1000; i++) {
            places[i] = i;
            sum += i == 17 ? 0 : values[i];
        }
        List<double[]> kept = Thinning.means(places, values, 999 / 9);
        assertThat(kept).hasSize(111);
        assertThat(kept.stream().mapToDouble(point -> point[1]).average().orElseThrow())
                .as("seed %d", seed)
                .isCloseTo(sum / 999, Offset.offset(1e-12));
    }

    private static CurvePanel panel(int figure) {
        return (CurvePanel) new CurveFigures(StudyFixture.quick(2).recipes())
                .figures()
                .get(figure)
                .panels()
                .get(0)
                .data();
    }
}
