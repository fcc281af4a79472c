package io.firstlight.cli.study;

import io.firstlight.core.error.UserException;
import io.firstlight.study.file.StudyFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the user asked for.
 *
 * @param file the study
 * @param variant how it differs from what the file says
 * @param places where results go
 * @param compute what it may use of the machine
 */
public record StudyRequest(Path file, Variant variant, Places places, Compute compute) {

    /**
     * Which variant of the study to run.
     *
     * @param budget name of an overlay in the file, empty for none
     * @param numSeeds number of seeds, or 0 for the file's own
     */
    public record Variant(String budget, int numSeeds) {
        public Variant {
            if (numSeeds < 0 || numSeeds > 1000) {
                throw new UserException("--seeds is " + numSeeds + "; it must be from 1 to 1000");
            }
        }
    }

    /**
     * Folders that a command reads and writes.
     *
     * @param out folder with one folder of reports per study
     * @param store folder of the store
     */
    public record Places(Path out, Path store) {}

    /** Where stages run. */
    public enum ExecutorKind {
        /** On threads of this process. */
        THREADS,
        /** Each in a process of its own. */
        PROCESSES
    }

    /**
     * What a run may use of the machine.
     *
     * @param threads in all, shared by the workers
     * @param workers stages at the same time, 0 to decide by the models' size
     */
    public record Compute(int threads, int workers, ExecutorKind executor) {
        /** Up to this width the operators of a step are too small to keep two threads busy; two stages do. */
        private static final int SMALL_DECODER_WIDTH = 256;

        public Compute {
            if (threads < 1 || workers < 0 || workers > threads) {
                throw new UserException(
                        workers + " workers with " + threads + " threads; expected at least 1 of each and no more"
                                + " workers than threads (--workers, --threads)");
            }
        }

        private Compute decided(StudyFile study) {
            boolean small = study.model().decoder().width() <= SMALL_DECODER_WIDTH;
            return workers > 0 ? this : new Compute(threads, small ? threads : 1, executor);
        }

        public int threadsPerWorker() {
            return threads / workers;
        }
    }

    /** This request with the number of workers decided. */
    StudyRequest decided(StudyFile study) {
        return new StudyRequest(file, variant, places, compute.decided(study));
    }

    /** The study with as many seeds as asked for: the file's first, then new ones. */
    StudyFile withSeeds(StudyFile study) {
        if (variant.numSeeds() == 0) {
            return study;
        }
        List<Long> seeds = new ArrayList<>(study.comparison().seeds());
        while (seeds.size() < variant.numSeeds()) {
            seeds.add(seeds.stream().mapToLong(Long::longValue).max().orElse(-1) + 1);
        }
        return study.withSeeds(List.copyOf(seeds.subList(0, variant.numSeeds())));
    }
}
