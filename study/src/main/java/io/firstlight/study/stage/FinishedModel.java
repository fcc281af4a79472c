package io.firstlight.study.stage;

import io.firstlight.core.image.RgbImage;
import io.firstlight.core.sequence.ImageInputs;
import io.firstlight.data.catalog.Catalog;
import io.firstlight.data.sample.Segment;
import io.firstlight.data.tokenize.TextTokenizer;
import io.firstlight.eval.decode.Answer;
import io.firstlight.eval.decode.GreedyDecoder;
import io.firstlight.eval.decode.ImageReader;
import io.firstlight.eval.score.PromptEncoder;
import io.firstlight.eval.score.VisionLanguageNextTokens;
import io.firstlight.model.vlm.VisionLanguageModel;
import io.firstlight.model.vlm.VisionLanguageModelConfig.Vision;
import io.firstlight.study.training.TrainedEncoder;
import io.firstlight.tensor.device.Placement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A fine-tuned model of a study, with all it needs to answer a question about any image. Confined to one thread. */
public final class FinishedModel implements AutoCloseable {
    private static final int MOST_TOKENS = 32;
    private static final int CANDIDATES = 5;
    private final Catalog catalog;
    private final TextTokenizer tokenizer;
    private final VisionLanguageModel model;
    private final Optional<TrainedEncoder> encoder;

    /**
     * Where a model and what it was trained with lie.
     *
     * @param dataset a data directory, or a catalog file: the tokenizer and the words around a question
     * @param modelStage of fine-tuning
     * @param encoderStage of the frozen image encoder; empty for a model that reads pixels
     */
    public record Parts(Path dataset, Path modelStage, Optional<Path> encoderStage) {}

    private FinishedModel(
            Catalog catalog, TextTokenizer tokenizer, VisionLanguageModel model, Optional<TrainedEncoder> encoder) {
        this.catalog = catalog;
        this.tokenizer = tokenizer;
        this.model = model;
        this.encoder = encoder;
    }

    /** The model of these parts, to answer on {@code placement}. */
    public static FinishedModel open(Parts parts, Placement placement) throws IOException {
        Catalog catalog = Catalog.open(parts.dataset());
        VisionLanguageModel model = VisionLanguageModel.load(parts.modelStage(), placement);
        Optional<TrainedEncoder> encoder = Optional.empty();
        if (model.config().vision() instanceof Vision.Features) {
            encoder = Optional.of(TrainedEncoder.load(
                    parts.encoderStage()
                            .orElseThrow(() -> new IllegalArgumentException("the model in " + parts.modelStage()
                                    + " reads features, but no encoder was named")),
                    placement));
        }
        return new FinishedModel(catalog, catalog.loadTokenizer(), model, encoder);
    }

    /**
     * Answers one question.
     *
     * @param image an image of any size; the encoder's transform resizes it
     */
    public Answer answer(String question, Optional<RgbImage> image) {
        PromptEncoder prompts = EvaluateBody.prompts(catalog, tokenizer);
        GreedyDecoder decoder = new GreedyDecoder(
                new VisionLanguageNextTokens(model),
                tokenizer::decode,
                new GreedyDecoder.Limits(tokenizer.end(), MOST_TOKENS, CANDIDATES));
        if (image.isEmpty()) {
            return decoder.answer(prompts.prompt(question, List.of()), ImageInputs.NONE);
        }
        ImageInputs inputs = reader().read(image.get());
        Segment.Image shown = new Segment.Image("the image", inputs.visualTokens()[0]);
        return decoder.answer(prompts.prompt(question, List.of(shown)), inputs);
    }

    private ImageReader reader() {
        if (model.config().vision() instanceof Vision.Pixels pixels) {
            return ImageReader.ofPixels(pixels.encoder());
        }
        return ImageReader.ofFeatures(encoder.orElseThrow(() ->
                        new IllegalStateException("a language model without a projector was asked about an image"))
                .encoder());
    }

    @Override
    public void close() {
        encoder.ifPresent(TrainedEncoder::close);
        model.close();
        tokenizer.close();
    }
}
