package io.firstlight.core.image;

/** How an image encoder takes images in: what data, prompts and cost estimates need to know of it. */
public interface ImageEncoding {
    /** What is done to an image before the encoder sees it. */
    ImageTransform transform();

    /** Visual tokens of an image of {@code size}, as it is before the transform; at least 1. */
    int visualTokens(ImageSize size);
}
