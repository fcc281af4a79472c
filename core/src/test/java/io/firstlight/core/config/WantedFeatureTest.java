package io.firstlight.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WantedFeatureTest {
    @Test
    void aKeyThatIsWantedIsNotCalledUnknown() {
        ConfigMap map = YamlFile.parse("name: x\ngpus: 8\n", "study.yaml");
        map.text("name");
        assertThatThrownBy(map::refuseUnknownKeys)
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("study.yaml:2: 'gpus' is not supported yet: a study runs on the CPU")
                .hasMessageContaining("docs/limits.md");
    }

    @Test
    void aMissingKeyBesideAWantedOneNamesBoth() {
        ConfigMap decoder = YamlFile.parse("pretrained: olmo-1b\n", "study.yaml");
        assertThatThrownBy(() -> decoder.get("width"))
                .hasMessageContaining("the key 'width' is missing; 'pretrained' is not supported yet: weights");
    }

    @Test
    void optionsAndCommandsAreRecognisedAndOtherWordsAreNot() {
        assertThat(WantedFeature.about("--num-gpus=2"))
                .get()
                .asString()
                .startsWith("'--num-gpus=2' is not supported yet");
        assertThat(WantedFeature.about("Export")).isPresent();
        assertThat(WantedFeature.about("wnadb")).isEmpty();
    }

    @Test
    void everyWordStandsForOneLimit() {
        Set<String> once = new HashSet<>();
        List<String> words = WantedFeature.all().stream()
                .flatMap(feature -> feature.words().stream())
                .toList();
        assertThat(words).allSatisfy(word -> assertThat(once.add(word)).as(word).isTrue());
    }
}
