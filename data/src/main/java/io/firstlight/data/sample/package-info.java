/**
 * One training sample as segments of text and images; what makes a sample unusable and the record of one that was.
 * Start at {@link io.firstlight.data.sample.Sample}.
 */
package io.firstlight.data.sample;
