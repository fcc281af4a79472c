package io.firstlight.study.training;

import io.firstlight.model.vision.ImageEncoder;
import io.firstlight.model.vision.ImageEncoderConfig;
import io.firstlight.model.vision.registry.ImageEncoders;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.train.loop.Trainer;
import java.io.IOException;
import java.nio.file.Path;

/** The image encoder that a contrastive stage left, ready to encode. Owns its parameters. */
public record TrainedEncoder(FlatParameters parameters, ImageEncoder encoder) implements AutoCloseable {
    static final String CONFIG_FILE = "encoder.json";

    /**
     * Loads the encoder that a stage has trained.
     *
     * @param stage the finished stage's directory
     */
    public static TrainedEncoder load(Path stage, Placement placement) throws IOException {
        ImageEncoderConfig config = ImageEncoders.read(stage.resolve(CONFIG_FILE));
        FlatParameters parameters = new FlatParameters(config.declare(), 0, placement);
        parameters.read(stage.resolve(Trainer.WEIGHTS_FILE), name -> name.startsWith(ImageEncoder.PREFIX));
        return new TrainedEncoder(parameters, config.create(parameters));
    }

    @Override
    public void close() {
        parameters.close();
    }
}
