/** What a decoder reads: packed tokens and the images among them, in plain arrays. */
package io.firstlight.core.sequence;
