package io.firstlight.cli.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A checkout with nothing but the launcher and one source, and a PATH that ends with the system's tools. Its Java
 * writes down what it was asked and exits with {@link #EXIT_CODE}; its Maven leaves what a build leaves.
 */
final class LauncherSandbox {
    static final int EXIT_CODE = 7;
    private static final List<String> TOOLS = List.of(
            "sh",
            "bash",
            "cksum",
            "env",
            "dirname",
            "basename",
            "readlink",
            "uname",
            "sed",
            "head",
            "tail",
            "find",
            "cat",
            "cut",
            "mkdir",
            "mv",
            "cp",
            "rm",
            "touch",
            "date",
            "sort",
            "ls",
            "grep",
            "wc",
            "nproc",
            "sysctl",
            "sleep",
            "kill",
            "stty",
            "printf");
    private final Path root;
    private final Path bin;
    private final Path asked;
    private final Path builds;
    private final Path sleeps;

    record Outcome(int exitCode, String out, String err) {}

    LauncherSandbox(Path folder) throws IOException {
        root = Files.createDirectories(folder.resolve("checkout with space"));
        bin = Files.createDirectories(folder.resolve("bin"));
        asked = folder.resolve("asked");
        builds = folder.resolve("builds");
        sleeps = folder.resolve("sleeps");
        Path checkout = Path.of("").toAbsolutePath();
        while (!Files.exists(checkout.resolve("firstlight")) || !Files.exists(checkout.resolve("pom.xml"))) {
            checkout = checkout.getParent();
        }
        script(root.resolve("firstlight"), Files.readString(checkout.resolve("firstlight")));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Files.createDirectories(source().getParent());
        Files.writeString(source(), "class Nothing {}");
        // Older than any build, whatever the resolution of the file system's clock.
        for (Path path = source(); !path.equals(root.getParent()); path = path.getParent()) {
            Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(60)));
        }
        Files.setLastModifiedTime(
                root.resolve("pom.xml"), FileTime.from(Instant.now().minusSeconds(60)));
        for (String tool : TOOLS) {
            for (Path place : List.of(Path.of("/usr/bin"), Path.of("/bin"), Path.of("/usr/sbin"), Path.of("/sbin"))) {
                if (Files.isExecutable(place.resolve(tool)) && !Files.exists(bin.resolve(tool))) {
                    script(bin.resolve(tool), "#!/bin/sh\nexec " + place.resolve(tool) + " \"$@\"\n");
                }
            }
        }
        script(bin.resolve("javac"), "#!/bin/sh\n");
    }

    Path root() {
        return root;
    }

    Path bin() {
        return bin;
    }

    Path source() {
        return root.resolve("cli/src/main/java/Nothing.java");
    }

    void java(String version) throws IOException {
        script(
                bin.resolve("java"),
                "#!/bin/sh\n"
                        + "if [ \"$1\" = -version ]; then echo 'openjdk version \"" + version
                        + "\" 2024-01-16' >&2; exit 0; fi\n"
                        + "{ env; printf 'ARGUMENTS='; printf '%s|' \"$@\"; echo; } >'" + asked + "'\nexit " + EXIT_CODE
                        + "\n");
    }

    /** What {@code uname} says. */
    void machine(String system, String machine) throws IOException {
        script(
                bin.resolve("uname"),
                "#!/bin/sh\nif [ \"$1\" = -s ]; then echo '" + system + "'; else echo '" + machine + "'; fi\n");
    }

    void maven(String version) throws IOException {
        script(
                bin.resolve("mvn"),
                versionAnswer(version) + "echo build >>'" + builds + "'\nmkdir -p cli/target\n"
                        + "echo jar >cli/target/firstlight-cli-1.jar\nprintf '%s' '" + bin.resolve("java")
                        + "' >cli/target/classpath\n");
    }

    /** A Maven whose build needs {@code library}, which it fetches when there is none. */
    void mavenWithLibrary(String version, Path library) throws IOException {
        script(
                bin.resolve("mvn"),
                versionAnswer(version) + "echo build >>'" + builds + "'\nmkdir -p cli/target\n[ -e '" + library
                        + "' ] || printf fetched >'" + library + "'\n"
                        + "echo jar >cli/target/firstlight-cli-1.jar\nprintf '%s' '" + library
                        + "' >cli/target/classpath\n");
    }

    void failingMaven(String version) throws IOException {
        script(
                bin.resolve("mvn"),
                versionAnswer(version)
                        + "echo '[ERROR] Nothing.java:[1,1] cannot find symbol'\necho '[ERROR] -> [Help 1]'\nexit 1\n");
    }

    /**
     * A sleep that takes no time; the sleeper is stopped at the {@code most}th, so that a wait without end shows as a
     * failure.
     */
    void countedSleep(int most) throws IOException {
        script(
                bin.resolve("sleep"),
                "#!/bin/sh\necho sleep >>'" + sleeps + "'\n[ \"$(wc -l <'" + sleeps + "')\" -lt " + most
                        + " ] || kill \"$PPID\"\n");
    }

    long numSleeps() throws IOException {
        return Files.exists(sleeps) ? Files.readAllLines(sleeps).size() : 0;
    }

    private static String versionAnswer(String version) {
        return "#!/bin/sh\nif [ \"$1\" = -version ]; then printf '\\033[1mApache Maven " + version
                + "\\033[m\\n'; exit 0; fi\n";
    }

    /** How often Maven was asked to build. */
    long numBuilds() throws IOException {
        return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
    }

    /** Environment and arguments of the last JVM that was to start. */
    Map<String, String> asked() throws IOException {
        Map<String, String> values = new HashMap<>();
        for (String line : Files.readAllLines(asked)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return values;
    }

    Outcome start(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(bin.getParent(), "out", "");
        Path err = Files.createTempFile(bin.getParent(), "err", "");
        Process process = process(environment, arguments)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new Outcome(process.waitFor(), Files.readString(out), Files.readString(err, StandardCharsets.UTF_8));
    }

    ProcessBuilder process(Map<String, String> environment, String... arguments) {
        return process(root.resolve("firstlight"), environment, arguments);
    }

    ProcessBuilder process(Path launcher, Map<String, String> environment, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder();
        builder.command().add(launcher.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().putAll(environment);
        return builder;
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
