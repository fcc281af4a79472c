package io.firstlight.train.objective;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.json.Json;
import io.firstlight.core.sequence.BatchPart;
import io.firstlight.data.batch.BatchStream;
import io.firstlight.data.batch.Cursor;
import io.firstlight.data.batch.TrainingBatch;
import io.firstlight.data.ledger.SampleLedger;
import io.firstlight.model.vlm.VisionLanguageModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Predicts the next token of packed batches: text pre-training, the mixture, fine-tuning. Counts tokens. */
public final class NextTokenObjective implements Objective {
    private final VisionLanguageModel model;
    private final BatchStream stream;
    private SampleLedger samples = SampleLedger.EMPTY;

    public NextTokenObjective(VisionLanguageModel model, BatchStream stream) {
        this.model = model;
        this.stream = stream;
    }

    /** Where the data stands and what has been seen. */
    public record Position(Cursor stream, SampleLedger samples) {}

    public Position position() {
        return new Position(stream.cursor(), samples);
    }

    /** Goes on from {@code position}: of a checkpoint, or of an earlier stage of the same stream. */
    public void restore(Position position) {
        stream.restore(position.stream());
        samples = position.samples();
    }

    @Override
    public String unit() {
        return "tokens";
    }

    @Override
    public long plannedUnits() {
        return stream.plannedTokens();
    }

    @Override
    public long doneUnits() {
        return stream.tokens().tokens();
    }

    @Override
    public Optional<Step> next() {
        Optional<TrainingBatch> batch = stream.next();
        batch.ifPresent(present -> samples = samples.plus(present.record().sampleIds()));
        return batch.map(present -> step(model, present));
    }

    @Override
    public JsonNode cursor() {
        return Json.tree(position());
    }

    @Override
    public void restore(JsonNode cursor) {
        try {
            restore(Json.mapper().treeToValue(cursor, Position.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the checkpoint's data cursor cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    /** One step over {@code batch}. */
    static Step step(VisionLanguageModel model, TrainingBatch batch) {
        return new BatchStep(model, batch);
    }

    private record BatchStep(VisionLanguageModel model, TrainingBatch batch) implements Step {
        @Override
        public long numTargets() {
            return batch.tokens().numTargets();
        }

        @Override
        public List<MicroBatch> microBatches(int rows) {
            List<MicroBatch> parts = new ArrayList<>();
            for (BatchPart part : BatchPart.of(batch.tokens(), batch.images(), rows)) {
                parts.add(globalTargets -> NextTokenGradient.add(model, part.tokens(), part.images(), globalTargets));
            }
            return parts;
        }

        @Override
        public List<String> sampleIds() {
            return batch.record().sampleIds();
        }
    }
}
