package io.firstlight.eval.run;

import io.firstlight.core.image.ImageFit;
import io.firstlight.core.image.ImageSize;
import io.firstlight.core.image.ImageTransform;
import io.firstlight.core.image.PixelNormalization;
import io.firstlight.core.image.RgbImage;
import io.firstlight.model.vision.ImageEncoder;
import io.firstlight.model.vision.ImageEncoderConfig;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.Initializer.TruncatedNormal;
import io.firstlight.tensor.parameter.ParameterDeclaration;
import io.firstlight.tensor.parameter.ParameterRole;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * An encoder like none there is: it takes images as they are, of any size, and makes one token of every cell of
 * {@code cellPixels} x {@code cellPixels}, incomplete ones too: a linear map of the cell's mean color.
 */
record CellEncoderConfig(int cellPixels, int width) implements ImageEncoderConfig {
    private static final String WEIGHT = ImageEncoder.PREFIX + "color.weight";

    @Override
    public String kind() {
        return "cells";
    }

    @Override
    public ImageTransform transform() {
        return new ImageTransform(new ImageFit.Keep(), PixelNormalization.HALF);
    }

    @Override
    public int visualTokens(ImageSize size) {
        return cells(size.height()) * cells(size.width());
    }

    @Override
    public int maxVisualTokens() {
        return 64;
    }

    private int cells(int pixels) {
        return (pixels + cellPixels - 1) / cellPixels;
    }

    @Override
    public List<ParameterDeclaration> declare() {
        return List.of(new ParameterDeclaration(
                WEIGHT, ImageEncoder.MATRICES, ParameterRole.MATRIX, new TruncatedNormal(1), width, 3));
    }

    @Override
    public double operationsPerVisualToken() {
        return 2.0 * 3 * width;
    }

    @Override
    public ImageEncoder create(FlatParameters parameters) {
        return new ImageEncoder() {
            @Override
            public ImageEncoderConfig config() {
                return CellEncoderConfig.this;
            }

            @Override
            public Tensor forward(List<RgbImage> images, boolean training) {
                int tokens = images.stream()
                        .mapToInt(image -> visualTokens(image.size()))
                        .sum();
                float[] colors = new float[tokens * 3];
                int first = 0;
                for (RgbImage image : images) {
                    addMeanColors(image, colors, first);
                    first += visualTokens(image.size());
                }
                return torch.linear(Tensors.of(parameters.placement(), colors, tokens, 3), parameters.get(WEIGHT));
            }
        };
    }

    private void addMeanColors(RgbImage image, float[] colors, int firstToken) {
        int[] pixels = new int[visualTokens(image.size())];
        for (int i = 0; i < image.height() * image.width(); i++) {
            pixels[cellOf(image, i)]++;
        }
        for (int i = 0; i < image.rgb().length; i++) {
            int cell = cellOf(image, i / 3);
            colors[(firstToken + cell) * 3 + i % 3] += ((image.rgb()[i] & 0xff) / 127.5f - 1) / pixels[cell];
        }
    }

    private int cellOf(RgbImage image, int pixel) {
        int row = pixel / image.width() / cellPixels;
        return row * cells(image.width()) + pixel % image.width() / cellPixels;
    }
}
