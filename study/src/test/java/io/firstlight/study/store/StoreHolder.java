package io.firstlight.study.store;

import io.firstlight.core.key.StageKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that opens a store, begins a stage, says so, and holds on until it is killed. */
public final class StoreHolder {
    static final StageKey KEY = StageKey.of("held");

    private StoreHolder() {}

    public static void main(String[] arguments) throws IOException {
        Store store = Store.open(Path.of(arguments[0]), System.out::println);
        Files.writeString(store.begin(KEY).work().resolve("checkpoint"), "half");
        System.out.println("held");
        System.in.read();
        throw new IllegalStateException("should have been killed, not left alone");
    }
}
