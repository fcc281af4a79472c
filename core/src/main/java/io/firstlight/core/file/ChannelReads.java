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
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new EOFException("the file ends at byte " + channel.size() + ", inside the " + sizeBytes
                        + " bytes from " + offset + " on");
            }
        }
        return buffer.flip();
    }
}
