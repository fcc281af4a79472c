package io.firstlight.study.plan;

import io.firstlight.core.error.UserException;
import io.firstlight.data.catalog.Catalog;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.stage.UserData;
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
     * @throws UserException naming the first stage that could not run, and why
     */
    public static void require(StagePlan plan, Path dataStage) {
        Stage data = plan.dataStage();
        Catalog catalog = Catalog.open(UserData.resolve(data.key(), data.location(), dataStage));
        Set<DataNeed> checked = new HashSet<>();
        for (Stage stage : plan.stages()) {
            for (DataNeed need : stage.spec().dataNeeds()) {
                if (checked.add(need)) {
                    require(need, stage, catalog);
                }
            }
        }
    }

    private static void require(DataNeed need, Stage stage, Catalog catalog) {
        try (StageData data = StageData.of(catalog)) {
            need.require(data);
        } catch (UserException e) {
            throw new UserException("stage '" + stage.label() + "' could not run: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UserException(
                    "stage '" + stage.label() + "' could not run: the data cannot be read: " + e.getMessage(), e);
        }
    }
}
