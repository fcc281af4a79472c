package io.firstlight.study.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a stage does. */
public enum StageKind {
    @JsonProperty("prepare_data")
    PREPARE_DATA("prepare data"),
    @JsonProperty("train_image_encoder")
    TRAIN_IMAGE_ENCODER("train image encoder"),
    @JsonProperty("encode_images")
    ENCODE_IMAGES("encode images"),
    @JsonProperty("text_pretraining")
    TEXT_PRETRAINING("text pre-training"),
    @JsonProperty("align_projector")
    ALIGN_PROJECTOR("align projector"),
    @JsonProperty("image_text_pretraining")
    IMAGE_TEXT_PRETRAINING("image-text pre-training"),
    @JsonProperty("fine_tuning")
    FINE_TUNING("fine-tuning"),
    @JsonProperty("evaluate")
    EVALUATE("evaluate");

    private final String words;

    StageKind(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
