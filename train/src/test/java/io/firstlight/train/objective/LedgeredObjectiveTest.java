package io.firstlight.train.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.firstlight.core.error.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgeredObjectiveTest {
    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("samples.txt");
    }

    private LedgeredObjective open() {
        return new LedgeredObjective(new Counting(), file());
    }

    private static void steps(LedgeredObjective objective, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(objective.next()).isPresent();
        }
    }

    @Test
    void everySampleIsWrittenInItsOrder() throws Exception {
        try (LedgeredObjective objective = open()) {
            steps(objective, 4);
            assertThat(objective.next()).isEmpty();
            assertThat(objective.doneUnits()).isEqualTo(4);
        }
        assertThat(Files.readAllLines(file())).containsExactly("a:0", "b:0", "a:1", "b:1", "a:2", "b:2", "a:3", "b:3");
    }

    @Test
    void aKilledRunGoesOnWithTheBytesOfOneThatWasNot() throws Exception {
        JsonNode checkpoint;
        try (LedgeredObjective killed = open()) {
            steps(killed, 2);
            checkpoint = killed.cursor();
            // What was given after the checkpoint is in the file and will be given again.
            steps(killed, 1);
        }
        try (LedgeredObjective resumed = open()) {
            resumed.restore(checkpoint);
            assertThat(resumed.doneUnits()).isEqualTo(2);
            steps(resumed, 2);
        }
        assertThat(Files.readAllLines(file())).containsExactly("a:0", "b:0", "a:1", "b:1", "a:2", "b:2", "a:3", "b:3");
    }

    @Test
    void aFileThatDoesNotBelongToTheCheckpointEndsTheRunAtOnce() throws Exception {
        JsonNode checkpoint;
        try (LedgeredObjective killed = open()) {
            steps(killed, 2);
            checkpoint = killed.cursor();
        }
        Files.writeString(file(), Files.readString(file()).replace("a:1", "a:9"));
        try (LedgeredObjective resumed = open()) {
            assertThatThrownBy(() -> resumed.restore(checkpoint))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("does not belong to the checkpoint");
        }
    }

    @Test
    void aRunThatBeginsAnewWritesAnew() throws Exception {
        Files.writeString(file(), "from an attempt without a checkpoint\n");
        try (LedgeredObjective objective = open()) {
            steps(objective, 1);
        }
        assertThat(Files.readAllLines(file())).containsExactly("a:0", "b:0");
    }

    /** Four steps of two samples. */
    private static final class Counting implements Objective {
        private int done;

        @Override
        public String unit() {
            return "steps";
        }

        @Override
        public long plannedUnits() {
            return 4;
        }

        @Override
        public long doneUnits() {
            return done;
        }

        @Override
        public Optional<Step> next() {
            int step = done;
            done = Math.min(4, done + 1);
            return step == 4 ? Optional.empty() : Optional.of(new Pair(step));
        }

        @Override
        public JsonNode cursor() {
            return new IntNode(done);
        }

        @Override
        public void restore(JsonNode cursor) {
            done = cursor.asInt();
        }
    }

    private record Pair(int number) implements Objective.Step {
        @Override
        public long numTargets() {
            return 1;
        }

        @Override
        public List<Objective.MicroBatch> microBatches(int rows) {
            return List.of(targets -> 0);
        }

        @Override
        public List<String> sampleIds() {
            return List.of("a:" + number, "b:" + number);
        }
    }
}
