/**
 * Where samples come from: text documents, captioned images, dialogues. A source is random access by index and knows
 * nothing of order, mixing or packing. Start at {@link io.firstlight.data.source.SampleSource}.
 */
package io.firstlight.data.source;
