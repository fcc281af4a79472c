package io.firstlight.train.objective;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ViewOrderTest {
    private static final int SIZE = 37;

    private static ViewOrder order(long seed, String purpose) {
        return new ViewOrder(SIZE, seed, purpose);
    }

    @Test
    void everyPassShowsEveryImageOnceInAnOrderOfItsOwn() {
        int[] first = order(1, "a").images(0, SIZE);
        int[] second = order(1, "a").images(SIZE, 2 * SIZE);
        int[] all = IntStream.range(0, SIZE).toArray();
        assertThat(Arrays.stream(first).sorted().toArray()).isEqualTo(all);
        assertThat(Arrays.stream(second).sorted().toArray()).isEqualTo(all);
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void aViewDependsOnItsNumberAloneWhateverWasAskedBefore() {
        int[] inOrder = order(1, "a").images(0, 3 * SIZE);
        ViewOrder backwards = order(1, "a");
        for (int view = 3 * SIZE - 1; view >= 0; view--) {
            assertThat(backwards.image(view)).as("view %d", view).isEqualTo(inOrder[view]);
        }
    }

    @Test
    void aBatchAcrossTwoPassesIsTheEndOfOneAndTheBeginningOfTheNext() {
        int[] inOrder = order(1, "a").images(0, 2 * SIZE);
        assertThat(order(1, "a").images(SIZE - 3, SIZE + 4)).isEqualTo(Arrays.copyOfRange(inOrder, SIZE - 3, SIZE + 4));
        assertThat(order(1, "a").images(5, 5)).isEmpty();
    }

    @Test
    void seedsAndPurposesHaveOrdersOfTheirOwn() {
        int[] order = order(1, "a").images(0, SIZE);
        assertThat(order(2, "a").images(0, SIZE)).isNotEqualTo(order);
        assertThat(order(1, "b").images(0, SIZE)).isNotEqualTo(order);
    }
}
