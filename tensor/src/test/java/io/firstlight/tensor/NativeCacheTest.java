package io.firstlight.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of unpacked libraries, on a jar of its own making. */
class NativeCacheTest {
    private static final String FOLDER = "org/example/linux-x86_64/";

    @TempDir
    private Path folder;

    private Path cache;
    private Path unpacked;
    private NativeCache natives;
    private Map<String, byte[]> libraries;

    @BeforeEach
    void unpackAJar() throws IOException {
        Random random = new Random(1);
        byte[] first = new byte[3_000_000];
        byte[] second = new byte[1000];
        random.nextBytes(first);
        random.nextBytes(second);
        libraries = Map.of("libfirst.so", first, "libsecond.so.2", second);
        Path jar = folder.resolve("example-linux-x86_64.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, byte[]> library : libraries.entrySet()) {
                out.putNextEntry(new ZipEntry(FOLDER + library.getKey()));
                out.write(library.getValue());
            }
        }
        cache = folder.resolve("cache");
        natives = new NativeCache(cache, List.of(jar));
        assertThat(natives.isNew()).isTrue();
        unpacked = Files.createDirectories(
                cache.resolve("example-linux-x86_64.jar").resolve(FOLDER));
        assertThat(natives.isNew()).isFalse();
        for (Map.Entry<String, byte[]> library : libraries.entrySet()) {
            Files.write(unpacked.resolve(library.getKey()), library.getValue());
        }
        // JavaCPP's own: a stand-in under another name, and a link.
        Files.write(unpacked.resolve("libstandin.so"), second);
        Files.createSymbolicLink(unpacked.resolve("liblink.so"), unpacked.resolve("libfirst.so"));
    }

    @Test
    void wholeLibrariesStayAndAreReadOnce() throws IOException {
        assertThat(natives.check()).isEmpty();
        Path note = cache.resolve(NativeCache.NOTE);
        FileTime written = FileTime.fromMillis(1000);
        Files.setLastModifiedTime(note, written);
        assertThat(natives.check()).isEmpty();
        assertThat(Files.getLastModifiedTime(note)).as("nothing was read").isEqualTo(written);
        assertThat(unpacked.resolve("liblink.so")).exists();
    }

    /** As a start that is killed while it unpacks, or a full disk, leaves them. */
    @Test
    void aLibraryThatIsCutShortIsDeletedAndNamed() throws IOException {
        for (int bytes : new int[] {0, 1, 1_500_000, 2_999_999}) {
            Path library = unpacked.resolve("libfirst.so");
            Files.write(library, Arrays.copyOf(libraries.get("libfirst.so"), bytes));
            assertThat(natives.check())
                    .singleElement()
                    .asString()
                    .contains(library.toString())
                    .contains("it has " + bytes + " bytes instead of 3000000")
                    .contains("is unpacked again");
            assertThat(library).doesNotExist();
            assertThat(unpacked.resolve("libsecond.so.2")).exists();
        }
    }

    @Test
    void aFlippedBitIsFoundThoughSizeAndTimeAreKept() throws IOException {
        assertThat(natives.check()).isEmpty();
        for (String name : List.of("libfirst.so", "libstandin.so")) {
            Path library = unpacked.resolve(name);
            FileTime time = Files.getLastModifiedTime(library);
            byte[] bytes = Files.readAllBytes(library);
            bytes[bytes.length / 2] ^= 4;
            Files.write(library, bytes);
            Files.setLastModifiedTime(library, time);
            assertThat(natives.check()).singleElement().asString().contains("its content is not what");
            assertThat(library).doesNotExist();
        }
    }

    @Test
    void aDamagedNoteOnlyMeansThatAllIsReadAgain() throws IOException {
        natives.check();
        for (String text : List.of("", "null", "{\"state\":{}}", "\0\0")) {
            Files.writeString(cache.resolve(NativeCache.NOTE), text);
            assertThat(natives.check()).as(text).isEmpty();
        }
        natives.forget();
        assertThat(natives.check()).isEmpty();
    }
}
