package io.firstlight.data.store;

import io.firstlight.core.error.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the indices of a store's shards are kept. Whoever writes a shard writes its index beside it. Data that somebody
 * else wrote are never written to: their indices go to a folder of Firstlight's own, or live as long as the store. In
 * such a folder they are part of a stage's result and hashed as such; an index beside a user's data is not, so a study
 * does not read it.
 */
public final class IndexFolder {
    /** Ending of an index that lies beside its shard. */
    public static final String ENDING = ".index";

    private final Optional<Path> folder;
    private final String name;

    private IndexFolder(Optional<Path> folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** Indices that do not lie beside their shards are made anew for every opening, in the temporary folder. */
    public static IndexFolder temporary() {
        return new IndexFolder(Optional.empty(), "");
    }

    /**
     * Indices are kept in {@code folder}, which is made when it is needed, also of shards that have one beside them.
     *
     * @param name of the store in that folder, unique in it
     */
    public static IndexFolder in(Path folder, String name) {
        return new IndexFolder(Optional.of(folder), name);
    }

    /** The place of the index beside {@code shard}. */
    public static Path beside(Path shard) {
        return shard.resolveSibling(shard.getFileName() + ENDING);
    }

    /**
     * The index of a shard: the one kept in the folder; without a folder the one beside it; else a new one. An index
     * that does not fit its shard is not used.
     *
     * @param number of the shard in its store
     * @throws UserException if the shard is missing or cannot be indexed
     */
    ShardIndex open(Path shard, int number, ShardIndex.Builder builder) {
        if (!Files.isRegularFile(shard)) {
            throw new UserException(
                    Files.isDirectory(shard)
                            ? shard + " is a folder; name the files in it, for example " + shard.resolve("*.jsonl")
                            : "there is no file " + shard
                                    + "; give the data the name that the catalog has, or mend it");
        }
        try {
            Path sidecar = beside(shard);
            if (folder.isEmpty() && Files.isRegularFile(sidecar)) {
                Optional<ShardIndex> index = ShardIndex.openIfFits(sidecar, shard);
                if (index.isPresent()) {
                    return index.get();
                }
            }
            if (folder.isEmpty()) {
                return ShardIndex.buildTemporary(shard, builder);
            }
            Path kept = folder.get().resolve(name + "-" + number + ENDING);
            Optional<ShardIndex> index =
                    Files.isRegularFile(kept) ? ShardIndex.openIfFits(kept, shard) : Optional.empty();
            if (index.isEmpty()) {
                ShardIndex.build(kept, shard, builder);
                index = ShardIndex.openIfFits(kept, shard);
            }
            return index.orElseThrow(
                    () -> new UserException(shard + " changed while it was read; start again when it is at rest"));
        } catch (IOException e) {
            throw new UserException("cannot index " + shard + ": " + e.getMessage(), e);
        }
    }
}
