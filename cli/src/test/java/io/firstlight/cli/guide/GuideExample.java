package io.firstlight.cli.guide;

import io.firstlight.cli.guide.GuidePage.Block;
import io.firstlight.cli.guide.GuidePage.Section;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The example of one section: its {@code java} blocks and the files that its {@code diff} blocks change are compiled
 * together and run before Firstlight's own classes on the class path, in a JVM of their own, as they would be if
 * somebody had added them. Blocks with a file name are written to a folder that the program gets as its argument.
 */
final class GuideExample {
    private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);
    private static final Pattern TYPE = Pattern.compile(
            "^(?:public |final |abstract |sealed )*(?:class|record|interface|enum) (\\w+)", Pattern.MULTILINE);
    private static final String MAIN = "static void main(";
    private static final long TIMEOUT_SECONDS = 300;

    private final Section section;
    private final Path folder;

    /**
     * One example of the guide, compiled and run in a folder of its own.
     *
     * @param folder an empty folder for its classes and files
     */
    GuideExample(Section section, Path folder) {
        this.section = section;
        this.folder = folder;
    }

    /**
     * Compiles everything with the warnings of the build, none allowed.
     *
     * @param root of the checkout
     * @throws AssertionError with the compiler's message and the line of the page
     */
    void compile(Path root) throws IOException {
        List<Source> sources = new ArrayList<>();
        section.of("java").forEach(block -> sources.add(new Source(block, typeName(block), block.text())));
        for (Block diff : section.of("diff")) {
            String file = SourceChange.file(diff);
            String type = file.replaceFirst(".*/src/main/java/", "").replaceFirst("\\.java$", "");
            sources.add(new Source(diff, type.replace('/', '.'), SourceChange.apply(diff, root)));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        List<String> options = List.of(
                "-d",
                Files.createDirectories(classes()).toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-proc:none",
                "-parameters",
                "-Xlint:all,-path,-serial,-classfile,-try",
                "-Werror");
        if (!compiler.getTask(null, null, found, options, null, sources).call()) {
            throw new AssertionError(
                    found.getDiagnostics().stream().map(GuideExample::message).collect(Collectors.joining("\n")));
        }
    }

    /**
     * Runs the section's program.
     *
     * @return what it printed
     * @throws AssertionError with its output and errors, if it fails
     */
    String run() throws IOException, InterruptedException {
        List<Block> programs = section.of("java").stream()
                .filter(block -> block.text().contains(MAIN))
                .toList();
        if (programs.size() != 1) {
            throw new AssertionError(
                    "section '" + section.title() + "' has " + programs.size() + " programs, expected one");
        }
        Path files = Files.createDirectories(folder.resolve("files"));
        for (Block block : section.blocks()) {
            if (!block.fileName().isEmpty()) {
                Path file = files.resolve(block.fileName());
                Files.createDirectories(file.getParent());
                Files.writeString(file, block.text());
            }
        }
        Path output = folder.resolve("output");
        Path errors = folder.resolve("errors");
        Process process = start(typeName(programs.get(0)), files, output, errors);
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError(programs.get(0).place() + ": ran for over " + TIMEOUT_SECONDS + " s");
        }
        if (process.exitValue() != 0) {
            throw new AssertionError(programs.get(0).place() + ": ended with exit status " + process.exitValue() + "\n"
                    + Files.readString(output) + Files.readString(errors));
        }
        return Files.readString(output);
    }

    private Process start(String program, Path files, Path output, Path errors) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The math library and its like; a debugger's port can only be had once.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-D") || option.startsWith("-Xm"))
                .forEach(command::add);
        command.addAll(List.of(program, files.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(Redirect.to(output.toFile()))
                .redirectError(Redirect.to(errors.toFile()));
        // Not as an option: the class path is longer than some systems let an argument be.
        builder.environment()
                .put(
                        "CLASSPATH",
                        classes() + System.getProperty("path.separator") + System.getProperty("java.class.path"));
        return builder.start();
    }

    private Path classes() {
        return folder.resolve("classes");
    }

    private static String typeName(Block block) {
        String prefix = PACKAGE.matcher(block.text())
                .results()
                .map((MatchResult found) -> found.group(1) + ".")
                .findFirst()
                .orElse("");
        return prefix
                + TYPE.matcher(block.text())
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(block.place() + ": declares no type"));
    }

    private static String message(Diagnostic<? extends JavaFileObject> found) {
        String message = found.getKind() + ": " + found.getMessage(Locale.ROOT);
        // Warnings about options have no source.
        return found.getSource() instanceof Source source
                ? source.place(found.getLineNumber()) + ": " + message
                : message;
    }

    /** A source in memory that knows where on the page it stands. */
    private static final class Source extends SimpleJavaFileObject {
        private final Block block;
        private final String text;

        Source(Block block, String type, String text) {
            super(URI.create("string:///" + type.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.block = block;
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        String place(long line) {
            return block.language().equals("java")
                    ? block.place().plus(line).toString()
                    : block.place() + " (" + SourceChange.file(block) + ":" + line + ")";
        }
    }
}
