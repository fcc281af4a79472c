package io.firstlight.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFaultsTest {
    @TempDir
    private Path folder;

    private static IOException reading(Path file) {
        return catchThrowableOfType(IOException.class, () -> Files.readString(file));
    }

    @Test
    void aFaultIsSaidWithoutNamesOfJava() throws IOException {
        Path missing = folder.resolve("missing");
        assertThat(FileFaults.reason(reading(missing), missing)).isEqualTo("there is no such file");
        Path bytes = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff});
        assertThat(FileFaults.reason(reading(bytes), bytes)).isEqualTo("it is not text in UTF-8");
        assertThat(FileFaults.reason(new AccessDeniedException("a"), Path.of("a")))
                .isEqualTo("access is denied");
        assertThat(FileFaults.reason(new EOFException("it ends at byte 3"), folder))
                .isEqualTo("it ends at byte 3");
        assertThat(FileFaults.reason(new EOFException(), folder)).isEqualTo("the system gives no reason");
    }

    @Test
    void aFileThatTheMessageDoesNotNameIsNamed() {
        Path missing = folder.resolve("missing");
        assertThat(FileFaults.reason(reading(missing), folder)).isEqualTo(missing + ": there is no such file");
    }
}
