package io.firstlight.worlds.quickstart.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits text into lower-case words, digits and punctuation, exactly as the written tokenizer.json does. */
public final class WordTokenizer {
    /**
     * One token, in the common subset of Java's and the tokenizer's regular expressions. A quadrant's name is one
     * token.
     */
    public static final String PATTERN = "(?:top|bottom)-(?:left|right)|'s|[a-z]+|[0-9]|[^\\sa-z0-9]";

    private static final Pattern WORD = Pattern.compile(PATTERN);

    private WordTokenizer() {}

    /** The tokens of a text. */
    public static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }
}
