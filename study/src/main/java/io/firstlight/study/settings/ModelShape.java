package io.firstlight.study.settings;

/** Shapes of decoder and image encoder. The vocabulary's size comes from the tokenizer. */
public record ModelShape(TransformerShape decoder, ImageEncoderShape imageEncoder) {}
