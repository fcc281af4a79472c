/**
 * What records mean: from a record of any store to a {@link io.firstlight.data.sample.Sample}. A new format is one
 * class and one line in {@link io.firstlight.data.format.SampleFormats}. Start at
 * {@link io.firstlight.data.format.SampleFormat}.
 */
package io.firstlight.data.format;
