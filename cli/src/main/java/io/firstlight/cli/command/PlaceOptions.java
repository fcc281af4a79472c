package io.firstlight.cli.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --out} and {@code --store}: where results and finished stages live. */
final class PlaceOptions {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "Folder for reports and, unless --store says otherwise, the store. Default: ${DEFAULT-VALUE}")
    private Path out;

    @Option(
            names = "--store",
            paramLabel = "DIR",
            description = "Folder of finished stages; studies that share it share their work. Default: OUT/store")
    private Path store;

    Path out() {
        return out;
    }

    Path store() {
        return store == null ? out.resolve("store") : store;
    }
}
