package io.firstlight.eval.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.core.error.UserException;
import io.firstlight.core.image.RgbImage;
import io.firstlight.core.progress.Progress;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.eval.benchmark.EvaluationSet;
import io.firstlight.eval.floor.NearestNeighbour.Crop;
import io.firstlight.eval.item.EvaluationItem;
import io.firstlight.eval.item.Items;
import io.firstlight.eval.item.Split;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NearestNeighbourTest {
    /** One-colored images by their grey value; a crop may be of another size than the item's image. */
    private static final PixelDescriptor PIXELS = new PixelDescriptor(image -> {
        byte[] rgb = new byte[3 * 32 * 32];
        Arrays.fill(rgb, (byte) Integer.parseInt(image));
        return new RgbImage(rgb, 32, 32);
    });

    private static final List<Crop> CROPS = List.of(
            new Crop("10", List.of("dog")),
            new Crop("200", List.of("dog")),
            new Crop("60", List.of("Cat")),
            new Crop("110", List.of("cat", "dog")),
            new Crop("0", List.of("owl")));

    @Test
    void anOptionScoresAsItsMostSimilarCrop() {
        FloorAnswer answer = answer(PIXELS, "70", 0, "cat", "dog").get(0);
        double unit = Math.sqrt(3 * 16 * 16) / 255;
        assertThat(answer.optionScores().get(0)).isEqualTo(-10 * unit, within(1e-3));
        assertThat(answer.optionScores().get(1)).isEqualTo(-40 * unit, within(1e-3));
        assertThat(answer.score()).isOne();
    }

    @Test
    void aCropOfTwoConceptsSpeaksForBothAndTheyTie() {
        FloorAnswer answer = answer(PIXELS, "110", 0, "cat", "dog").get(0);
        assertThat(answer.optionScores().get(0)).isEqualTo(answer.optionScores().get(1));
        assertThat(answer.score()).isZero();
    }

    @Test
    void anOptionWithoutCropsScoresLowest() {
        FloorAnswer answer = answer(PIXELS, "200", 1, "unicorn", "cat").get(0);
        assertThat(answer.optionScores().get(0)).isEqualTo(NearestNeighbour.NO_CROP);
        assertThat(answer.score()).isOne();
    }

    @Test
    void featuresAreComparedByTheCosineOfTheirMeans() {
        Map<String, float[]> features =
                Map.of("asked", new float[] {2, 0, 0, 2}, "a", new float[] {30, 30}, "b", new float[] {0, 1, 0, 1});
        FeatureDescriptor descriptor = new FeatureDescriptor(features::get, 2);
        EvaluationSet set = set(Items.item("naming", Split.REPORTED, "1", "asked", 0, "dog", "cat"));
        FloorAnswer answer = new NearestNeighbour(descriptor)
                .answer(set, List.of(new Crop("a", List.of("dog")), new Crop("b", List.of("cat"))), Progress.silent())
                .get(0);
        assertThat(answer.optionScores().get(0)).isEqualTo(1, within(1e-6));
        assertThat(answer.optionScores().get(1)).isEqualTo(Math.sqrt(0.5), within(1e-6));
    }

    @Test
    void onlyTasksWithTheFloorAreAnswered() {
        EvaluationSet set = new EvaluationSet(
                List.of(Items.visualTask("naming"), Items.textTask("is-a")),
                List.of(
                        Items.item("naming", Split.REPORTED, "1", "70", 0, "cat", "dog"),
                        Items.item("naming", Split.SELECTION, "2", "8", 1, "cat", "dog"),
                        Items.item("is-a", Split.REPORTED, "1", "", 0, "cat", "dog")));
        assertThat(new NearestNeighbour(PIXELS).answer(set, CROPS, Progress.silent()))
                .extracting(answer -> answer.item().task())
                .containsExactly("naming", "naming");
    }

    @Test
    void aImageThatCannotBeReadIsNamed() {
        NearestNeighbour neighbour = new NearestNeighbour(new PixelDescriptor(image -> {
            throw new BadSampleException("encoder.tar, member " + image + ".png", "not a PNG");
        }));
        EvaluationSet set = set(Items.item("naming", Split.REPORTED, "1", "70", 0, "cat", "dog"));
        assertThatThrownBy(() -> neighbour.answer(set, CROPS, Progress.silent()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("encoder.tar, member 70.png");
    }

    private static List<FloorAnswer> answer(ImageDescriptor descriptor, String image, int answer, String... options) {
        return new NearestNeighbour(descriptor)
                .answer(
                        set(Items.item("naming", Split.REPORTED, "1", image, answer, options)),
                        CROPS,
                        Progress.silent());
    }

    private static EvaluationSet set(EvaluationItem item) {
        return new EvaluationSet(List.of(Items.visualTask("naming")), List.of(item));
    }
}
