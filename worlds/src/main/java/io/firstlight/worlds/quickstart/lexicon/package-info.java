/**
 * What words mean here: the concepts that can be drawn, the Princeton WordNet as plain records, and the filter that
 * keeps slang and offence out. Start at {@link io.firstlight.worlds.quickstart.lexicon.Lexicon}.
 */
package io.firstlight.worlds.quickstart.lexicon;
