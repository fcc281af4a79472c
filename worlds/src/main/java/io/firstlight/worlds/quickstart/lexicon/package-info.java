/**
 * Words and their meanings: the concepts that can be drawn, the Princeton WordNet as plain records, and the filter that
 * keeps out slang and offensive words. Start at {@link io.firstlight.worlds.quickstart.lexicon.Lexicon}.
 */
package io.firstlight.worlds.quickstart.lexicon;
