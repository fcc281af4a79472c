package io.firstlight.tensor;

import io.firstlight.core.error.UserException;
import io.firstlight.core.file.FileFaults;
import io.firstlight.core.file.FileState;
import io.firstlight.core.file.StoredJson;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * JavaCPP's cache of native libraries, compared with the jars they came from before anything is loaded. JavaCPP looks
 * at a library when it asks for it itself; one that another library needs is mapped by the system as it is, and a file
 * that a killed first start cut short then ends the JVM at every later start. What does not fit is deleted here, and
 * JavaCPP unpacks it again.
 *
 * <p>A library is read, about a second for a gigabyte, whenever its size, its times or its place on the disk are not
 * those it had when it was last found right; a note in the cache says what they were. {@link #forget} makes the next
 * check read them all.
 */
final class NativeCache {
    static final String NOTE = "firstlight-checked.json";
    private final Path cache;
    private final List<Path> jars;

    /**
     * What a library looked like when it was found right.
     *
     * @param state {@link FileState} by the library's name
     */
    record Checked(Map<String, String> state) {
        Checked {
            state = Map.copyOf(state);
        }
    }

    /**
     * The cache of a process.
     *
     * @param jars that libraries may have been unpacked from
     */
    NativeCache(Path cache, List<Path> jars) {
        this.cache = cache;
        this.jars = List.copyOf(jars);
    }

    /** The jars on a class path. */
    static List<Path> jarsOf(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of)
                .filter(Files::isRegularFile)
                .toList();
    }

    /** Whether no library of these jars has been unpacked yet. */
    boolean isNew() {
        return jars.stream().noneMatch(jar -> Files.isDirectory(unpacked(jar)));
    }

    private Path unpacked(Path jar) {
        return cache.resolve(jar.getFileName().toString());
    }

    /**
     * Deletes every library that is not what its jar holds.
     *
     * @return what was deleted and why, a sentence each
     * @throws UserException if one has to be deleted and cannot be
     */
    List<String> check() throws IOException {
        Map<String, String> before = noted();
        Map<String, String> now = new TreeMap<>();
        List<String> deleted = new ArrayList<>();
        for (Path jar : jars) {
            List<Path> libraries = libraries(jar);
            boolean isKnown =
                    libraries.stream().allMatch(library -> state(library).equals(before.get(name(library))));
            if (isKnown) {
                libraries.forEach(library -> now.put(name(library), state(library)));
                continue;
            }
            try (ZipFile archive = new ZipFile(jar.toFile())) {
                for (Path library : libraries) {
                    String state = state(library);
                    Optional<String> fault =
                            state.equals(before.get(name(library))) ? Optional.empty() : fault(archive, jar, library);
                    if (fault.isEmpty()) {
                        now.put(name(library), state);
                    } else {
                        delete(library, fault.get());
                        deleted.add("the unpacked library " + library + " was damaged (" + fault.get()
                                + ") and is unpacked again");
                    }
                }
            }
        }
        if (!now.equals(before) && Files.isWritable(cache)) {
            StoredJson.writeSealed(cache.resolve(NOTE), new Checked(now));
        }
        return deleted;
    }

    /** Makes the next {@link #check} read every library. */
    void forget() throws IOException {
        Files.deleteIfExists(cache.resolve(NOTE));
    }

    private Map<String, String> noted() throws IOException {
        try {
            return StoredJson.parseSealed(Files.readAllBytes(cache.resolve(NOTE)), Checked.class)
                    .map(Checked::state)
                    .orElse(Map.of());
        } catch (NoSuchFileException e) {
            return Map.of();
        }
    }

    /** The files unpacked from {@code jar}; links to libraries of other jars are JavaCPP's own. */
    private List<Path> libraries(Path jar) throws IOException {
        if (!Files.isDirectory(unpacked(jar))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(unpacked(jar))) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    private String name(Path library) {
        return cache.relativize(library).toString();
    }

    private static String state(Path library) {
        try {
            return FileState.of(library);
        } catch (IOException e) {
            return "not to be read: " + e;
        }
    }

    private Optional<String> fault(ZipFile archive, Path jar, Path library) throws IOException {
        String path = unpacked(jar).relativize(library).toString().replace(File.separatorChar, '/');
        ZipEntry entry = archive.getEntry(path);
        long size = Files.size(library);
        if (entry != null && entry.getSize() != size) {
            return Optional.of("it has " + size + " bytes instead of " + entry.getSize());
        }
        // JavaCPP also unpacks a library under the name of one that it stands in for.
        List<? extends ZipEntry> candidates = entry != null
                ? List.of(entry)
                : archive.stream().filter(other -> other.getSize() == size).toList();
        if (candidates.isEmpty()) {
            return Optional.of("no library in " + jar.getFileName() + " has its " + size + " bytes");
        }
        long crc = crc(library);
        return candidates.stream().anyMatch(candidate -> candidate.getCrc() == crc)
                ? Optional.empty()
                : Optional.of("its content is not what " + jar.getFileName() + " holds");
    }

    private static long crc(Path file) throws IOException {
        CRC32 crc = new CRC32();
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (channel.read(buffer) >= 0) {
                crc.update(buffer.flip());
                buffer.clear();
            }
        }
        return crc.getValue();
    }

    private void delete(Path library, String fault) {
        try {
            Files.delete(library);
        } catch (IOException e) {
            throw new UserException(
                    "the unpacked library " + library + " is damaged (" + fault + ") and cannot be deleted: "
                            + FileFaults.reason(e, library)
                            + ". Delete it, or set FIRSTLIGHT_NATIVE_CACHE to a folder of your own with 2 GB of free"
                            + " space",
                    e);
        }
    }
}
