package io.firstlight.study.run.process;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a stage's process is started: as this JVM was, so that it computes the same bytes. Java, class path, options and
 * environment, and with it the math library, the allocator and the number of OpenMP threads that the launcher chose.
 *
 * @param arguments program and arguments before the log file's name, which comes last
 * @param classPath of this JVM
 */
public record WorkerCommand(List<String> arguments, String classPath) {
    /** Properties set from within this JVM that must reach the process too. */
    private static final String OWN_PROPERTIES = "firstlight.";

    /** Of this JVM alone: the width of its terminal. */
    private static final Set<String> NOT_INHERITED = Set.of("firstlight.terminalColumns");

    /** Starts of options that only one process can have: a debugger's port, or a file that a second would overwrite. */
    private static final List<String> ONE_PROCESS_ONLY =
            List.of("-agentlib:jdwp", "-Xrunjdwp", "-XX:ErrorFile", "-XX:Flags", "-Xlog", "-XX:StartFlightRecording");

    public WorkerCommand {
        arguments = List.copyOf(arguments);
    }

    /**
     * A JVM like this one.
     *
     * @param mainClass reads a task as {@link StageServer} does; its one argument is its log file
     */
    public static WorkerCommand likeThisJvm(Class<?> mainClass) {
        List<String> arguments = new ArrayList<>();
        // The shell becomes Java and hands on what it ignores. Ctrl-C and a closed terminal reach every process of the
        // group, but only the parent decides: its end is the children's.
        arguments.addAll(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$0\" \"$@\""));
        arguments.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (ONE_PROCESS_ONLY.stream().noneMatch(option::startsWith)
                    && NOT_INHERITED.stream().noneMatch(name -> option.startsWith("-D" + name))) {
                arguments.add(option);
            }
        }
        ownProperties().forEach((name, value) -> arguments.add("-D" + name + "=" + value));
        arguments.add(mainClass.getName());
        return new WorkerCommand(arguments, System.getProperty("java.class.path"));
    }

    private static Map<String, String> ownProperties() {
        Map<String, String> own = new LinkedHashMap<>();
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith(OWN_PROPERTIES) && !NOT_INHERITED.contains(name))
                .sorted()
                .forEach(name -> own.put(name, System.getProperty(name)));
        return own;
    }

    /** Starts the process; what it prints to standard error is appended to {@code log}. */
    Process start(Path log) throws IOException {
        Files.createDirectories(log.getParent());
        List<String> command = new ArrayList<>(arguments);
        int main = command.size() - 1;
        command.add(main, "-XX:ErrorFile=" + log.resolveSibling("hs_err_pid%p.log"));
        command.add(log.toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.appendTo(log.toFile()));
        // Not as an option: the class path is longer than some systems let an argument be.
        builder.environment().put("CLASSPATH", classPath);
        return builder.start();
    }
}
