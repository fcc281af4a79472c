package io.firstlight.study.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.data.catalog.Catalog;
import io.firstlight.study.work.DataFacts;
import io.firstlight.study.work.DatasetCounter;
import io.firstlight.study.world.TinyDataset;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetCounterTest {
    @TempDir
    private Path folder;

    @Test
    void factsAreThoseOfTheFilesAndSurviveBeingWritten() throws IOException {
        TinyDataset.write(folder);
        DataFacts facts = DatasetCounter.count(Catalog.open(folder));
        assertThat(facts.tokenizer()).isEqualTo(new DataFacts.Units(10));
        assertThat(facts.squares()).containsEntry("mixture", 5L).containsEntry("evaluation", 40L);
        assertThat(facts.mixture().meanSquares()).isEqualTo(2.5);
        assertThat(facts.mixture().meanTextTokens()).as("begin, word, end").isEqualTo(3);
        assertThat(facts.encoder())
                .as("another source of captions stands for it")
                .isEqualTo(facts.mixture());
        assertThat(facts.dialogues().count()).isEqualTo(1);
        assertThat(facts.dialogues().meanSquares()).isEqualTo(1);
        assertThat(facts.dialogues().meanTargets()).as("answer and end").isEqualTo(2);
        // Naming: 40 items a split, three times each, one of these without its tile; cloze: 80 without any.
        assertThat(facts.evaluation().rows()).isEqualTo(2 * 3 * 40 + 80);
        assertThat(facts.evaluation().meanSquares()).isCloseTo(2 * 2 * 40 / 320.0, within(1e-12));
        facts.write(folder);
        assertThat(DataFacts.read(folder)).isEqualTo(facts);
        assertThat(DataFacts.read(folder.resolve("text"))).isEqualTo(DataFacts.TYPICAL);
    }
}
