package io.firstlight.study.chain.section;

import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.config.ConfigValue;
import io.firstlight.core.config.Range;
import io.firstlight.study.chain.StageTraining;
import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.study.stage.StageRole;
import io.firstlight.study.training.AlignmentSettings;
import io.firstlight.study.training.ModelParts;
import io.firstlight.study.training.NextTokenSettings;
import io.firstlight.study.training.OptimizerSettings.PartRates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the key {@code train} of a stage: what trains, at which multiple of the learning rate. */
final class TrainReader {
    private static final String FULL = "full";
    private static final String FROZEN = "frozen";
    private static final double ENCODER_RATE = 0.1;

    private final ConfigMap section;

    private TrainReader(ConfigMap section) {
        this.section = section;
    }

    /**
     * Of a stage that predicts tokens.
     *
     * @param encoder where its visual tokens come from; empty for a model that reads text alone
     */
    static PartRates ofTokens(ConfigMap section, Optional<ImageEncoderChoice> encoder) {
        TrainReader reader = new TrainReader(section);
        double decoder = reader.rate("decoder", 1);
        double embedding = reader.rate("embedding", decoder);
        if (encoder.isEmpty()) {
            // A mixture without images has nothing of these, and may still say how they would train.
            List.of("projector", "image_encoder").stream().filter(section::has).forEach(reader::read);
            return reader.checked(new PartRates(decoder, embedding, 0, 0));
        }
        return reader.checked(
                new PartRates(decoder, embedding, reader.rate("projector", 1), reader.encoder(encoder.get())));
    }

    /** Of an alignment, whose loss does not pass through the decoder's blocks. */
    static PartRates ofAlignment(ConfigMap section, ImageEncoderChoice encoder) {
        TrainReader reader = new TrainReader(section);
        return reader.checked(new PartRates(
                0,
                reader.rate("embedding", AlignmentSettings.EMBEDDING_RATE),
                reader.rate("projector", 1),
                reader.encoder(encoder)));
    }

    /** Whether the image encoder is to train, as far as the section says. */
    static Optional<Boolean> trainsEncoder(ConfigMap section) {
        return section.has("image_encoder")
                ? Optional.of(new TrainReader(section).read("image_encoder") > 0)
                : Optional.empty();
    }

    private double encoder(ImageEncoderChoice encoder) {
        if (encoder == ImageEncoderChoice.TRAINED_VIT) {
            return rate("image_encoder", ENCODER_RATE);
        }
        if (section.has("image_encoder") && read("image_encoder") > 0) {
            throw section.get("image_encoder")
                    .error("visual tokens come from " + encoder.serializedName() + ", which has nothing to train;"
                            + " write frozen, or image_encoder: trained_vit for the stage");
        }
        return 0;
    }

    private double rate(String key, double otherwise) {
        double rate = section.has(key) ? read(key) : otherwise;
        section.otherwise(key, text(rate));
        return rate;
    }

    private static Object text(double rate) {
        return rate == 1 ? FULL : rate == 0 ? FROZEN : (Object) rate;
    }

    /** What {@code train} says where the parts of a stage's model have these rates. */
    static Map<String, Object> text(StageTraining training) {
        PartRates rates = training.optimizer().parts();
        Map<String, Object> text = new LinkedHashMap<>();
        if (training.objective() instanceof NextTokenSettings) {
            text.put("decoder", text(rates.decoder()));
        }
        text.put("embedding", text(rates.embedding()));
        if (training.model() instanceof ModelParts.VisionLanguage) {
            text.put("projector", text(rates.projector()));
        }
        if (training.modules().contains(StageRole.IMAGE_ENCODER)) {
            text.put("image_encoder", text(rates.imageEncoder()));
        }
        return text;
    }

    private double read(String key) {
        ConfigValue value = section.get(key);
        if (value instanceof ConfigMap
                || value.asText().toLowerCase(Locale.ROOT).contains("lora")) {
            throw NotSupportedYet.at(value, "LoRA; write full, frozen or a multiple of the learning rate");
        }
        return switch (value.asText()) {
            case FULL -> 1;
            case FROZEN -> 0;
            default -> {
                if (!value.asText().matches("[-+.0-9].*")) {
                    throw value.unknown(value.asText(), List.of(FROZEN, FULL), "a multiple of the learning rate");
                }
                yield value.asNumber(Range.NOT_NEGATIVE);
            }
        };
    }

    private PartRates checked(PartRates rates) {
        if (rates.decoder() + rates.embedding() + rates.projector() + rates.imageEncoder() == 0) {
            throw section.error("every module is frozen, so nothing would train");
        }
        return rates;
    }
}
