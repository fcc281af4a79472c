package io.firstlight.study.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.key.StageKey;
import io.firstlight.study.store.StageStart.Granted;
import io.firstlight.study.store.StageStart.Held;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StageLeasesTest {
    private static final StageKey KEY = StageKey.of("one");
    private static final Duration SILENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private Path work;
    private long nowNanos;

    @BeforeEach
    void makeTheFolder() throws IOException {
        work = Files.createDirectory(folder.resolve("work"));
    }

    private StageLeases leases() {
        return new StageLeases(work, SILENCE, () -> nowNanos);
    }

    private static WorkArea granted(StageStart start) {
        return ((Granted) start).area();
    }

    private Path leaseFile() throws IOException {
        try (Stream<Path> files = Files.walk(work)) {
            return files.filter(file -> file.endsWith(Lease.FILE)).findFirst().orElseThrow();
        }
    }

    /** Makes the lease one of a process on a machine that this one cannot look into. */
    private void moveTheOwnerToAnotherMachine() throws IOException {
        Lease lease = Lease.read(leaseFile().getParent()).orElseThrow();
        ProcessIdentity here = lease.owner();
        new Lease(
                        lease.token(),
                        new ProcessIdentity(here.pid(), here.started(), "far-away", here.machine()),
                        lease.beat(),
                        lease.seconds(),
                        lease.released())
                .update(leaseFile().getParent());
    }

    @Test
    void anOwnerElsewhereIsDeadOnlyAfterSilence() throws IOException {
        WorkArea far = granted(leases().acquire(KEY));
        moveTheOwnerToAnotherMachine();
        StageLeases here = leases();
        assertThat(here.acquire(KEY))
                .isEqualTo(new Held("process " + ProcessIdentity.here().pid() + " on far-away"));
        nowNanos += SILENCE.toNanos() - 1;
        assertThat(here.acquire(KEY)).isInstanceOf(Held.class);
        far.beat(100);
        moveTheOwnerToAnotherMachine();
        nowNanos += SILENCE.toNanos() - 1;
        assertThat(here.acquire(KEY)).as("it gave a sign of life").isInstanceOf(Held.class);
        nowNanos += SILENCE.toNanos();
        WorkArea taken = granted(here.acquire(KEY));
        assertThat(taken.seconds()).isEqualTo(100);
        assertThatThrownBy(() -> far.beat(101)).isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(() -> far.release(101)).isInstanceOf(LeaseLostException.class);
        taken.beat(102);
    }

    @Test
    void aLeaseThatAPowerCutEmptiedIsFreeAfterAWhile() throws IOException {
        granted(leases().acquire(KEY));
        Files.write(leaseFile(), new byte[0]);
        StageLeases here = leases();
        assertThat(here.acquire(KEY)).isEqualTo(new Held("another process"));
        nowNanos += Duration.ofSeconds(10).toNanos();
        assertThat(here.acquire(KEY)).isInstanceOf(Granted.class);
    }

    @Test
    void aTakeoverThatWasKilledHalfwayIsFreeAfterAWhile() throws IOException {
        WorkArea first = granted(leases().acquire(KEY));
        // Renamed by the new owner, who died before it wrote its name.
        Files.move(first.root(), first.root().resolveSibling("0123456789abcdef"));
        StageLeases here = leases();
        assertThat(here.acquire(KEY)).isInstanceOf(Held.class);
        nowNanos += Duration.ofSeconds(10).toNanos();
        assertThat(here.acquire(KEY)).isInstanceOf(Granted.class);
        assertThatThrownBy(() -> first.beat(1)).isInstanceOf(LeaseLostException.class);
    }

    @Test
    void aReleasedStageIsTakenAtOnceAndItsFormerOwnerCannotTouchIt() throws IOException {
        WorkArea first = granted(leases().acquire(KEY));
        Files.writeString(first.work().resolve("checkpoint"), "half");
        first.release(3);
        Granted second = (Granted) leases().acquire(KEY);
        assertThat(second.takenOverFrom()).isEmpty();
        assertThat(second.area().work().resolve("checkpoint")).hasContent("half");
        assertThat(first.work()).doesNotExist();
        first.beat(4);
        assertThat(second.area().seconds()).as("a released area beats no more").isEqualTo(3);
    }

    @Test
    void directoriesThatALoserMakesAgainAreNobodys() throws IOException {
        WorkArea first = granted(leases().acquire(KEY));
        first.release(0);
        WorkArea second = granted(leases().acquire(KEY));
        Files.createDirectories(first.output());
        Files.writeString(first.output().resolve("weights"), "of the loser");
        assertThatThrownBy(first::requireOwn).isInstanceOf(LeaseLostException.class);
        second.requireOwn();
        second.release(0);
        assertThat(granted(leases().acquire(KEY)).output().resolve("weights")).doesNotExist();
    }

    @RepeatedTest(20)
    void ofManyWhoAskAtOnceOneGetsTheStage() throws Exception {
        assertThat(winners()).isEqualTo(1);
        granted(takeFromAnotherMachine()).release(0);
        assertThat(winners()).as("of a released stage").isEqualTo(1);
    }

    private StageStart takeFromAnotherMachine() throws IOException {
        moveTheOwnerToAnotherMachine();
        StageLeases here = leases();
        here.acquire(KEY);
        nowNanos += SILENCE.toNanos();
        return here.acquire(KEY);
    }

    /** How many of eight threads, each with leases of its own as a process has, are granted the stage. */
    private long winners() throws Exception {
        int many = 8;
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            CyclicBarrier start = new CyclicBarrier(many);
            Callable<StageStart> ask = () -> {
                StageLeases own = leases();
                start.await(30, TimeUnit.SECONDS);
                return own.acquire(KEY);
            };
            long granted = 0;
            for (Future<StageStart> answer : threads.invokeAll(
                    IntStream.range(0, many).mapToObj(i -> ask).toList())) {
                if (answer.get() instanceof Granted) {
                    granted++;
                }
            }
            return granted;
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void whatWasPutAsideLongAgoIsSweptAndFinishedStagesAreasGo() throws IOException {
        Path aside = Files.createDirectories(work.resolve(".old-1").resolve("output"));
        granted(leases().acquire(KEY)).release(0);
        StageLeases here = leases();
        here.sweep(Duration.ofHours(1), key -> false);
        assertThat(aside).exists();
        assertThat(List.of(granted(here.acquire(KEY)).work())).allMatch(Files::exists);
        here.sweep(Duration.ofSeconds(-1), key -> true);
        assertThat(aside).doesNotExist();
        assertThat(work.resolve(KEY.hex())).as("a live owner keeps its area").exists();
        moveTheOwnerToAnotherMachine();
    }
}
