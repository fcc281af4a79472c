package io.firstlight.study.plan;

import io.firstlight.core.error.UserException;
import io.firstlight.core.key.StageKey;
import io.firstlight.core.progress.Progress;
import io.firstlight.data.catalog.Catalog;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.stage.UserData;
import io.firstlight.study.training.DataChecks;
import io.firstlight.study.training.DataNeed;
import io.firstlight.study.training.StageData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * A plan against its data set, before anything trains: a part of the data that a stage needs and is not there or is
 * empty, samples that are longer than a row, or shares of images that captions cannot fill, would else stop the study
 * hours later.
 */
public final class DataCheck {
    private DataCheck() {}

    /**
     * Requires that the data has what every stage of the plan needs.
     *
     * @param dataStage the directory of the finished data stage
     * @param finished stages that have run already
     * @throws UserException naming the first stage that could not run, and why
     */
    public static void require(StagePlan plan, Path dataStage, Set<StageKey> finished, Progress progress) {
        Stage data = plan.dataStage();
        Catalog catalog = Catalog.open(UserData.resolve(data.key(), data.location(), dataStage));
        Set<DataNeed> checked = new HashSet<>();
        DataChecks checks = new DataChecks(progress);
        for (Stage stage : plan.stages()) {
            if (finished.contains(stage.key())) {
                continue;
            }
            for (DataNeed need : stage.spec().dataNeeds()) {
                if (checked.add(need)) {
                    require(need, stage, catalog, checks);
                }
            }
        }
    }

    private static void require(DataNeed need, Stage stage, Catalog catalog, DataChecks checks) {
        try (StageData data = StageData.of(catalog)) {
            need.require(data, checks);
        } catch (UserException e) {
            throw new UserException("stage '" + stage.label() + "' could not run: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UserException(
                    "stage '" + stage.label() + "' could not run: the data cannot be read: " + e.getMessage(), e);
        }
    }
}
