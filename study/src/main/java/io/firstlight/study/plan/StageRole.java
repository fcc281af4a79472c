package io.firstlight.study.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What an input is to the stage that reads it. */
public enum StageRole {
    /** A {@link StageKind#PREPARE_DATA} result: the data set's directory. */
    @JsonProperty("data")
    DATA,
    /** A {@link StageKind#TRAIN_IMAGE_ENCODER} result. */
    @JsonProperty("image_encoder")
    IMAGE_ENCODER,
    /** A {@link StageKind#ENCODE_IMAGES} result: feature files of every image set. */
    @JsonProperty("features")
    FEATURES,
    /** A {@link StageKind#TEXT_PRETRAINING} result: weights, optimizer and cursor; absent at 0 %. */
    @JsonProperty("trunk")
    TRUNK,
    /** A {@link StageKind#ALIGN_PROJECTOR} result: projector and the decoder with changed word embeddings. */
    @JsonProperty("aligned")
    ALIGNED,
    /** An {@link StageKind#IMAGE_TEXT_PRETRAINING} result. */
    @JsonProperty("branch")
    BRANCH,
    /** A {@link StageKind#FINE_TUNING} result: the model to evaluate. */
    @JsonProperty("model")
    MODEL
}
