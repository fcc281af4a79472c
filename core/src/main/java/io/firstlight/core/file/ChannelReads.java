package io.firstlight.core.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Positioned reads of open files: they move no file position, so several threads may read one channel at once. */
public final class ChannelReads {
    private ChannelReads() {}

    /**
     * The {@code sizeBytes} bytes from {@code offset} on, ready to be read.
     *
     * @throws EOFException if the file ends before them
     */
    public static ByteBuffer read(FileChannel channel, long offset, int sizeBytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(sizeBytes);
        fill(channel, offset, buffer);
        return buffer.flip();
    }

    /**
     * Fills {@code buffer}, which is at its beginning, with the bytes from {@code offset} on.
     *
     * @throws EOFException if the file ends before it is full
     */
    public static void fill(FileChannel channel, long offset, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new EOFException("the file ends at byte " + channel.size() + ", inside the " + buffer.limit()
                        + " bytes from " + offset + " on");
            }
        }
    }
}
