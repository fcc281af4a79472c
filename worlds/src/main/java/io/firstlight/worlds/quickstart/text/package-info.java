/**
 * Everything the world says: facts as sentences, documents made of them, captions, and the vocabulary all of it is
 * written in. Start at {@link io.firstlight.worlds.quickstart.text.Corpus}.
 */
package io.firstlight.worlds.quickstart.text;
