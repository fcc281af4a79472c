/** What a decoder reads: packed tokens and the visual content among them, in plain arrays. */
package io.firstlight.core.sequence;
