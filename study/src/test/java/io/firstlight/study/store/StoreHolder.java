package io.firstlight.study.store;

import io.firstlight.core.key.StageKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A process that begins a stage, says so, and holds on to it: forever, or until it is told to finish. */
public final class StoreHolder {
    static final StageKey KEY = StageKey.of("held");
    static final String WEIGHTS = "weights";

    private StoreHolder() {}

    /**
     * Begins the stage, waits for a line of input, and finishes the stage.
     *
     * @param arguments path of the store and content of the result
     */
    public static void main(String[] arguments) throws IOException {
        Store store = Store.open(Path.of(arguments[0]), System.out::println, Duration.ofMinutes(2));
        WorkArea area = ((StageStart.Granted) store.begin(KEY)).area();
        Files.writeString(area.work().resolve("checkpoint"), "half");
        area.beat(5);
        System.out.println("held");
        System.in.read();
        try {
            Files.createDirectories(area.output());
            Files.writeString(area.output().resolve(WEIGHTS), arguments[1]);
            store.finish(StoreTest.record(KEY, 1), area);
            System.out.println("stored");
        } catch (LeaseLostException e) {
            System.out.println("lost");
        }
    }
}
