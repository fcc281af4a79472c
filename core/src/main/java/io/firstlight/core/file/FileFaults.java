package io.firstlight.core.file;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What went wrong with a file, for messages to users: Java often says no more than the file's name, or nothing. */
public final class FileFaults {
    private FileFaults() {}

    /**
     * What {@code fault} says, in words.
     *
     * @param named the file or folder that the message names already; any other that the fault is about is put in front
     */
    public static String reason(IOException fault, Path named) {
        if (!(fault instanceof FileSystemException system)) {
            return ofContent(fault);
        }
        boolean isOfAnother = system.getFile() != null && !system.getFile().equals(named.toString());
        return (isOfAnother ? system.getFile() + ": " : "") + ofSystem(system);
    }

    private static String ofSystem(FileSystemException fault) {
        if (fault instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (fault instanceof AccessDeniedException) {
            return "access is denied";
        }
        return fault.getReason() == null ? "the system refuses it" : fault.getReason();
    }

    private static String ofContent(IOException fault) {
        if (fault instanceof MalformedInputException) {
            return "it is not text in UTF-8";
        }
        return fault.getMessage() == null ? "the system gives no reason" : fault.getMessage();
    }
}
