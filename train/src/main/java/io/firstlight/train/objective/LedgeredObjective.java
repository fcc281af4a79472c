package io.firstlight.train.objective;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.firstlight.core.json.Json;
import io.firstlight.data.ledger.SampleLedger;
import io.firstlight.data.ledger.SampleLedgerFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Any objective, with a file of the ids of all samples it was given, in their order. The hash over them is part of the
 * cursor, so a resumed run proves that its file belongs to its checkpoint before it goes on writing.
 */
public final class LedgeredObjective implements Objective, AutoCloseable {
    private static final String OBJECTIVE = "objective";
    private static final String LEDGER = "ledger";

    private final Objective objective;
    private final Path file;
    private SampleLedger ledger = SampleLedger.EMPTY;
    private Optional<SampleLedgerFile> writer = Optional.empty();

    /**
     * An objective with its ledger.
     *
     * @param objective the objective at the state in which the file begins
     * @param file the ledger, replaced unless {@link #restore} continues it
     */
    public LedgeredObjective(Objective objective, Path file) {
        this.objective = objective;
        this.file = file;
    }

    @Override
    public String unit() {
        return objective.unit();
    }

    @Override
    public long plannedUnits() {
        return objective.plannedUnits();
    }

    @Override
    public long doneUnits() {
        return objective.doneUnits();
    }

    @Override
    public Optional<Step> next() {
        Optional<Step> step = objective.next();
        step.ifPresent(this::note);
        return step;
    }

    private void note(Step step) {
        try {
            if (writer.isEmpty()) {
                writer = Optional.of(SampleLedgerFile.open(file, ledger));
            }
            writer.get().append(step.sampleIds());
            ledger = ledger.plus(step.sampleIds());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the sample ledger " + file, e);
        }
    }

    @Override
    public JsonNode cursor() {
        ObjectNode cursor = Json.mapper().createObjectNode();
        cursor.set(OBJECTIVE, objective.cursor());
        cursor.set(LEDGER, Json.tree(ledger));
        return cursor;
    }

    @Override
    public Optional<String> restoreFault(JsonNode cursor) {
        try {
            return SampleLedgerFile.fault(file, Json.mapper().treeToValue(cursor.path(LEDGER), SampleLedger.class));
        } catch (JsonProcessingException e) {
            return Optional.of("its sample ledger cannot be read: " + e.getOriginalMessage());
        }
    }

    @Override
    public void restore(JsonNode cursor) {
        try {
            close();
            ledger = Json.mapper().treeToValue(cursor.path(LEDGER), SampleLedger.class);
            objective.restore(cursor.path(OBJECTIVE));
            // Here rather than at the next step: a file that does not belong to the checkpoint ends the run at once.
            writer = Optional.of(SampleLedgerFile.open(file, ledger));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the checkpoint's sample ledger cannot be read: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot go on with the sample ledger " + file, e);
        }
    }

    @Override
    public void close() {
        try {
            if (writer.isPresent()) {
                writer.get().close();
                writer = Optional.empty();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the sample ledger " + file, e);
        }
    }
}
