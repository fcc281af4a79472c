package io.firstlight.data.sample;

/**
 * A sample that was found bad and is skipped from then on.
 *
 * @param source name of its source
 * @param index its index in the source
 * @param place file and line, or archive and member
 * @param reason what is wrong with it
 */
public record QuarantinedSample(String source, long index, String place, String reason) {}
