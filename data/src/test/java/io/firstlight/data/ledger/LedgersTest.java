package io.firstlight.data.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.error.UserException;
import io.firstlight.core.file.Checksums;
import io.firstlight.core.json.Json;
import io.firstlight.data.source.SampleKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgersTest {
    @TempDir
    Path folder;

    private static TokenLedger ledger(long text, long visual) {
        return new TokenLedger(
                new TreeMap<>(Map.of(
                        "text",
                        new SourceTokens(SampleKind.TEXT, 2, text, 0, text - 2),
                        "images",
                        new SourceTokens(SampleKind.IMAGE_TEXT, 3, 10, visual, 7))),
                5);
    }

    @Test
    void tokenLedgersCountAndSubtractBySource() {
        TokenLedger first = ledger(100, 40);

        assertThat(first.tokens()).isEqualTo(100 + 10 + 40);
        assertThat(first.textTokens()).isEqualTo(110);
        assertThat(first.visualTokens()).isEqualTo(40);
        assertThat(first.targetTokens()).isEqualTo(98 + 7);
        assertThat(first.samples()).isEqualTo(5);
        TokenLedger since = ledger(150, 60).minus(first);
        assertThat(since.sources().get("text")).isEqualTo(new SourceTokens(SampleKind.TEXT, 0, 50, 0, 50));
        assertThat(since.sources().get("images")).isEqualTo(new SourceTokens(SampleKind.IMAGE_TEXT, 0, 0, 20, 0));
        assertThat(first.visualShare()).isEqualTo(40.0 / 150);
        assertThat(first.paddingShare()).isEqualTo(5.0 / 155);
        assertThat(TokenLedger.EMPTY.visualShare()).isZero();
    }

    @Test
    void ledgersSurviveJson() {
        assertThat(Json.parse(Json.pretty(ledger(7, 9)), TokenLedger.class)).isEqualTo(ledger(7, 9));
        SampleLedger samples = SampleLedger.EMPTY.plus(List.of("a", "b"));
        assertThat(Json.parse(Json.pretty(samples), SampleLedger.class)).isEqualTo(samples);
    }

    @Test
    void theChainFollowsItsDefinition() {
        MessageDigest digest = Checksums.newSha256();
        digest.update(new byte[32]);
        byte[] first = digest.digest("text:1".getBytes(StandardCharsets.UTF_8));

        assertThat(SampleLedger.EMPTY.plus(List.of("text:1")))
                .isEqualTo(new SampleLedger(1, HexFormat.of().formatHex(first)));
    }

    @Test
    void theChainDependsOnOrderAndNotOnBatches() {
        SampleLedger whole = SampleLedger.EMPTY.plus(List.of("a", "b", "c"));

        assertThat(SampleLedger.EMPTY.plus(List.of("a")).plus(List.of("b", "c")))
                .isEqualTo(whole);
        assertThat(SampleLedger.EMPTY.plus(List.of("b", "a", "c"))).isNotEqualTo(whole);
        assertThat(SampleLedger.EMPTY.plus(List.of("ab", "c")))
                .isNotEqualTo(SampleLedger.EMPTY.plus(List.of("a", "bc")));
    }

    @Test
    void aFileOfIdsAheadOfTheCheckpointIsCutBackToIt() throws IOException {
        Path file = folder.resolve("samples.txt");
        SampleLedger checkpoint = SampleLedger.EMPTY.plus(List.of("a", "bö"));
        try (SampleLedgerFile ids = SampleLedgerFile.open(file, SampleLedger.EMPTY)) {
            ids.append(List.of("a", "bö"));
            ids.append(List.of("lost to the kill"));
        }
        try (SampleLedgerFile ids = SampleLedgerFile.open(file, checkpoint)) {
            ids.append(List.of("c"));
        }
        assertThat(Files.readString(file)).isEqualTo("a\nbö\nc\n");
    }

    @Test
    void aFileOfOtherIdsIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("samples.txt"), "a\nx\n");
        SampleLedger checkpoint = SampleLedger.EMPTY.plus(List.of("a", "b"));

        assertThatThrownBy(() -> SampleLedgerFile.open(file, checkpoint))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("samples.txt")
                .hasMessageContaining("does not belong");
        assertThat(file).as("a refused file is left as it is").hasContent("a\nx\n");
        assertThatThrownBy(() -> SampleLedgerFile.open(folder.resolve("none.txt"), checkpoint))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("none.txt");
    }
}
