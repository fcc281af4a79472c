package io.firstlight.data.visual;

import io.firstlight.core.error.UserException;
import io.firstlight.core.image.ImageEncoding;
import io.firstlight.core.image.ImageSize;
import io.firstlight.core.image.RgbImage;
import io.firstlight.core.sequence.ImageInputs;
import io.firstlight.data.image.ImageArchive;
import io.firstlight.data.image.ImageResizer;
import io.firstlight.data.sample.BadSampleException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Images as pixels, at the size that an encoder's transform gives them, for an encoder that runs in the model. They are
 * kept, the least recently used dropped beyond {@link #CACHE_BYTES}. The archives stay the caller's, who closes them.
 * Not thread-safe.
 */
public final class PixelLookup implements VisualLookup {
    static final long CACHE_BYTES = 256L << 20;
    private final Map<String, ImageArchive> archiveOf = new HashMap<>();
    private final ImageEncoding encoding;
    private final Map<String, Prepared> cache = new LinkedHashMap<>(16, 0.75f, true);
    private long cachedBytes;

    /**
     * An image that is ready for the encoder.
     *
     * @param image pixels after the transform
     */
    private record Prepared(RgbImage image, int visualTokens) {
        int sizeBytes() {
            return image.rgb().length;
        }
    }

    private PixelLookup(List<ImageArchive> archives, ImageEncoding encoding) {
        this.encoding = encoding;
        for (ImageArchive archive : archives) {
            for (String key : archive.keys()) {
                ImageArchive other = archiveOf.put(key, archive);
                if (other != null) {
                    throw new UserException("image " + key + " is in " + other.words() + " and in " + archive.words()
                            + "; image keys must be unique");
                }
            }
        }
    }

    /**
     * A lookup over several archives.
     *
     * @param encoding the encoder's transform and token count
     */
    public static PixelLookup of(List<ImageArchive> archives, ImageEncoding encoding) {
        return new PixelLookup(archives, encoding);
    }

    @Override
    public int visualTokens(String image) throws BadSampleException {
        return prepared(image).visualTokens;
    }

    @Override
    public ImageInputs inputs(List<String> images) throws BadSampleException {
        if (images.isEmpty()) {
            return ImageInputs.NONE;
        }
        int[] visualTokens = new int[images.size()];
        List<RgbImage> pixels = new ArrayList<>(images.size());
        for (int i = 0; i < visualTokens.length; i++) {
            Prepared prepared = prepared(images.get(i));
            visualTokens[i] = prepared.visualTokens;
            pixels.add(prepared.image);
        }
        return new ImageInputs.Pixels(visualTokens, pixels);
    }

    private Prepared prepared(String key) throws BadSampleException {
        Prepared prepared = cache.get(key);
        if (prepared == null) {
            ImageArchive archive = archiveOf.get(key);
            if (archive == null) {
                throw new BadSampleException("image " + key, "it is in none of the image archives");
            }
            RgbImage image = archive.image(key);
            ImageSize size = image.size();
            prepared = new Prepared(ImageResizer.apply(encoding.transform().fit(), image), encoding.visualTokens(size));
            cache.put(key, prepared);
            cachedBytes += prepared.sizeBytes();
            while (cachedBytes > CACHE_BYTES && cache.size() > 1) {
                String oldest = cache.keySet().iterator().next();
                cachedBytes -= cache.remove(oldest).sizeBytes();
            }
        }
        return prepared;
    }
}
