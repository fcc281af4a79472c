package io.firstlight.data.store;

import io.firstlight.core.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Paths of shards as catalogs and study files write them: {@code a.jsonl}, {@code shards/*.tar},
 * {@code shard_{000..127}.tar}. The order of shards is that of their names by character code, on every machine alike;
 * ranges keep their own.
 */
public final class ShardPaths {
    private static final Pattern RANGE = Pattern.compile("\\{(\\d{1,15})\\.\\.(\\d{1,15})\\}");
    private static final long MOST = 10_000_000;

    private ShardPaths() {}

    /**
     * The files that {@code pattern} names.
     *
     * @param base the folder that a relative pattern starts from
     * @return at least one file, absolute
     * @throws UserException if a file that is named is not there, a pattern matches none, or a file is named twice
     */
    public static List<Path> expand(Path base, String pattern) {
        List<Path> files = new ArrayList<>();
        for (String one : ranges(pattern)) {
            files.addAll(wildcards(base.toAbsolutePath(), one));
        }
        Set<Path> once = new HashSet<>();
        for (Path file : files) {
            if (!once.add(file)) {
                throw new UserException("'" + pattern + "' names " + file + " twice");
            }
        }
        return files;
    }

    private static List<String> ranges(String pattern) {
        Matcher matcher = RANGE.matcher(pattern);
        if (!matcher.find()) {
            return List.of(pattern);
        }
        long from = Long.parseLong(matcher.group(1));
        long to = Long.parseLong(matcher.group(2));
        if (to < from || to - from >= MOST) {
            throw new UserException("found the range " + matcher.group() + "; a range goes up, for example {000..127}");
        }
        List<String> expanded = new ArrayList<>();
        for (long number = from; number <= to; number++) {
            String digits = String.format(Locale.ROOT, "%0" + matcher.group(1).length() + "d", number);
            expanded.addAll(ranges(pattern.substring(0, matcher.start()) + digits + pattern.substring(matcher.end())));
        }
        return expanded;
    }

    private static List<Path> wildcards(Path base, String pattern) {
        int star = firstWildcard(pattern);
        if (star < 0) {
            Path file = resolve(base, pattern);
            if (!Files.isRegularFile(file)) {
                throw new UserException(
                        Files.isDirectory(file)
                                ? file + " is a folder; name the files in it, for example '" + pattern + "/*.jsonl'"
                                : "there is no file " + file);
            }
            return List.of(file);
        }
        int begin = pattern.lastIndexOf('/', star) + 1;
        int end = pattern.indexOf('/', star);
        Path folder = resolve(base, pattern.substring(0, begin));
        String segment = pattern.substring(begin, end < 0 ? pattern.length() : end);
        List<Path> found = new ArrayList<>();
        for (String name : matching(folder, segment)) {
            String rest = end < 0 ? "" : pattern.substring(end + 1);
            Path at = folder.resolve(name);
            if (end < 0 && Files.isRegularFile(at)) {
                found.add(at.normalize());
            } else if (end >= 0 && Files.isDirectory(at)) {
                found.addAll(wildcardsBelow(at, rest));
            }
        }
        if (found.isEmpty()) {
            throw new UserException("no file in " + folder + " matches '" + pattern + "'");
        }
        return found;
    }

    /** Matches below one of several folders, where having none is fine. */
    private static List<Path> wildcardsBelow(Path folder, String rest) {
        try {
            return wildcards(folder, rest);
        } catch (UserException e) {
            return List.of();
        }
    }

    private static int firstWildcard(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            if (pattern.charAt(i) == '*' || pattern.charAt(i) == '?') {
                return i;
            }
        }
        return -1;
    }

    private static List<String> matching(Path folder, String segment) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            expression.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        Pattern names = Pattern.compile(expression.toString(), Pattern.DOTALL);
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    // As in a shell, a star does not find hidden files.
                    .filter(name -> !name.startsWith(".") || segment.startsWith("."))
                    .filter(name -> names.matcher(name).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UserException("cannot list the folder " + folder + ": " + e.getMessage(), e);
        }
    }

    private static Path resolve(Path base, String path) {
        try {
            return base.resolve(path).normalize();
        } catch (InvalidPathException e) {
            throw new UserException("'" + path.replace('\0', '?') + "' is not a path: " + e.getReason(), e);
        }
    }
}
