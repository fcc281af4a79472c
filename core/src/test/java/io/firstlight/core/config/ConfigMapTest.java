package io.firstlight.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.error.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigMapTest {
    private static ConfigMap parse(String text) {
        return YamlFile.parse(text, "s.yaml");
    }

    @Test
    void numbersAreReadAsPeopleWriteThem() {
        ConfigMap map = parse("a: 900_000\nb: 1.5M\nc: 4e-3\nd: 150k\ne: .5\n");
        assertThat(map.whole("a", Range.POSITIVE)).isEqualTo(900_000);
        assertThat(map.whole("b", Range.POSITIVE)).isEqualTo(1_500_000);
        assertThat(map.number("c", Range.POSITIVE)).isEqualTo(0.004);
        assertThat(map.count("d", Range.POSITIVE)).isEqualTo(150_000);
        assertThat(map.number("e", Range.SHARE)).isEqualTo(0.5);
    }

    @Test
    void aWrongTypeNamesFileLineKeyAndWhatIsAllowed() {
        ConfigMap map = parse("x: 1\nfine_tuning:\n  peak_lr: fast\n  epochs: 1.5\n  mask: yes\n  all: [1]\n");
        ConfigMap section = map.map("fine_tuning");
        assertThatThrownBy(() -> section.number("peak_lr", Range.POSITIVE))
                .hasMessage("s.yaml:3: fine_tuning.peak_lr: found 'fast', expected a number above 0");
        assertThatThrownBy(() -> section.whole("epochs", Range.atLeast(1)))
                .hasMessage("s.yaml:4: fine_tuning.epochs: found '1.5', expected a whole number at least 1");
        assertThatThrownBy(() -> section.flag("mask", true))
                .hasMessage("s.yaml:5: fine_tuning.mask: found 'yes', expected true or false");
        assertThatThrownBy(() -> section.number("all", Range.POSITIVE))
                .hasMessageContaining("found a list, expected a number");
        assertThatThrownBy(() -> map.map("x")).hasMessageContaining("s.yaml:1: x: found '1', expected a mapping");
    }

    @Test
    void anImpossibleValueSaysTheRange() {
        ConfigMap map = parse("share: 1.2\nlayers: 99999999999\n");
        assertThatThrownBy(() -> map.number("share", Range.SHARE))
                .hasMessage("s.yaml:1: share: found '1.2', expected a number from 0 to 1");
        assertThatThrownBy(() -> map.count("layers", Range.POSITIVE)).hasMessageContaining("too large");
    }

    @Test
    void anUnknownKeyNamesTheNearestKnownOne() {
        ConfigMap map = parse("name: a\nmodel:\n  decoder:\n    widht: 3\n");
        map.text("name");
        ConfigMap decoder = map.map("model").map("decoder");
        decoder.count("width", Range.POSITIVE, 7);
        decoder.count("layers", Range.POSITIVE, 2);
        assertThatThrownBy(map::refuseUnknownKeys)
                .isInstanceOf(ConfigException.class)
                .hasMessage("s.yaml:4: model.decoder: unknown key 'widht'; did you mean 'width'?; known here: layers, "
                        + "width");
    }

    @Test
    void aMissingKeyPointsAtItsMisspelling() {
        ConfigMap map = parse("a: 1\nquestoin: why\n");
        assertThatThrownBy(() -> map.text("question"))
                .hasMessageStartingWith("s.yaml:1: the key 'question' is missing")
                .hasMessageContaining("'questoin' (line 2)");
    }

    @Test
    void aNameOutsideTheClosedSetIsRefusedWithTheNearest() {
        ConfigMap map = parse("shape: cosin\n");
        assertThatThrownBy(() -> map.oneOf("shape", Set.of("linear", "cosine", "power")))
                .hasMessage("s.yaml:1: shape: found 'cosin', which is not known; did you mean 'cosine'?; allowed: "
                        + "cosine, linear, power");
    }

    @Test
    void anOverlayMergesMappingsAndReplacesTheRestAndKeepsItsOwnLines() {
        ConfigMap map = parse("t:\n  a: 1\n  b: [1, 2]\nbudgets:\n  tiny:\n    t:\n      b: [3]\n      c: x\n");
        ConfigMap merged =
                map.without("budgets").overlaidWith(map.map("budgets").map("tiny"));
        assertThat(merged.toPlain()).isEqualTo(Map.of("t", Map.of("a", 1L, "b", List.of(3L), "c", "x")));
        assertThat(merged.map("t").get("c").place()).isEqualTo(new ConfigPlace("s.yaml", 8));
        assertThat(map.map("t").get("b").toPlain())
                .as("the base stays as it was")
                .isEqualTo(List.of(1L, 2L));
    }

    @Test
    void whatOneReadingAskedForDoesNotExcuseAnother() {
        ConfigMap map = parse("t:\n  a: 1\n");
        map.map("t").whole("a", Range.POSITIVE);
        ConfigMap again = map.without();
        again.map("t");
        assertThatThrownBy(again::refuseUnknownKeys).hasMessageContaining("unknown key 'a'");
    }

    @Test
    void brokenFilesAreNamedWithTheirLine() {
        assertThatThrownBy(() -> parse("a: 1\nb: [1, 2\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("s.yaml:3:");
        assertThatThrownBy(() -> parse("a: 1\na: 2\n"))
                .hasMessage("s.yaml:2: a: the key stands twice, first on line 1");
        assertThatThrownBy(() -> parse("")).hasMessageContaining("empty");
        assertThatThrownBy(() -> parse("- 1\n")).hasMessageContaining("found a list, expected a mapping");
        assertThatThrownBy(() -> YamlFile.load(Path.of("no-such-file.yaml")))
                .isInstanceOf(UserException.class)
                .hasMessage("there is no file no-such-file.yaml");
    }

    @Test
    void quotedNumbersAreTexts() {
        ConfigMap map = parse("a: \"3\"\n");
        assertThat(map.text("a")).isEqualTo("3");
        assertThatThrownBy(() -> map.whole("a", Range.POSITIVE)).hasMessageContaining("expected a whole number");
    }

    @Test
    void theDistanceCountsASwapOfNeighboursAsOneEdit() {
        assertThat(NearestName.distance("widht", "width")).isEqualTo(1);
        assertThat(NearestName.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(NearestName.of("zzzzzz", List.of("width"))).isEmpty();
    }
}
