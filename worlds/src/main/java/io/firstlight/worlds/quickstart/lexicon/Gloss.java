package io.firstlight.worlds.quickstart.lexicon;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A WordNet gloss, parsed: {@code (label) definition; more; "example"; "example"}.
 *
 * @param definition up to the first semicolon, lower case, without labels and other text in brackets
 * @param examples the quoted sentences, lower case
 */
record Gloss(String definition, List<String> examples) {
    private static final int SHORTEST_EXAMPLE = 8;
    private static final Pattern BRACKETS = Pattern.compile("\\([^()]*\\)");

    static Gloss parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT).replace('`', '\'');
        List<String> examples = new ArrayList<>();
        int firstQuote = lower.indexOf('"');
        int open = firstQuote;
        for (int close = lower.indexOf('"', open + 1); open >= 0 && close >= 0; close = lower.indexOf('"', open + 1)) {
            String example = tidy(lower.substring(open + 1, close));
            if (example.length() > SHORTEST_EXAMPLE) {
                examples.add(example);
            }
            open = lower.indexOf('"', close + 1);
        }
        String body = firstQuote >= 0 ? lower.substring(0, firstQuote) : lower;
        String plain = body.indexOf('(') < 0 ? body : BRACKETS.matcher(body).replaceAll(" ");
        int semicolon = plain.indexOf(';');
        return new Gloss(tidy(semicolon < 0 ? plain : plain.substring(0, semicolon)), List.copyOf(examples));
    }

    /**
     * Normalises a text: one space between words, none before punctuation, no punctuation at the end. A loop and not
     * regular expressions, which would add seconds over all of WordNet.
     */
    private static String tidy(String text) {
        StringBuilder tidy = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean space = Character.isWhitespace(c);
            int last = tidy.length() - 1;
            boolean afterSpace = last < 0 || tidy.charAt(last) == ' ';
            if (space && !afterSpace) {
                tidy.append(' ');
            } else if (!space) {
                if (afterSpace && last >= 0 && ",.:;?!".indexOf(c) >= 0) {
                    tidy.setLength(last);
                }
                tidy.append(c);
            }
        }
        int end = tidy.length();
        while (end > 0 && " ,:;.-".indexOf(tidy.charAt(end - 1)) >= 0) {
            end--;
        }
        return tidy.substring(0, end);
    }
}
