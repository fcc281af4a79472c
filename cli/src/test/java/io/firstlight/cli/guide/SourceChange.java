package io.firstlight.cli.guide;

import io.firstlight.cli.guide.GuidePage.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The lines that an example adds to a file of the checkout, written as a diff: {@code +++ FILE}, then hunks that begin
 * with {@code @@}, of lines that are there ({@code ' '}), go ({@code '-'}) and come ({@code '+'}).
 */
final class SourceChange {
    private static final String FILE = "+++ ";

    private SourceChange() {}

    /** The file that a diff is about, within the checkout. */
    static String file(Block diff) {
        String first = diff.lines().get(0);
        if (!first.startsWith(FILE)) {
            throw new AssertionError(diff.place() + ": a diff begins with '" + FILE + "FILE', found '" + first + "'");
        }
        return first.substring(FILE.length());
    }

    /**
     * The changed file. Its lines keep their indentation; what the diff calls there must be there exactly once.
     *
     * @param root of the checkout
     */
    static String apply(Block diff, Path root) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(root.resolve(file(diff))));
        int begin = 1;
        while (begin < diff.lines().size()) {
            int end = begin + 1;
            while (end < diff.lines().size() && !diff.lines().get(end).startsWith("@@")) {
                end++;
            }
            int first = diff.lines().get(begin).startsWith("@@") ? begin + 1 : begin;
            applyHunk(lines, diff, first, end);
            begin = end;
        }
        return String.join("\n", lines) + "\n";
    }

    private static void applyHunk(List<String> lines, Block diff, int begin, int end) {
        List<String> hunk = diff.lines().subList(begin, end);
        List<String> before = hunk.stream()
                .filter(line -> !line.startsWith("+"))
                .map(SourceChange::code)
                .toList();
        List<Integer> found = IntStream.rangeClosed(0, lines.size() - before.size())
                .filter(at -> IntStream.range(0, before.size())
                        .allMatch(i -> lines.get(at + i).strip().equals(before.get(i))))
                .boxed()
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(diff.place().plus(begin + 1L) + ": " + file(diff) + " has these lines "
                    + found.size() + " times, expected once: " + before);
        }
        int at = found.get(0);
        for (String line : hunk) {
            if (line.startsWith("+")) {
                lines.add(at++, line.substring(1));
            } else if (line.startsWith("-")) {
                lines.remove(at);
            } else {
                at++;
            }
        }
    }

    private static String code(String hunkLine) {
        return hunkLine.isEmpty() ? "" : hunkLine.substring(1).strip();
    }
}
