package io.firstlight.cli.command;

import io.firstlight.cli.study.StudyRequest;
import io.firstlight.cli.study.StudyRequest.ExecutorKind;
import io.firstlight.core.error.UserException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command about a study takes besides its file. */
final class StudyOptions {
    @Option(names = "--seeds", paramLabel = "N", description = "Number of seeds. Default: as the file says.")
    private int seeds;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description =
                    "Stages to run at the same time; they share the threads. Default: one for each thread where the "
                            + "study's models are small, one in all where they are not.")
    private int workers;

    @Option(
            names = "--executor",
            paramLabel = "KIND",
            defaultValue = "threads",
            description = {
                "Where stages run: threads of this process, or processes, each stage in one of its own."
                        + " A crash in native code then ends one stage instead of the run; every stage pays for"
                        + " the start of a JVM. Results are the same to the byte. Default: ${DEFAULT-VALUE}"
            })
    private String executor;

    @Option(
            names = "--portable",
            description = {
                "Compute with one instruction set on all machines of an architecture, AVX2 on x86-64: the same study"
                        + " gives the same bytes on another machine with the same libraries, and on one with AVX-512"
                        + " it takes longer."
            })
    private boolean portable;

    @Mixin
    private ThreadsOption threads;

    @Mixin
    private PlaceOptions places;

    StudyRequest request(Path file, String budget) {
        if (portable) {
            PortableInstructions.require();
        }
        return new StudyRequest(
                file,
                new StudyRequest.Variant(budget, seeds),
                new StudyRequest.Places(places.out(), places.store()),
                new StudyRequest.Compute(threads.count(), workers, executorKind()));
    }

    private ExecutorKind executorKind() {
        return switch (executor) {
            case "threads" -> ExecutorKind.THREADS;
            case "processes" -> ExecutorKind.PROCESSES;
            default -> throw new UserException("--executor is '" + executor + "'; it can be threads or processes");
        };
    }
}
