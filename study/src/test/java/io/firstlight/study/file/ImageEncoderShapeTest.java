package io.firstlight.study.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.config.ConfigException;
import io.firstlight.core.json.Json;
import io.firstlight.model.vision.TileGrid;
import io.firstlight.model.vision.patches.PatchesConfig;
import io.firstlight.study.settings.ImageEncoderShape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageEncoderShapeTest {
    @Test
    void anImageEncoderIsOfTheKindThatTheFileNames() {
        assertThat(encoder("{kind: patches, grid_side: 4}", "patch_projection").config())
                .isEqualTo(new PatchesConfig(new TileGrid(32, 4, 4)));
        assertThat(encoder("{width: 64, layers: 2}", "frozen_vit"))
                .as("without a kind it is a stem")
                .isEqualTo(encoder("{kind: stem, width: 64, layers: 2}", "frozen_vit"))
                .isEqualTo(new ImageEncoderShape(64, 2, 2, 32));
    }

    @Test
    void aStemIsWrittenAsBeforeThereWereKindsAndOtherKindsByName() {
        ImageEncoderShape stem = encoder("{width: 64}", "trained_vit");
        assertThat(Json.canonical(stem)).isEqualTo("{\"gridSide\":2,\"layers\":1,\"tilePixels\":32,\"width\":64}");
        ImageEncoderShape patches = encoder("{kind: patches}", "patch_projection");
        assertThat(Json.canonical(patches))
                .isEqualTo("{\"kind\":\"patches\",\"tiles\":{\"gridSide\":2,\"maxTiles\":4,\"tilePixels\":32}}");
        for (ImageEncoderShape shape : List.of(stem, patches)) {
            assertThat(Json.parse(Json.canonical(shape), ImageEncoderShape.class))
                    .isEqualTo(shape);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{kind: stemm}; frozen_vit; :6: model.image_encoder.kind: found 'stemm', which is not known; "
                        + "did you mean 'stem'?; allowed: patches, stem",
                "{kind: patches, width: 64}; patch_projection; :6: model.image_encoder: unknown key 'width'",
                "{width: 48}; frozen_vit; :6: model.image_encoder.width: found '48', expected a multiple of 32",
                "{grid_side: 3}; frozen_vit; :6: model.image_encoder: found tile_pixels 32 and grid_side 3",
                "{tile_pixels: 31}; frozen_vit; :6: model.image_encoder.tile_pixels: found tile_pixels 31 and",
                "{grid_side: 4}; frozen_vit; :6: model.image_encoder: found tile_pixels 32 and grid_side 4, which is"
                        + " 8 pixels a visual token; expected a multiple of 16, such as tile_pixels 64",
                "{kind: patches}; frozen_vit; :9: recipe.image_encoder: found 'frozen_vit' and model.image_encoder of"
                        + " kind 'patches', which has no weights to train; choose patch_projection"
            })
    void anImpossibleImageEncoderIsNamedWithItsPlace(String keys, String choice, String message) {
        assertThatThrownBy(() -> encoder(keys, choice))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }

    /** The encoder of a study with the keys of its own section, line 6, and the recipe's choice, line 9. */
    private static ImageEncoderShape encoder(String keys, String choice) {
        String text =
                StudyTexts.MINIMAL.replace("\ntext_pretraining", "\n  image_encoder: " + keys + "\ntext_pretraining");
        return StudyTexts.reader()
                .parse(text + "recipe: {image_encoder: " + choice + "}\n", "small.yaml", "")
                .model()
                .imageEncoder();
    }
}
