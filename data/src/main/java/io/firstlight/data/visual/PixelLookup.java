package io.firstlight.data.visual;

import io.firstlight.core.error.UserException;
import io.firstlight.core.sequence.VisualContent;
import io.firstlight.data.image.ImageArchive;
import io.firstlight.data.sample.BadSampleException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Visual content as pixel tiles, for an encoder that is trained within the model. Decoded images are kept, the least
 * recently used dropped beyond {@link #CACHE_BYTES}. The archives stay the caller's, who closes them. Not thread-safe.
 */
public final class PixelLookup implements VisualLookup {
    static final long CACHE_BYTES = 256L << 20;
    private final Map<String, ImageArchive> archiveOf = new HashMap<>();
    private final int tilePixels;
    private final int tokensPerTile;
    private final Map<String, byte[]> cache = new LinkedHashMap<>(16, 0.75f, true);
    private long cachedBytes;

    private PixelLookup(List<ImageArchive> archives, int tilePixels, int tokensPerTile) {
        this.tilePixels = tilePixels;
        this.tokensPerTile = tokensPerTile;
        for (ImageArchive archive : archives) {
            for (String key : archive.keys()) {
                ImageArchive other = archiveOf.put(key, archive);
                if (other != null) {
                    throw new UserException("image " + key + " is in " + other.file() + " and in " + archive.file()
                            + "; image keys must be unique");
                }
            }
        }
    }

    /** @param tokensPerTile visual tokens the encoder makes of a tile */
    public static PixelLookup of(List<ImageArchive> archives, int tilePixels, int tokensPerTile) {
        return new PixelLookup(archives, tilePixels, tokensPerTile);
    }

    @Override
    public int visualTokens(String image) throws BadSampleException {
        return tiles(image).length / tileBytes() * tokensPerTile;
    }

    @Override
    public VisualContent content(List<String> images) throws BadSampleException {
        if (images.isEmpty()) {
            return new VisualContent.None();
        }
        int bytes = 0;
        for (String image : images) {
            bytes += tiles(image).length;
        }
        byte[] rgb = new byte[bytes];
        int at = 0;
        for (String image : images) {
            byte[] tiles = tiles(image);
            System.arraycopy(tiles, 0, rgb, at, tiles.length);
            at += tiles.length;
        }
        return new VisualContent.Pixels(rgb, bytes / tileBytes(), tilePixels);
    }

    private int tileBytes() {
        return tilePixels * tilePixels * 3;
    }

    private byte[] tiles(String image) throws BadSampleException {
        byte[] tiles = cache.get(image);
        if (tiles == null) {
            ImageArchive archive = archiveOf.get(image);
            if (archive == null) {
                throw new BadSampleException("image " + image, "it is in none of the image archives");
            }
            tiles = archive.tiles(image, tilePixels);
            cache.put(image, tiles);
            cachedBytes += tiles.length;
            while (cachedBytes > CACHE_BYTES && cache.size() > 1) {
                String oldest = cache.keySet().iterator().next();
                cachedBytes -= cache.remove(oldest).length;
            }
        }
        return tiles;
    }
}
