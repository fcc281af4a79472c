package io.firstlight.data.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.json.StrictJson;
import io.firstlight.data.sample.BadSampleException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files of one JSON object a line; the fields of a record are those of its object. The last line counts whether or not
 * it ends with a newline. A record's key is the number of its line, the first being 1, behind the number of its shard
 * where there are several.
 */
final class JsonLinesStore extends IndexedShards {
    JsonLinesStore(ShardFiles files, IndexFolder indices) {
        super(files, indices, JsonLinesStore::index);
    }

    private static void index(Path shard, ShardIndexWriter writer) throws IOException {
        byte[] buffer = new byte[1 << 16];
        boolean inLine = false;
        try (InputStream in = Files.newInputStream(shard)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                long at = writer.position();
                writer.shardBytes(buffer, 0, n);
                for (int i = 0; i < n; i++) {
                    if (!inLine) {
                        writer.bound(at + i);
                    }
                    inLine = buffer[i] != '\n';
                }
            }
        }
        if (writer.position() > 0) {
            writer.bound(writer.position());
        }
    }

    @Override
    public DataRecord read(int shard, long row) throws BadSampleException {
        ShardFile file = shard(shard);
        String place = file.file() + ", line " + (row + 1);
        ShardIndex.Range range = file.index().range(row);
        try {
            JsonNode node = StrictJson.tree(file.read(range.from(), range.length()));
            if (!node.isObject()) {
                throw new BadSampleException(place, "not a JSON object");
            }
            return DataRecord.ofJson(place, shards() == 1 ? "" + (row + 1) : shard + "-" + (row + 1), node);
        } catch (JsonProcessingException e) {
            throw new BadSampleException(place, "not valid JSON: " + e.getOriginalMessage(), e);
        }
    }
}
