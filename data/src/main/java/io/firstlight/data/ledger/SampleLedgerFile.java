package io.firstlight.data.ledger;

import io.firstlight.core.error.UserException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * The ids behind a {@link SampleLedger}, one per line, for people who want to see what was trained on. After a kill the
 * file may be ahead of the checkpoint; opening cuts it back to the ledger and proves that what stays belongs to it.
 */
public final class SampleLedgerFile implements AutoCloseable {
    private final Writer writer;

    private SampleLedgerFile(Writer writer) {
        this.writer = writer;
    }

    /**
     * Opens the ledger of a new or resumed run; ids written after the checkpoint are dropped.
     *
     * @param at the ledger of the checkpoint that is resumed, or {@link SampleLedger#EMPTY}
     * @throws UserException if the file's first {@code at.count()} ids are not those of the ledger
     */
    public static SampleLedgerFile open(Path file, SampleLedger at) throws IOException {
        long keepBytes = at.count() == 0 ? 0 : verifiedBytes(file, at);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(keepBytes);
        }
        return new SampleLedgerFile(Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND));
    }

    /** Why the file does not belong to a checkpoint with the ledger {@code at}, in words; empty if it does. */
    public static Optional<String> fault(Path file, SampleLedger at) {
        try {
            if (at.count() > 0) {
                verifiedBytes(file, at);
            }
            return Optional.empty();
        } catch (UserException | IOException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static long verifiedBytes(Path file, SampleLedger at) throws IOException {
        if (!Files.exists(file)) {
            throw new UserException(
                    "the sample ledger " + file + " is gone, but the checkpoint has " + at.count() + " samples");
        }
        SampleLedger ledger = SampleLedger.EMPTY;
        long bytes = 0;
        // Decoded without complaint: a damaged byte gives another id, and so another hash.
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            while (ledger.count() < at.count()) {
                String id = reader.readLine();
                if (id == null) {
                    break;
                }
                ledger = ledger.plus(List.of(id));
                bytes += id.getBytes(StandardCharsets.UTF_8).length + 1;
            }
        }
        if (!ledger.equals(at)) {
            throw new UserException("the sample ledger " + file + " does not belong to the checkpoint: its first "
                    + ledger.count() + " ids hash to " + ledger.chain() + ", the checkpoint has " + at.count()
                    + " ids and " + at.chain());
        }
        return bytes;
    }

    /** Appends the ids of a batch and hands them to the operating system. */
    public void append(List<String> ids) throws IOException {
        for (String id : ids) {
            writer.write(id);
            writer.write('\n');
        }
        writer.flush();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
