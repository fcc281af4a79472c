package io.firstlight.core.image;

/**
 * How an image of any size is brought to a size that an encoder reads. A pure value; {@code data.image} executes it.
 */
public sealed interface ImageFit {
    /** The size that an image of size {@code image} is brought to. */
    ImageSize outputSize(ImageSize image);

    /** Every image stays as it is. */
    record Keep() implements ImageFit {
        @Override
        public ImageSize outputSize(ImageSize image) {
            return image;
        }
    }

    /** Stretched to one size, whatever its shape was: SigLIP. */
    record FixedSize(ImageSize size, Interpolation interpolation) implements ImageFit {
        @Override
        public ImageSize outputSize(ImageSize image) {
            return size;
        }
    }

    /**
     * Resized in proportion until its shorter side has {@code shortestSide} pixels, then cut to the middle square of
     * {@code cropSide}: CLIP (224 and 224), DINOv2 (256 and 224).
     */
    record CenterCrop(int shortestSide, int cropSide, Interpolation interpolation) implements ImageFit {
        public CenterCrop {
            if (cropSide < 1 || shortestSide < cropSide) {
                throw new IllegalArgumentException("a square of " + cropSide + " pixels cannot be cut from an image "
                        + "whose shorter side has " + shortestSide);
            }
        }

        /** The size before the cut; the longer side is rounded down, as in Hugging Face's image processors. */
        public ImageSize resized(ImageSize image) {
            int shorter = Math.min(image.height(), image.width());
            return new ImageSize((int) ((long) shortestSide * image.height() / shorter), (int)
                    ((long) shortestSide * image.width() / shorter));
        }

        @Override
        public ImageSize outputSize(ImageSize image) {
            return ImageSize.square(cropSide);
        }
    }

    /**
     * As large as it fits without distortion, in the middle of a square canvas. What it leaves free has the mean color
     * of the image's edge, which is as close to more of the same background as one color comes.
     */
    record Letterbox(int side, Interpolation interpolation) implements ImageFit {
        public Letterbox {
            if (side < 1) {
                throw new IllegalArgumentException("a canvas has at least 1 pixel per side, found " + side);
            }
        }

        /** The size of the image on the canvas. */
        public ImageSize resized(ImageSize image) {
            double scale = (double) side / Math.max(image.width(), image.height());
            return new ImageSize(Math.max(1, (int) Math.round(image.height() * scale)), Math.max(1, (int)
                    Math.round(image.width() * scale)));
        }

        @Override
        public ImageSize outputSize(ImageSize image) {
            return ImageSize.square(side);
        }
    }

    /**
     * For encoders that cut square tiles: an image of whole tiles stays as it is, if it has at most {@code maxTiles};
     * any other is letterboxed onto the square of whole tiles that is nearest to its longer side.
     */
    record WholeTiles(int tilePixels, int maxTiles) implements ImageFit {
        public WholeTiles {
            if (tilePixels < 1 || maxTiles < 1) {
                throw new IllegalArgumentException(
                        "tiles of " + tilePixels + " pixels, at most " + maxTiles + " an image; both are at least 1");
            }
        }

        /** Whether an image of this size is whole tiles already, and few enough. */
        public boolean keeps(ImageSize image) {
            return image.height() % tilePixels == 0 && image.width() % tilePixels == 0 && numTiles(image) <= maxTiles;
        }

        /** Tiles of an image whose sides are multiples of {@link #tilePixels}. */
        public int numTiles(ImageSize image) {
            return Math.multiplyExact(image.height() / tilePixels, image.width() / tilePixels);
        }

        /** The canvas of an image that is not kept. */
        public Letterbox canvas(ImageSize image) {
            int longer = Math.max(image.width(), image.height());
            int nearest = (int) Math.floor((double) longer / tilePixels + 0.5);
            int largest = (int) Math.sqrt(maxTiles);
            return new Letterbox(tilePixels * Math.max(1, Math.min(largest, nearest)), Interpolation.AREA);
        }

        @Override
        public ImageSize outputSize(ImageSize image) {
            return keeps(image) ? image : canvas(image).outputSize(image);
        }
    }
}
