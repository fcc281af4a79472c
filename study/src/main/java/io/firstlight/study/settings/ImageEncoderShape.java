package io.firstlight.study.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.json.Json;
import io.firstlight.model.vision.ImageEncoderConfig;
import io.firstlight.model.vision.TileGrid;
import io.firstlight.model.vision.registry.ImageEncoders;
import io.firstlight.model.vision.stem.StemConfig;
import io.firstlight.study.recipe.ImageEncoderChoice;

/**
 * Kind and shape of the image encoder that a study trains; the frozen one has its shape too.
 *
 * @param config of the encoder
 */
public record ImageEncoderShape(ImageEncoderConfig config) {
    /** Of a stem over tiles, as a study file says it in the short form. */
    public ImageEncoderShape(int width, int layers, int gridSide, int tilePixels) {
        this(new StemConfig(new TileGrid(tilePixels, gridSide, TileGrid.MAX_TILES), width, layers));
    }

    /** As {@code model.image_encoder} of a study file says. */
    public static ImageEncoderShape read(ConfigMap section) {
        return section.checked(() -> new ImageEncoderShape(ImageEncoders.fromSection(section)));
    }

    /** The encoder that passes on the pixels of the same visual tokens; there only if {@link #requireFits} passes. */
    public ImageEncoderConfig patches() {
        return config.patches().orElseThrow();
    }

    /**
     * Requires that visual tokens can come from where a recipe takes them.
     *
     * @throws IllegalArgumentException if they cannot
     */
    public void requireFits(ImageEncoderChoice choice) {
        String found = "found '" + choice.serializedName() + "' and model.image_encoder of kind '" + config.kind();
        if (choice == ImageEncoderChoice.PATCH_PROJECTION && config.patches().isEmpty()) {
            throw new IllegalArgumentException(found + "', whose visual tokens are no squares of pixels to project; "
                    + "choose frozen_vit or trained_vit, or another kind");
        }
        if (choice.needsEncoder() && config.declare().isEmpty()) {
            throw new IllegalArgumentException(
                    found + "', which has no weights to train; choose patch_projection, " + "or another kind");
        }
    }

    /** A stem as in the short form: it is what keys of stages were made of before encoders had kinds. */
    @JsonValue
    Object json() {
        return config instanceof StemConfig stem && stem.tiles().maxTiles() == TileGrid.MAX_TILES
                ? StemShape.of(stem)
                : config;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ImageEncoderShape of(JsonNode json) {
        return json.has(ImageEncoders.KIND)
                ? new ImageEncoderShape(ImageEncoders.of(json))
                : Json.parse(json.toString(), StemShape.class).shape();
    }

    private record StemShape(int width, int layers, int gridSide, int tilePixels) {
        static StemShape of(StemConfig stem) {
            return new StemShape(
                    stem.width(),
                    stem.layers(),
                    stem.tiles().gridSide(),
                    stem.tiles().tilePixels());
        }

        ImageEncoderShape shape() {
            return new ImageEncoderShape(width, layers, gridSide, tilePixels);
        }
    }
}
