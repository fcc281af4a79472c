package io.firstlight.study.stage;

import io.firstlight.core.error.UserException;
import io.firstlight.core.file.AtomicFiles;
import io.firstlight.data.catalog.Catalog;
import io.firstlight.study.cost.DatasetCounter;
import io.firstlight.study.plan.StageSettings.PrepareData;
import io.firstlight.study.plan.UserData;
import io.firstlight.study.run.StageBody;
import io.firstlight.study.run.StageContext;
import io.firstlight.study.world.World;
import io.firstlight.study.world.Worlds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a world's data set, or measures the user's own where it lies. */
final class PrepareDataBody implements StageBody {
    @Override
    public void run(StageContext context) throws IOException {
        PrepareData settings = context.settings(PrepareData.class);
        Path output = context.outputDirectory();
        if (settings.world().isEmpty()) {
            Catalog catalog = Catalog.open(
                    UserData.resolve(context.stage().key(), context.stage().location(), output));
            DatasetCounter.count(catalog).write(output);
            return;
        }
        World world = Worlds.installed()
                .named(settings.world())
                .orElseThrow(() -> new UserException("there is no world '" + settings.world() + "'; there are "
                        + Worlds.installed().names()));
        // A world writes in one go: what a killed attempt left is incomplete.
        AtomicFiles.deleteTree(output);
        Files.createDirectories(output);
        world.prepare(settings.worldSettings(), output, context.progress());
        DatasetCounter.count(Catalog.open(output)).write(output);
    }
}
