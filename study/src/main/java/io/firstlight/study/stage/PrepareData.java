package io.firstlight.study.stage;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.error.UserException;
import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.json.Json;
import io.firstlight.data.catalog.Catalog;
import io.firstlight.study.training.DataNeed;
import io.firstlight.study.work.DataFacts;
import io.firstlight.study.work.DatasetCounter;
import io.firstlight.study.work.ModelWork;
import io.firstlight.study.work.StageWork;
import io.firstlight.study.work.Work;
import io.firstlight.study.world.World;
import io.firstlight.study.world.Worlds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a world's data set, or measures the user's own where it lies.
 *
 * @param world name of a world, or empty for a user's data set
 * @param version of the world, or empty
 * @param worldSettings as the world resolved them
 * @param fingerprint of the user's data set, or empty
 */
@JsonTypeName("prepare_data")
public record PrepareData(String world, String version, JsonNode worldSettings, String fingerprint)
        implements StageSpec {
    /** What a study calls it. */
    public static final String NAME = "data";

    private static final long ASSUMED_BYTES = 100L << 20;

    public static PrepareData ofWorld(String world, String version, JsonNode resolvedSettings) {
        return new PrepareData(world, version, resolvedSettings, "");
    }

    static PrepareData ofUser(String fingerprint) {
        return new PrepareData("", "", Json.tree(Map.of()), fingerprint);
    }

    @Override
    public InputRoles inputRoles() {
        return new InputRoles(Set.of(), Set.of());
    }

    @Override
    public List<DataNeed> dataNeeds() {
        return List.of();
    }

    /** Worlds draw in Java's arithmetic. */
    @Override
    public boolean computesTensors() {
        return false;
    }

    @Override
    public StageWork work(DataFacts facts) {
        return new StageWork(new Work(0, 0, Json.canonical(this)), ModelWork.BASE_BYTES, ASSUMED_BYTES);
    }

    @Override
    public double matrixProductShare() {
        return 1;
    }

    /** The body begins with an empty directory; a world names its files in its catalog. */
    @Override
    public boolean isOutput(String path) {
        return true;
    }

    @Override
    public boolean isReported(String path) {
        return true;
    }

    @Override
    public void run(StageContext context) throws IOException {
        Path output = context.outputDirectory();
        if (world.isEmpty()) {
            Catalog catalog = Catalog.open(
                    UserData.resolve(context.stage().key(), context.stage().location(), output));
            catalog.index();
            DatasetCounter.count(catalog).write(output);
            return;
        }
        World maker = Worlds.installed()
                .named(world)
                .orElseThrow(() -> new UserException("there is no world '" + world + "'; there are "
                        + Worlds.installed().names()));
        // A world writes in one go: what a killed attempt left is incomplete.
        AtomicFiles.deleteTree(output);
        Files.createDirectories(output);
        maker.prepare(worldSettings, output, context.progress());
        DatasetCounter.count(Catalog.open(output)).write(output);
    }
}
