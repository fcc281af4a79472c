package io.firstlight.worlds.quickstart.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text taken apart exactly as the written tokenizer.json does it: lower case, words, digits and signs. */
public final class Words {
    /** In the common subset of Java's and the tokenizer's regular expressions. A place is one word. */
    public static final String PATTERN = "(?:top|bottom)-(?:left|right)|'s|[a-z]+|[0-9]|[^\\sa-z0-9]";

    private static final Pattern WORD = Pattern.compile(PATTERN);

    private Words() {}

    public static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    /** "a" or "an", then the word. */
    public static String withArticle(String word) {
        boolean vowel = "aeiou".indexOf(word.charAt(0)) >= 0 && !word.startsWith("uni") && !word.startsWith("eu");
        return (vowel ? "an " : "a ") + word;
    }
}
