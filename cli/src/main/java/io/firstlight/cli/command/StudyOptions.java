package io.firstlight.cli.command;

import io.firstlight.cli.study.StudyRequest;
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

    @Mixin
    private ThreadsOption threads;

    @Mixin
    private PlaceOptions places;

    StudyRequest request(Path file, String budget) {
        return new StudyRequest(
                file,
                new StudyRequest.Variant(budget, seeds),
                new StudyRequest.Places(places.out(), places.store()),
                new StudyRequest.Compute(threads.count(), workers));
    }
}
