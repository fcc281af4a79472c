package io.firstlight.study.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.firstlight.core.json.Json;
import io.firstlight.study.plan.Stage;

/**
 * One stage to execute, as a value: everything an executor needs, wherever it runs the stage, and nothing of the runner
 * or its store. {@link #toJson()} and {@link #parse(String)} carry it to another process or machine that sees the same
 * files.
 *
 * @param stage what to do; its label is for people
 * @param directories where to read and write
 * @param resources what the stage wants of the machine
 */
public record StageTask(Stage stage, StageContext.Directories directories, Resources resources) {
    private static final String CPU = "cpu";

    /**
     * What a stage wants of the machine. None of it enters the stage's key.
     *
     * @param numThreads compute threads of each rank, at least 1
     * @param device serialised name of the device, such as "cpu"
     * @param numRanks processes that compute the stage together, at least 1
     */
    public record Resources(int numThreads, String device, int numRanks) {
        public Resources {
            if (numThreads < 1 || numRanks < 1) {
                throw new IllegalArgumentException("a stage needs at least one thread and one rank, found " + numThreads
                        + " threads and " + numRanks + " ranks");
            }
        }

        /** {@code numThreads} threads on the CPU, in one process. */
        public static Resources ofCpu(int numThreads) {
            return new Resources(numThreads, CPU, 1);
        }

        /** Throws unless one process can provide this without any accelerator. */
        void requireOneCpuProcess() {
            if (numRanks != 1 || !device.equals(CPU)) {
                throw new IllegalArgumentException("this executor runs stages of one rank on the device " + CPU
                        + "; the task asks for " + numRanks + " ranks on " + device);
            }
        }
    }

    /** One line of JSON. */
    public String toJson() {
        try {
            return Json.mapper().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stage '" + stage.label() + "' cannot be written as JSON", e);
        }
    }

    /**
     * The task that {@link #toJson()} wrote.
     *
     * @throws IllegalArgumentException if {@code json} is not one
     */
    public static StageTask parse(String json) {
        return Json.parse(json, StageTask.class);
    }
}
