package io.firstlight.data.feature;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The layout of a feature file, version 2, big-endian:
 *
 * <pre>
 * header   8 bytes "FLFEATUR", 4 bytes version, 4 bytes zero
 * data     per image: tokens x width float16, token by token
 * index    UTF-8 JSON: {@link Index}
 * trailer  8 bytes offset of the index, 8 bytes its length, 32 bytes its SHA-256, 8 bytes "FLFEATUR"
 * </pre>
 *
 * Every image has its own CRC-32C in the index, so a flipped bit is found when that image is read, without hashing a
 * file of terabytes at every start.
 */
final class FeatureFile {
    static final int VERSION = 2;
    static final byte[] MAGIC = "FLFEATUR".getBytes(StandardCharsets.US_ASCII);
    static final int HEADER_BYTES = 16;
    static final int TRAILER_BYTES = 56;
    static final String DTYPE = "float16";

    private FeatureFile() {}

    /**
     * The index of a feature file.
     *
     * @param width numbers per visual token
     * @param encoder the key of the encoder's stage, or its name
     * @param images in the order in which they were written; each has its own number of tokens
     */
    record Index(int width, String encoder, String dtype, List<StoredImage> images) {}

    /**
     * The features of one image.
     *
     * @param offset position of its first byte in the file
     * @param crc32c checksum of its bytes
     */
    record StoredImage(String key, long offset, int tokens, long crc32c) {}
}
