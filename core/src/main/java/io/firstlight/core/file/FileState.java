package io.firstlight.core.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What the system says of a file without reading its content. */
public final class FileState {
    private FileState() {}

    /**
     * Size, times and place on the disk of the file that {@code file} leads to, in words. While they stay the same, a
     * content that was read need not be read again.
     *
     * @throws IOException if the file is missing or the system does not tell
     */
    public static String of(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        // Tools set the time of the content as they like, but not the time of the last change of any kind.
        Object changed = file.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? Files.getAttribute(file, "unix:ctime")
                : "";
        return attributes.size() + " bytes, " + attributes.lastModifiedTime() + ", " + changed + ", "
                + attributes.fileKey();
    }
}
