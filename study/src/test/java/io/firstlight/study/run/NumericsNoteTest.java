package io.firstlight.study.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.study.machine.NumericsClass;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumericsNoteTest {
    private static final NumericsClass ONE = new NumericsClass("cpu", "float32", "avx2", "MKL", "1");
    private static final NumericsClass OTHER = new NumericsClass("cpu", "float32", "avx512", "MKL", "2");

    @TempDir
    Path work;

    @Test
    void everyClassThatWorkedOnAStageIsNotedOnce() throws IOException {
        assertThat(NumericsNote.add(work, ONE)).isEqualTo(ONE.toString());
        assertThat(NumericsNote.add(work, ONE)).isEqualTo(ONE.toString());
        assertThat(NumericsNote.add(work, OTHER)).isEqualTo(ONE + "; " + OTHER);
        assertThat(NumericsNote.add(work, ONE)).isEqualTo(ONE + "; " + OTHER);
    }
}
