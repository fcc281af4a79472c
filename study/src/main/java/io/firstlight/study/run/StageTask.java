package io.firstlight.study.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.firstlight.core.json.Json;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.stage.StageContext;
import io.firstlight.tensor.device.Device;
import io.firstlight.tensor.device.Placement;

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
    /**
     * What a stage wants of the machine. None of it enters the stage's key.
     *
     * @param numThreads compute threads of each rank, at least 1
     * @param placement where and how precisely models compute
     */
    public record Resources(int numThreads, Placement placement) {
        public Resources {
            if (numThreads < 1) {
                throw new IllegalArgumentException(
                        "a stage needs at least one thread, found " + numThreads + " threads");
            }
        }

        /** {@code numThreads} threads on the CPU, in one process. */
        public static Resources ofCpu(int numThreads) {
            return new Resources(numThreads, Placement.CPU);
        }

        /** Throws unless one process can provide this without any accelerator. */
        void requireOneCpuProcess() {
            if (placement.ranks().count() != 1 || placement.device().kind() != Device.Kind.CPU) {
                throw new IllegalArgumentException("this executor runs stages of one rank on the device cpu; the task"
                        + " asks for " + placement.ranks().count() + " ranks on " + placement.device());
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
