package io.firstlight.quickstart.lexicon;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A WordNet gloss taken apart: {@code (label) definition; more; "example"; "example"}. */
record Gloss(String definition, List<String> examples) {
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern BRACKETS = Pattern.compile("\\([^()]*\\)");

    static Gloss parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT).replace('`', '\'');
        List<String> examples = new ArrayList<>();
        Matcher quoted = QUOTED.matcher(lower);
        int firstQuote = -1;
        while (quoted.find()) {
            if (firstQuote < 0) {
                firstQuote = quoted.start();
            }
            String example = tidy(quoted.group(1));
            if (example.length() > 8) {
                examples.add(example);
            }
        }
        String body = firstQuote >= 0 ? lower.substring(0, firstQuote) : lower;
        String first = BRACKETS.matcher(body).replaceAll(" ").split(";")[0];
        return new Gloss(tidy(first), List.copyOf(examples));
    }

    private static String tidy(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("\\s+([,.:;?!])", "$1").replaceAll("[\\s,:;.-]+$", "").strip();
    }
}
