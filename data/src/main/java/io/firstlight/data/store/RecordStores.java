package io.firstlight.data.store;

import io.firstlight.core.config.NearestName;
import io.firstlight.core.error.UserException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The stores there are, by name; one line each. */
public final class RecordStores {
    private static final Map<String, Kind> KINDS = new LinkedHashMap<>();

    static {
        add("jsonl", List.of(".jsonl", ".ndjson"), JsonLinesStore::new);
        add("tar", List.of(".tar"), TarStore::new);
    }

    private RecordStores() {}

    /**
     * A registered store: its file names and what opens it.
     *
     * @param endings of file names that mean this store
     */
    private record Kind(List<String> endings, Opener opener) {}

    /** Opens files of one kind. */
    private interface Opener {
        RecordStore open(ShardFiles files, IndexFolder indices);
    }

    private static void add(String name, List<String> endings, Opener opener) {
        KINDS.put(name, new Kind(endings, opener));
    }

    /** The names that a catalog may give, in the order they were added. */
    public static Set<String> names() {
        return KINDS.keySet();
    }

    /** The name of the store that the ending of a file's name stands for. */
    public static Optional<String> ofEnding(String fileName) {
        String lower = fileName.toLowerCase(Locale.ROOT);
        return KINDS.entrySet().stream()
                .filter(kind -> kind.getValue().endings().stream().anyMatch(lower::endsWith))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** All endings that mean a store, for messages. */
    public static List<String> endings() {
        return KINDS.values().stream().flatMap(kind -> kind.endings().stream()).toList();
    }

    /**
     * Opens a store, which becomes the caller's to close.
     *
     * @param indices where indices are kept that do not lie beside the data
     * @throws UserException if there is no such store, or a shard is missing or damaged as a whole
     */
    public static RecordStore open(ShardFiles files, IndexFolder indices) {
        Kind kind = KINDS.get(files.store());
        if (kind == null) {
            throw new UserException("there is no store '" + files.store() + "'"
                    + NearestName.of(files.store(), names())
                            .map(near -> "; did you mean '" + near + "'?")
                            .orElse("")
                    + "; there are " + String.join(", ", names()));
        }
        return kind.opener().open(files, indices);
    }

    /**
     * As {@link #open}, to look records up by key.
     *
     * @return empty if the records of that store have no keys
     */
    public static Optional<KeyedRecordStore> openKeyed(ShardFiles files, IndexFolder indices) {
        RecordStore store = open(files, indices);
        if (store instanceof KeyedRecordStore keyed) {
            return Optional.of(keyed);
        }
        store.close();
        return Optional.empty();
    }
}
