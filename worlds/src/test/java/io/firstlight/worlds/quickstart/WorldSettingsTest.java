package io.firstlight.worlds.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.error.UserException;
import io.firstlight.core.json.Json;
import org.junit.jupiter.api.Test;

class WorldSettingsTest {
    @Test
    void emptySettingsMeanQuickWithEveryDefaultFilledIn() {
        JsonNode resolved = resolve("{}");
        assertThat(resolved.get("size").asText()).isEqualTo("quick");
        assertThat(resolved.get("itemsPerTask").asInt()).isGreaterThanOrEqualTo(300);
        assertThat(new QuickstartWorld().resolve(resolved)).isEqualTo(resolved);
    }

    @Test
    void aGivenValueReplacesThePresetAndNothingElse() {
        JsonNode resolved = resolve("{\"size\":\"tiny\",\"mixtureImages\":77}");
        assertThat(resolved.get("mixtureImages").asInt()).isEqualTo(77);
        assertThat(resolved.get("encoderImages"))
                .isEqualTo(resolve("{\"size\":\"tiny\"}").get("encoderImages"));
    }

    @Test
    void anUnknownKeyIsNamedWithTheNearestOne() {
        assertThatThrownBy(() -> resolve("{\"mixtureImage\":5}"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("'mixtureImage'")
                .hasMessageContaining("'mixtureImages'");
    }

    @Test
    void impossibleValuesAreRefusedWithWhatIsAllowed() {
        assertThatThrownBy(() -> resolve("{\"size\":\"huge\"}"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("tiny, quick, full");
        assertThatThrownBy(() -> resolve("{\"concepts\":0}"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("data.settings.concepts");
        assertThatThrownBy(() -> resolve("{\"concepts\":4}"))
                .as("as many as a scene has quadrants")
                .isInstanceOf(UserException.class)
                .hasMessageContaining("at least 5 for data.settings.concepts");
        assertThatThrownBy(() -> resolve("{\"textTokens\":\"many\"}"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("many");
        assertThatThrownBy(() -> resolve("[1]"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("a mapping");
    }

    @Test
    void sceneTextsMayBeZeroButNotNegative() {
        assertThat(resolve("{\"sceneTexts\":0}").get("sceneTexts").asInt()).isZero();
        assertThatThrownBy(() -> resolve("{\"sceneTexts\":-1}"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("at least 0 for data.settings.sceneTexts");
    }

    private static JsonNode resolve(String settings) {
        return new QuickstartWorld().resolve(Json.parse(settings, JsonNode.class));
    }
}
