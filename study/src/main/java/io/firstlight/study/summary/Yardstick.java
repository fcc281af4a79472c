package io.firstlight.study.summary;

import io.firstlight.study.file.Recipe;
import io.firstlight.study.file.StudySettings;
import io.firstlight.study.plan.RecipeRun;
import io.firstlight.study.plan.StagePlan;
import io.firstlight.study.result.StudyResults.StudyScale;
import io.firstlight.study.result.StudyResults.TextLossLevels;
import io.firstlight.study.stage.TrainStage;
import io.firstlight.study.training.TrainingBudget;
import io.firstlight.study.work.DataFacts;
import io.firstlight.tensor.parameter.ParameterDeclaration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How large a study's models and budgets are, and what its losses are to be read against. */
final class Yardstick {
    private final FinishedModels models;
    private final StagePlan plan;

    Yardstick(FinishedModels models) {
        this.models = models;
        this.plan = models.plan();
    }

    StudyScale scale() {
        Recipe recipe = plan.study().comparison().defaultRecipe();
        StudySettings settings = recipe.settings();
        OptionalInt vocabulary = vocabulary();
        TrainingHistory history = new TrainingHistory(models);
        double trunk = models.runs(recipe).stream()
                .flatMapToDouble(run -> history.trunkLoss(run).stream())
                .average()
                .orElse(Double.NaN);
        return new StudyScale(
                vocabulary.isPresent()
                        ? count(settings.model()
                                .decoder()
                                .config(vocabulary.getAsInt())
                                .declare())
                        : 0,
                recipe.imageEncoder().needsEncoder()
                        ? count(settings.model().imageEncoder().config().declare())
                        : 0,
                tokens(recipe, true),
                tokens(recipe, false),
                new TextLossLevels(vocabulary.isPresent() ? Math.log(vocabulary.getAsInt()) : Double.NaN, trunk));
    }

    /** Budgets in tokens of the recipe's trunk, which keeps its state for branches, or of its other stages. */
    private long tokens(Recipe recipe, boolean ofTrunk) {
        RecipeRun run = models.runs(recipe).get(0);
        return run.stages().stream()
                .map(plan::stage)
                .filter(stage -> stage.spec() instanceof TrainStage)
                .map(stage -> ((TrainStage) stage.spec()).settings())
                .filter(training -> training.budget().unit() == TrainingBudget.Unit.TOKENS
                        && training.optimizer().keepsState() == ofTrunk)
                .mapToLong(training -> training.budget().amount())
                .sum();
    }

    /** Noted by the data stage of a world; a user's own data set has it noted when its facts were counted. */
    private OptionalInt vocabulary() {
        Optional<Path> data = models.directory(plan.dataStage());
        return data.isPresent() && Files.isRegularFile(data.get().resolve(DataFacts.FILE))
                ? OptionalInt.of(DataFacts.read(data.get()).tokenizer().vocabularySize())
                : OptionalInt.empty();
    }

    private static long count(List<ParameterDeclaration> declarations) {
        return declarations.stream().mapToLong(ParameterDeclaration::size).sum();
    }
}
