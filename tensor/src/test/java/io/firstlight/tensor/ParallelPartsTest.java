package io.firstlight.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.tensor.device.Placement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelPartsTest {
    @AfterEach
    void oneThread() {
        Engine.setComputeThreads(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void everyPartRunsOnce(int threads) {
        Engine.setComputeThreads(threads);
        AtomicIntegerArray runs = new AtomicIntegerArray(50);
        ParallelParts.run(50, runs::incrementAndGet);
        for (int i = 0; i < 50; i++) {
            assertThat(runs.get(i)).isEqualTo(1);
        }
        ParallelParts.run(0, part -> {
            throw new AssertionError("there is no part");
        });
    }

    @Test
    void partsRunAtTheSameTimeOnAsManyThreadsAsWereSet() throws InterruptedException {
        Engine.setComputeThreads(3);
        CountDownLatch together = new CountDownLatch(3);
        ParallelParts.run(3, part -> {
            together.countDown();
            try {
                assertThat(together.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void anOperatorRunsOnTheThreadThatCallsItAndPartsWithinAPartOnItsOwn() {
        Engine.setComputeThreads(2);
        Set<Integer> operatorThreads = ConcurrentHashMap.newKeySet();
        ParallelParts.run(4, part -> {
            operatorThreads.add(torch.get_num_threads());
            Thread own = Thread.currentThread();
            ParallelParts.run(3, inner -> assertThat(Thread.currentThread()).isSameAs(own));
        });
        assertThat(operatorThreads).containsExactly(1);
    }

    @Test
    void theFailureOfTheFirstPartThatFailedIsThrownAndTheNextCallWorks() {
        Engine.setComputeThreads(2);
        assertThatThrownBy(() -> ParallelParts.run(6, part -> {
                    if (part >= 1) {
                        throw new IllegalArgumentException("part " + part);
                    }
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("part ");
        everyPartRunsOnce(2);
    }

    @Test
    void tensorsOfPartsBelongToTheScopeOfTheCaller() {
        Engine.setComputeThreads(3);
        handedOver();
        long before = Pointer.totalCount();
        handedOver();
        // Fewer where a collection met what other tests left.
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(before);
    }

    private static void handedOver() {
        try (TensorScope scope = TensorScope.open()) {
            List<Tensor>[] made = PartTensors.each(
                    5, part -> List.of(Tensors.full(Placement.CPU, part, 2), Tensors.full(Placement.CPU, -part, 1)));
            for (int part = 0; part < 5; part++) {
                assertThat(Tensors.floats(made[part].get(0))).containsExactly(part, part);
                assertThat(Tensors.floats(made[part].get(1))).containsExactly(-part);
            }
        }
    }
}
