package io.firstlight.study.training;

import io.firstlight.core.error.UserException;
import io.firstlight.core.image.ImageTransform;
import io.firstlight.core.image.RgbImage;
import io.firstlight.core.progress.Progress;
import io.firstlight.data.image.ImageArchive;
import io.firstlight.data.image.ImageResizer;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.train.objective.ContrastivePairs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All images of a source with their captions, as an encoder reads them, held in memory. */
final class CaptionedImages {
    private CaptionedImages() {}

    /**
     * Reads captions and images.
     *
     * @param transform of the encoder
     * @param style "short", "rich" or "both"
     */
    static ContrastivePairs read(
            StageData data, ImageTransform transform, String imageSet, String style, Progress progress)
            throws IOException {
        CaptionTable table = CaptionTable.read(data, imageSet);
        ImageArchive archive = data.archive(imageSet);
        Map<String, Integer> captionIds = new LinkedHashMap<>();
        List<int[]> captionsOfImage = new ArrayList<>();
        List<RgbImage> images = new ArrayList<>();
        try (Progress.Task task = progress.begin("reading images", table.rows().size(), "images")) {
            for (CaptionTable.CaptionedImage row : table.rows()) {
                images.add(ImageResizer.apply(transform.fit(), image(archive, row.image())));
                captionsOfImage.add(row.captions(style).stream()
                        .distinct()
                        .mapToInt(caption -> captionIds.computeIfAbsent(caption, text -> captionIds.size()))
                        .toArray());
                task.update(captionsOfImage.size(), "");
            }
        }
        int[][] tokenIds =
                captionIds.keySet().stream().map(data.tokenizer()::encode).toArray(int[][]::new);
        return new ContrastivePairs(images, tokenIds, captionsOfImage.toArray(int[][]::new));
    }

    private static RgbImage image(ImageArchive archive, String image) {
        try {
            return archive.image(image);
        } catch (BadSampleException e) {
            throw new UserException(
                    "the image encoder cannot be trained: " + e.getMessage() + ". Repair or remove that image.", e);
        }
    }
}
