package io.firstlight.cli.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps Markdown prose within 120 columns. A paragraph or list item with a wider line is filled anew; all others stay
 * as their author broke them. Tables, headings, code, HTML and link definitions stay as they are, and so does what has
 * no space to break at. It needs nothing but a JDK, so that {@code dev fix} can start it from source.
 */
public final class MarkdownProse {
    static final int MOST_COLUMNS = 120;

    private static final Pattern FENCE = Pattern.compile("^\\s*(```|~~~).*");
    /** Headings, tables, HTML, link definitions, rules and underlines of headings. */
    private static final Pattern NO_PROSE =
            Pattern.compile("^\\s*(#{1,6}\\s.*|\\|.*|<.*|\\[[^\\]]+\\]:\\s.*|([-*_=]\\s*){3,})$");
    /** What comes before the text: quote marks, indentation, and the mark of a list item, if it begins one. */
    private static final Pattern PREFIX = Pattern.compile("^((?:\\s*>)*\\s*)((?:[-*+]|\\d{1,9}[.)])\\s+)?");
    /** Must not begin a line: it would make a list, a heading, a quote or a table of prose. */
    private static final Pattern MARK = Pattern.compile("^([-*+]|\\d{1,9}[.)]|#{1,6}|>.*|\\|.*|=+|-+|```.*|~~~.*)$");

    private MarkdownProse() {}

    /** Fills the files named, in place, and says which it changed. */
    public static void main(String[] files) throws IOException {
        for (String name : files) {
            Path file = Path.of(name);
            List<String> before = Files.readAllLines(file);
            List<String> after = filled(before);
            if (!after.equals(before)) {
                Files.writeString(file, String.join("\n", after) + "\n");
                System.out.println("filled " + name);
            }
        }
    }

    /** The same document with no prose over {@link #MOST_COLUMNS} columns. */
    static List<String> filled(List<String> lines) {
        List<String> out = new ArrayList<>();
        List<String> block = new ArrayList<>();
        boolean inCode = false;
        for (String line : lines) {
            boolean fence = FENCE.matcher(line).matches();
            if (fence || inCode || !isProse(line, block.isEmpty())) {
                flush(block, out);
                out.add(line);
                inCode ^= fence;
            } else {
                if (beginsBlock(line, block)) {
                    flush(block, out);
                }
                block.add(line);
                if (line.endsWith("  ") || line.endsWith("\\")) { // a line break that the author wants
                    flush(block, out);
                }
            }
        }
        flush(block, out);
        return out;
    }

    /** Four spaces in front are code where no paragraph or item goes on. */
    private static boolean isProse(String line, boolean first) {
        boolean code = first && line.startsWith("    ") && !isItem(line);
        return !line.isBlank() && !code && !NO_PROSE.matcher(line).matches();
    }

    private static boolean beginsBlock(String line, List<String> block) {
        return isItem(line) || (!block.isEmpty() && isQuote(line) != isQuote(block.get(0)));
    }

    private static boolean isItem(String line) {
        Matcher prefix = PREFIX.matcher(line);
        return prefix.find() && prefix.group(2) != null;
    }

    private static boolean isQuote(String line) {
        return line.stripLeading().startsWith(">");
    }

    private static void flush(List<String> block, List<String> out) {
        if (block.stream().anyMatch(line -> line.length() > MOST_COLUMNS)) {
            out.addAll(fill(block));
        } else {
            out.addAll(block);
        }
        block.clear();
    }

    private static List<String> fill(List<String> block) {
        Matcher prefix = PREFIX.matcher(block.get(0));
        prefix.find();
        String quote = prefix.group(1);
        String item = prefix.group(2) == null ? "" : prefix.group(2);
        StringBuilder text = new StringBuilder(block.get(0).substring(prefix.end()));
        for (String line : block.subList(1, block.size())) {
            text.append(' ').append((isQuote(line) ? line.replaceFirst("^(\\s*>)+", "") : line).strip());
        }
        String ending = block.get(block.size() - 1).endsWith("  ") ? "  " : "";
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(quote).append(item);
        boolean empty = true;
        for (String word : words(text.toString())) {
            if (!empty && line.length() + 1 + word.length() > MOST_COLUMNS) {
                lines.add(line.toString());
                line = new StringBuilder(quote).append(" ".repeat(item.length()));
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line + ending);
        return lines;
    }

    /** What may stand at a line's end or beginning: words; code spans whole; marks with the word before them. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        boolean inCode = false;
        for (String word : text.strip().split("\\s+", -1)) {
            boolean glued = inCode || MARK.matcher(word).matches();
            if (glued && !words.isEmpty()) {
                words.set(words.size() - 1, words.get(words.size() - 1) + " " + word);
            } else {
                words.add(word);
            }
            inCode ^= word.chars().filter(c -> c == '`').count() % 2 == 1;
        }
        return words;
    }
}
