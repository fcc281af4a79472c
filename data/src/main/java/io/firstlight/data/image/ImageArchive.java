package io.firstlight.data.image;

import io.firstlight.core.error.UserException;
import io.firstlight.core.image.ImageSize;
import io.firstlight.core.image.RgbImage;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.store.DataRecord;
import io.firstlight.data.store.KeyedRecordStore;
import io.firstlight.data.store.KeyedRecordStore.FieldSummary;
import io.firstlight.data.store.KeyedRecordStore.RecordSummary;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The images of a record store, read at random by key: the file's name without its ending. Keys are looked up in the
 * store's indices and not held in memory; images are decoded when asked for. Several threads may read at once.
 */
public final class ImageArchive implements AutoCloseable {
    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "gif", "bmp");
    private final KeyedRecordStore store;

    /** An image file: one field of a record. */
    private record Member(RecordSummary record, FieldSummary field) {
        /** A record's key ends at the first dot of the file's name, an image's at the last. */
        String key() {
            int dot = field.name().lastIndexOf('.');
            return dot < 0 ? record.key() : record.key() + "." + field.name().substring(0, dot);
        }

        String name() {
            return record.key() + "." + field.name();
        }

        boolean isImage() {
            String ending = field.name().substring(field.name().lastIndexOf('.') + 1);
            return ENDINGS.contains(ending.toLowerCase(Locale.ROOT));
        }
    }

    private ImageArchive(KeyedRecordStore store) {
        this.store = store;
    }

    /**
     * Checks by the names in a store's indices that it holds nothing but images.
     *
     * @param store becomes the archive's to close; closed if it is refused
     * @throws UserException if it holds anything but image files with unique keys
     */
    public static ImageArchive open(KeyedRecordStore store) {
        try {
            ImageArchive archive = new ImageArchive(store);
            archive.requireImages();
            return archive;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private void requireImages() {
        Set<String> keys = new HashSet<>();
        members().forEach(member -> {
            if (!member.isImage()) {
                throw new UserException("the image archive " + file(member) + " holds " + member.name()
                        + ", which is not an image file; it may hold only KEY.png, .jpg, .jpeg, .gif and .bmp");
            }
            // Images of different records of one shard have different keys, since the records have; no need to hold
            // them.
            boolean mayBeTwice = store.shards() > 1 || member.record().fields().size() > 1;
            if (mayBeTwice && !keys.add(member.key())) {
                Member first = find(member.key()).orElseThrow();
                throw new UserException("the image archive " + file(first) + " holds " + first.name() + " and "
                        + (file(first).equals(file(member)) ? "" : file(member) + " holds ") + member.name()
                        + "; keys must be unique");
            }
        });
    }

    private Stream<Member> members() {
        return IntStream.range(0, store.shards())
                .boxed()
                .flatMap(store::summaries)
                .flatMap(ImageArchive::members);
    }

    private static Stream<Member> members(RecordSummary record) {
        return record.fields().stream().map(field -> new Member(record, field));
    }

    /** The keys in the order of the store, read from its indices at every call. */
    public List<String> keys() {
        return members().map(Member::key).toList();
    }

    public boolean contains(String key) {
        return find(key).isPresent();
    }

    /**
     * The image's size, from its header: nothing is decoded.
     *
     * @throws BadSampleException naming archive, member and reason, if there is no such member or it is no image
     */
    public ImageSize size(String key) throws BadSampleException {
        return read(key, ImageDecoder::size);
    }

    /**
     * The image's pixels, a fresh array.
     *
     * @throws BadSampleException naming archive, member and reason, if there is no such member or it does not decode
     */
    public RgbImage image(String key) throws BadSampleException {
        return read(key, encoded -> ImageDecoder.decode(encoded, ImageDecoder.Transparency.REFUSED));
    }

    /** What is made of the bytes of an image file. */
    private interface Reading<T> {
        T from(byte[] encoded) throws IOException;
    }

    private <T> T read(String key, Reading<T> reading) throws BadSampleException {
        Member member = find(key)
                .orElseThrow(
                        () -> new BadSampleException(words() + ", member " + key, "the archive has no such member"));
        DataRecord file = store.readField(member.record(), member.field());
        try {
            return reading.from(file.bytes(member.field().name()));
        } catch (IOException e) {
            throw new BadSampleException(file.place(), "unusable image: " + e.getMessage(), e);
        }
    }

    private Optional<Member> find(String key) {
        int dot = key.indexOf('.', key.lastIndexOf('/') + 1);
        return store.find(dot < 0 ? key : key.substring(0, dot)).stream()
                .flatMap(ImageArchive::members)
                .filter(member -> member.key().equals(key))
                .findFirst();
    }

    /** The archives as one line of text, for messages. */
    public String words() {
        return store.words();
    }

    private String file(Member member) {
        return store.summary(member.record().shard()).file();
    }

    @Override
    public void close() {
        store.close();
    }
}
