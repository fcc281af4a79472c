package io.firstlight.core.image;

/**
 * What an encoder does to an image before it looks at it. A pure value that belongs to the encoder: equal transforms
 * give equal pixels. SigLIP at 384 pixels is {@code FixedSize(384 x 384, BICUBIC)} with
 * {@link PixelNormalization#HALF}; CLIP at 224 {@code CenterCrop(224, 224, BICUBIC)} with
 * {@link PixelNormalization#CLIP}; DINOv2 {@code CenterCrop(256, 224, BICUBIC)} with
 * {@link PixelNormalization#IMAGENET}.
 *
 * @param fit how an image of any size is brought to a size the encoder reads
 * @param normalization how its bytes become numbers; the encoder applies it, so that images stay bytes until then
 */
public record ImageTransform(ImageFit fit, PixelNormalization normalization) {}
