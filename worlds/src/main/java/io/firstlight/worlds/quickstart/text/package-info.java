/**
 * The language of the world: facts as sentences, documents made of them, captions, the wordings of questions, and the
 * vocabulary of all of these. Start at {@link io.firstlight.worlds.quickstart.text.Corpus}.
 */
package io.firstlight.worlds.quickstart.text;
