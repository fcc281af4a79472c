package io.firstlight.eval.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.error.UserException;
import io.firstlight.core.random.KeyedRandom;
import io.firstlight.eval.item.EvaluationItem;
import io.firstlight.eval.item.Items;
import io.firstlight.eval.item.Split;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShuffledImagesTest {
    @Test
    void noItemKeepsItsImageAndEveryImageIsShownAsOftenAsBefore() {
        long seed = System.nanoTime();
        System.out.println("ShuffledImagesTest seed " + seed);
        KeyedRandom random = KeyedRandom.of(seed, "sizes", 0);
        for (int round = 0; round < 200; round++) {
            int size = random.nextInt(2, 60);
            int numImages = random.nextInt(2, size + 1);
            List<EvaluationItem> items = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                // Image 0 on up to half of the items, the hardest case that can be exchanged.
                items.add(item(i, "" + (round % 2 == 0 && i < size / 2 ? 0 : size - i % Math.max(2, numImages))));
            }
            if (mostCommon(items) * 2 > size) {
                continue;
            }
            ShuffledImages shuffled = new ShuffledImages(items, seed + round);
            assertThat(items)
                    .allSatisfy(item -> assertThat(shuffled.imageFor(item)).isNotEqualTo(item.image()));
            assertThat(items.stream().map(shuffled::imageFor).sorted().toList())
                    .isEqualTo(
                            items.stream().map(EvaluationItem::image).sorted().toList());
        }
    }

    @Test
    void theExchangeIsAFunctionOfTheSeed() {
        List<EvaluationItem> items = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            items.add(item(i, "image " + i));
        }
        assertThat(shown(items, 3)).isEqualTo(shown(items, 3)).isNotEqualTo(shown(items, 4));
    }

    @Test
    void oneItemAloneCannotExchangeItsImage() {
        assertThatThrownBy(() -> new ShuffledImages(List.of(item(0, "a")), 0))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("1 of 1 reported items show the same image");
    }

    private static List<String> shown(List<EvaluationItem> items, long seed) {
        ShuffledImages shuffled = new ShuffledImages(items, seed);
        return items.stream().map(shuffled::imageFor).toList();
    }

    private static long mostCommon(List<EvaluationItem> items) {
        return items.stream()
                .map(EvaluationItem::image)
                .mapToLong(image -> items.stream()
                        .filter(item -> item.image().equals(image))
                        .count())
                .max()
                .orElseThrow();
    }

    private static EvaluationItem item(int number, String image) {
        return Items.item("naming", Split.REPORTED, "" + number, image, 0, "dog", "cat");
    }
}
