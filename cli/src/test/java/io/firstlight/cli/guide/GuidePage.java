package io.firstlight.cli.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Markdown page of worked examples.
 *
 * @param name what messages call it
 * @param sections those under second-level headings, in order
 */
record GuidePage(String name, List<Section> sections) {
    private static final Pattern FENCE = Pattern.compile("```(\\S*) ?(\\S*)");

    GuidePage {
        sections = List.copyOf(sections);
    }

    /** A heading with the fenced blocks under it. */
    record Section(String title, List<Block> blocks) {
        List<Block> of(String language) {
            return blocks.stream()
                    .filter(block -> block.language().equals(language))
                    .toList();
        }
    }

    /**
     * A fenced block.
     *
     * @param language the first word after the fence
     * @param fileName the second one, or empty
     * @param place page and line of the fence, for messages
     */
    record Block(String language, String fileName, Place place, List<String> lines) {
        String text() {
            return String.join("\n", lines) + "\n";
        }
    }

    /** A line of the page, counted from 1. */
    record Place(String page, long line) {
        Place plus(long lines) {
            return new Place(page, line + lines);
        }

        @Override
        public String toString() {
            return page + ":" + line;
        }
    }

    static GuidePage read(Path file, String name) throws IOException {
        return parse(name, Files.readAllLines(file));
    }

    static GuidePage parse(String name, List<String> lines) {
        List<Section> sections = new ArrayList<>();
        List<Block> blocks = new ArrayList<>(); // of what stands before the first heading, and never read
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (lines.get(i).startsWith("## ")) {
                blocks = new ArrayList<>();
                sections.add(new Section(lines.get(i).substring(3), blocks));
            } else if (fence.matches()) {
                int end = i + 1;
                while (!lines.get(end).equals("```")) {
                    end++;
                }
                blocks.add(new Block(
                        fence.group(1),
                        fence.group(2),
                        new Place(name, i + 1L),
                        List.copyOf(lines.subList(i + 1, end))));
                i = end;
            }
        }
        return new GuidePage(name, sections);
    }
}
