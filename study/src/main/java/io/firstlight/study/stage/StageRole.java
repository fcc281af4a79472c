package io.firstlight.study.stage;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a stage takes from an input. One result can be the input of several roles. */
public enum StageRole {
    /** The data set: the directory of a {@link PrepareData} result, or the user's own. */
    @JsonProperty("data")
    DATA,
    /** Feature files of every image set, an {@link EncodeImages} result. */
    @JsonProperty("features")
    FEATURES,
    /** Start weights of the decoder; new from the seed where it is absent. */
    @JsonProperty("decoder")
    DECODER,
    /** Start weights of the projector; new, and fitted to the word embeddings, where it is absent. */
    @JsonProperty("projector")
    PROJECTOR,
    /** Weights of the image encoder. */
    @JsonProperty("image_encoder")
    IMAGE_ENCODER,
    /** Optimizer moments that go on; they start at zero where it is absent. */
    @JsonProperty("optimizer")
    OPTIMIZER,
    /** The order of samples that goes on where this input stopped; it starts anew where it is absent. */
    @JsonProperty("sample_order")
    SAMPLE_ORDER,
    /** The whole model to evaluate. */
    @JsonProperty("model")
    MODEL
}
