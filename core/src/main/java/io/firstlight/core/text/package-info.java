/**
 * Text for people: {@link io.firstlight.core.text.Quantities} writes amounts and times,
 * {@link io.firstlight.core.text.TextTable} lays out tables, {@link io.firstlight.core.text.TerminalText} knows what a
 * terminal can show.
 */
package io.firstlight.core.text;
