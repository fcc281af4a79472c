package io.firstlight.train.objective;

import io.firstlight.core.image.RgbImage;
import java.util.Arrays;
import java.util.List;

/**
 * Images and their captions for contrastive training, held in memory. Every image has one or more true captions; equal
 * captions of different images are one caption, so a batch never calls a true one a negative.
 *
 * @param images after the encoder's transform
 * @param captionTokenIds token ids of every distinct caption
 * @param captionsOfImage indexes into {@code captionTokenIds}, one array per image
 */
public record ContrastivePairs(List<RgbImage> images, int[][] captionTokenIds, int[][] captionsOfImage) {
    public ContrastivePairs {
        images = List.copyOf(images);
        if (images.size() != captionsOfImage.length) {
            throw new IllegalArgumentException(
                    images.size() + " images have captions of " + captionsOfImage.length + " images");
        }
        for (int[] captions : captionsOfImage) {
            if (captions.length == 0 || Arrays.stream(captions).anyMatch(c -> c < 0 || c >= captionTokenIds.length)) {
                throw new IllegalArgumentException("every image needs captions among the " + captionTokenIds.length
                        + " there are, found " + Arrays.toString(captions));
            }
        }
    }

    public int numImages() {
        return captionsOfImage.length;
    }

    /** The images at {@code indexes}, in their order. */
    List<RgbImage> images(int[] indexes) {
        return Arrays.stream(indexes).mapToObj(images::get).toList();
    }

    boolean describes(int caption, int image) {
        for (int own : captionsOfImage[image]) {
            if (own == caption) {
                return true;
            }
        }
        return false;
    }
}
