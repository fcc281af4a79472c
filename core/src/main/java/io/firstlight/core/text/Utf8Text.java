package io.firstlight.core.text;

import io.firstlight.core.error.UserException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Text that others wrote: UTF-8, strictly, whatever the machine's own encoding is. A byte order mark at the beginning
 * says how the text is encoded and is no part of it.
 */
public final class Utf8Text {
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private Utf8Text() {}

    /** Bytes that are not UTF-8; the message says which byte it is, and the line and column of the text it follows. */
    public static final class NotUtf8Exception extends CharacterCodingException {
        private static final long serialVersionUID = 1L;
        private final int line;
        private final int column;
        private final int badByte;

        NotUtf8Exception(CharBuffer before, int badByte) {
            int newLines = 0;
            int lineStart = 0;
            for (int i = 0; i < before.length(); i++) {
                if (before.charAt(i) == '\n') {
                    newLines++;
                    lineStart = i + 1;
                }
            }
            this.line = newLines + 1;
            this.column = before.length() - lineStart + 1;
            this.badByte = badByte;
        }

        /** Counted from 1. */
        public int line() {
            return line;
        }

        /** Counted from 1, in characters. */
        public int column() {
            return column;
        }

        @Override
        public String getMessage() {
            return String.format(
                    Locale.ROOT,
                    "this is not text in UTF-8 (byte 0x%02x); save the file with the encoding UTF-8",
                    badByte);
        }
    }

    /** The text of these bytes, without a byte order mark at its beginning. */
    public static String decode(byte[] utf8) throws NotUtf8Exception {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(utf8);
        // No character of UTF-8 takes fewer bytes than Java's characters for it.
        CharBuffer out = CharBuffer.allocate(utf8.length);
        CoderResult result = decoder.decode(in, out, true);
        out.flip();
        if (result.isError()) {
            throw new NotUtf8Exception(out, utf8[in.position()] & 0xff);
        }
        boolean marked = out.length() > 0 && out.charAt(0) == BYTE_ORDER_MARK;
        return marked ? out.subSequence(1, out.length()).toString() : out.toString();
    }

    /**
     * All of a file, as {@link #decode} gives it.
     *
     * @throws UserException if the file is missing, cannot be read or is not UTF-8
     */
    public static String read(Path file) {
        try {
            return decode(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new UserException("there is no file " + file, e);
        } catch (NotUtf8Exception e) {
            throw new UserException(file + ":" + e.line() + ":" + e.column() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UserException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
