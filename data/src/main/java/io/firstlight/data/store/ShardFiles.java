package io.firstlight.data.store;

import java.nio.file.Path;
import java.util.List;

/**
 * Files that together are one store, in the order of its shards.
 *
 * @param store how records lie in them: a name of {@link RecordStores}
 * @param shards at least one file
 */
public record ShardFiles(String store, List<Path> shards) {
    public ShardFiles {
        shards = List.copyOf(shards);
        if (shards.isEmpty()) {
            throw new IllegalArgumentException("a store needs at least one file");
        }
    }

    /** The shards as one line of text, for messages. */
    public String words() {
        return shards.size() == 1 ? shards.get(0).toString() : shards.get(0) + " and " + (shards.size() - 1) + " more";
    }
}
