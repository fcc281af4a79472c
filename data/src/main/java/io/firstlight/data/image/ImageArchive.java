package io.firstlight.data.image;

import io.firstlight.core.error.UserException;
import io.firstlight.core.file.ChannelReads;
import io.firstlight.core.image.ImageSize;
import io.firstlight.core.image.RgbImage;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.store.ShardFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/**
 * A tar of image files, read at random by key (the member's name without its ending). Opening walks the archive once to
 * index it; images are decoded when asked for. Reads are positioned, so several threads may read at once.
 */
public final class ImageArchive implements AutoCloseable {
    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp");
    private static final int BLOCK_BYTES = 512;
    private final Path file;
    private final FileChannel channel;
    private final Map<String, Member> members;

    private record Member(String name, long offset, int sizeBytes) {}

    private ImageArchive(Path file, FileChannel channel, Map<String, Member> members) {
        this.file = file;
        this.channel = channel;
        this.members = members;
    }

    /**
     * Opens an archive and lists its files.
     *
     * @throws UserException if the archive is missing, truncated, or holds anything but image files with unique keys
     */
    public static ImageArchive open(Path tar) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(tar, StandardOpenOption.READ);
            return new ImageArchive(tar, channel, index(tar, channel));
        } catch (IOException | RuntimeException e) {
            closeQuietly(channel);
            if (e instanceof UserException mistake) {
                throw mistake;
            }
            throw new UserException(
                    "cannot read the image archive " + tar + ": " + e
                            + "; it must be a whole, uncompressed tar of image files",
                    e);
        }
    }

    /** As {@link #open(Path)}, of the one shard of {@code files}. */
    public static ImageArchive open(ShardFiles files) {
        if (files.shards().size() != 1) {
            throw new UserException("the images " + files.words() + " lie in "
                    + files.shards().size() + " files; images of one source lie in one tar");
        }
        return open(files.shards().get(0));
    }

    private static Map<String, Member> index(Path tar, FileChannel channel) throws IOException {
        Map<String, Member> members = new LinkedHashMap<>();
        // Without close(): it would close the channel, which stays in use.
        TarFile index = new TarFile(channel);
        long end = 0;
        for (TarArchiveEntry entry : index.getEntries()) {
            end = Math.max(end, entry.getDataOffset() + entry.getSize());
            if (entry.isDirectory()) {
                continue;
            }
            String name = entry.getName();
            int dot = name.lastIndexOf('.');
            if (!entry.isFile()
                    || dot < 1
                    || !ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT))) {
                throw new UserException("the image archive " + tar + " holds " + name
                        + ", which is not an image file; it may hold only KEY.png, .jpg, .jpeg, .gif and .bmp");
            }
            Member member = new Member(name, entry.getDataOffset(), Math.toIntExact(entry.getSize()));
            Member other = members.put(name.substring(0, dot), member);
            if (other != null) {
                throw new UserException(
                        "the image archive " + tar + " holds " + other.name + " and " + name + "; keys must be unique");
            }
        }
        requireEndMark(tar, channel, (end + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES);
        return members;
    }

    /** A whole tar ends with blocks of zeros; without one, members may be missing that nobody would miss. */
    private static void requireEndMark(Path tar, FileChannel channel, long end) throws IOException {
        boolean whole = channel.size() >= end + BLOCK_BYTES;
        for (byte b : whole ? ChannelReads.read(channel, end, BLOCK_BYTES).array() : new byte[0]) {
            whole &= b == 0;
        }
        if (!whole) {
            throw new UserException("the image archive " + tar + " is truncated: it has " + channel.size()
                    + " bytes and no end mark at byte " + end + "; copy or make it again");
        }
    }

    /** Keys in the order of the archive. */
    public List<String> keys() {
        return new ArrayList<>(members.keySet());
    }

    public boolean contains(String key) {
        return members.containsKey(key);
    }

    /**
     * The image's size, from its header alone.
     *
     * @throws BadSampleException naming archive, member and reason, if there is no such member or it is no image
     */
    public ImageSize size(String key) throws BadSampleException {
        Member member = member(key);
        try {
            byte[] start = read(member, Math.min(member.sizeBytes, ImageDecoder.PNG_HEADER_BYTES));
            return ImageDecoder.size(ImageDecoder.isPng(start) ? start : read(member, member.sizeBytes));
        } catch (IOException e) {
            throw bad(member, e);
        }
    }

    /**
     * The image's pixels, a fresh array.
     *
     * @throws BadSampleException naming archive, member and reason, if there is no such member or it does not decode
     */
    public RgbImage image(String key) throws BadSampleException {
        Member member = member(key);
        try {
            return ImageDecoder.decode(read(member, member.sizeBytes), ImageDecoder.Transparency.REFUSED);
        } catch (IOException e) {
            throw bad(member, e);
        }
    }

    public Path file() {
        return file;
    }

    private Member member(String key) throws BadSampleException {
        Member member = members.get(key);
        if (member == null) {
            throw new BadSampleException(file + ", member " + key, "the archive has no such member");
        }
        return member;
    }

    private byte[] read(Member member, int sizeBytes) throws IOException {
        return ChannelReads.read(channel, member.offset, sizeBytes).array();
    }

    private BadSampleException bad(Member member, IOException e) {
        return new BadSampleException(file + ", member " + member.name, "damaged image: " + e.getMessage(), e);
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException ignored) {
            // The error that led here is the one to report.
        }
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }
}
