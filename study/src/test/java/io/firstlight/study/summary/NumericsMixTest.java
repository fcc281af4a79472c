package io.firstlight.study.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.study.cost.StageRecord;
import io.firstlight.study.machine.Environment;
import io.firstlight.study.machine.Machine;
import io.firstlight.study.machine.NumericsClass;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.stage.TinyStudy;
import io.firstlight.study.store.FinishedStage;
import io.firstlight.study.work.Work;
import io.firstlight.tensor.device.Placement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumericsMixTest {
    private static final String AVX2 = "cpu float32, avx2, MKL, 11111111";
    private static final String AVX512 = "cpu float32, avx512, MKL, 22222222";

    @TempDir
    Path folder;

    /** The first five stages of a study, the first of which prepares data and computes no tensors. */
    private Map<Stage, FinishedStage> finished(IntFunction<String> numericsClass) throws IOException {
        List<Stage> stages = TinyStudy.in(folder).plan().stages().subList(0, 5);
        Map<Stage, FinishedStage> finished = new LinkedHashMap<>();
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            StageRecord record = new StageRecord(
                    stage.key(),
                    stage.spec().kind(),
                    stage.label(),
                    new StageRecord.Timing(1, 1, new Work(1, 1, "test"), new Machine("test", 1, 1)),
                    i == 0 ? Map.of() : Map.of(Environment.NUMERICS_CLASS, numericsClass.apply(i)));
            finished.put(stage, new FinishedStage(record, folder));
        }
        return finished;
    }

    @Test
    void oneClassIsNoMix() throws IOException {
        assertThat(NumericsMix.of(finished(i -> AVX2))).isEmpty();
        assertThat(NumericsMix.of(Map.of())).isEmpty();
    }

    @Test
    void twoClassesAreNamedWithTheirStages() throws IOException {
        Map<Stage, FinishedStage> finished = finished(i -> i == 2 ? AVX512 : AVX2);
        String label = List.copyOf(finished.keySet()).get(2).label();
        assertThat(NumericsMix.of(finished).orElseThrow())
                .contains("mix numerics classes")
                .contains("3 in (" + AVX2 + "): ")
                .contains("1 in (" + AVX512 + "): " + label + ".")
                .contains("--portable");
    }

    @Test
    void aStageThatWentOnInAnotherClassIsAMixOfItsOwn() throws IOException {
        assertThat(NumericsMix.of(finished(i -> AVX2 + "; " + AVX512)).orElseThrow())
                .contains("4 in (" + AVX2 + "; " + AVX512 + ")");
    }

    @Test
    void theClassOfThisProcessNamesDevicePrecisionInstructionsAndLibrary() {
        NumericsClass here = NumericsClass.here(Placement.CPU);
        assertThat(here.toString()).startsWith("cpu float32, ").endsWith(", " + here.probe());
        assertThat(here.probe()).matches("[0-9a-f]{8}");
        assertThat(NumericsClass.here(Placement.CPU)).isEqualTo(here);
    }
}
