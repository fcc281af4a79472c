package io.firstlight.study.training;

import io.firstlight.core.error.UserException;
import io.firstlight.core.progress.Progress;
import io.firstlight.data.image.ImageArchive;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.study.file.ModelShape.ImageEncoderShape;
import io.firstlight.train.objective.ContrastivePairs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All images of a set of single tiles, with their captions, held in memory. */
final class CaptionedTiles {
    private CaptionedTiles() {}

    /** @param style "short", "rich" or "both" */
    static ContrastivePairs read(StageData data, String imageSet, String style, Progress progress) throws IOException {
        int side = ImageEncoderShape.TILE_PIXELS;
        CaptionTable table = CaptionTable.read(data, imageSet);
        ImageArchive archive = data.archive(imageSet);
        Map<String, Integer> captionIds = new LinkedHashMap<>();
        List<int[]> captionsOfImage = new ArrayList<>();
        List<byte[]> tiles = new ArrayList<>();
        try (Progress.Task task = progress.begin("reading images", table.rows().size(), "images")) {
            for (CaptionTable.CaptionedImage row : table.rows()) {
                tiles.add(tile(archive, row.image(), side));
                captionsOfImage.add(row.captions(style).stream()
                        .distinct()
                        .mapToInt(caption -> captionIds.computeIfAbsent(caption, text -> captionIds.size()))
                        .toArray());
                task.update(captionsOfImage.size(), "");
            }
        }
        int[][] words =
                captionIds.keySet().stream().map(data.tokenizer()::encode).toArray(int[][]::new);
        return new ContrastivePairs(tiles.toArray(byte[][]::new), side, words, captionsOfImage.toArray(int[][]::new));
    }

    private static byte[] tile(ImageArchive archive, String image, int side) {
        try {
            if (archive.numTiles(image, side) != 1) {
                throw new UserException(
                        "image " + image + " of " + archive.file() + " has " + archive.numTiles(image, side)
                                + " tiles; the encoder set holds single tiles of " + side + " x " + side + " pixels");
            }
            return archive.tiles(image, side);
        } catch (BadSampleException e) {
            throw new UserException(
                    "the image encoder cannot be trained: " + e.getMessage() + ". Repair or remove that image.", e);
        }
    }
}
