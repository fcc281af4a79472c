package io.firstlight.eval.run;

import io.firstlight.core.progress.Progress;
import io.firstlight.data.sample.Segment;
import io.firstlight.data.visual.VisualLookup;
import io.firstlight.eval.item.EvaluationItem;
import io.firstlight.eval.item.Split;
import io.firstlight.eval.record.ItemResult;
import io.firstlight.eval.record.ItemResults;
import io.firstlight.eval.record.Metrics;
import io.firstlight.eval.record.TaskMetrics;
import io.firstlight.eval.score.Condition;
import io.firstlight.eval.score.NextTokenModel;
import io.firstlight.eval.score.OptionQuery;
import io.firstlight.eval.score.OptionScorer;
import io.firstlight.eval.score.PromptEncoder;
import io.firstlight.eval.score.PromptImages;
import io.firstlight.eval.score.ShuffledImages;
import io.firstlight.eval.task.EvaluationSet;
import io.firstlight.eval.task.EvaluationTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a model every question of an evaluation set: visual items with their image, with none and with another item's;
 * text items once. All rows of all tasks are run together, sorted by length.
 *
 * <p>A model that reads no images is asked the same; an image is nothing to it, so its three conditions agree.
 */
public final class Evaluation {
    /** File of item results in an evaluation's directory. */
    public static final String ITEMS_FILE = "items.jsonl";
    /** File of metrics in an evaluation's directory. */
    public static final String METRICS_FILE = "metrics.json";

    /**
     * @param batchPositions most positions of a batch, padding included
     * @param shuffleSeed of the exchange of images; the same for every model of a study
     */
    public record Settings(int batchPositions, long shuffleSeed) {
        public static final Settings DEFAULT = new Settings(4096, 0);
    }

    private final EvaluationSet set;
    private final PromptEncoder prompts;
    private final PromptImages images;
    private final Settings settings;

    /** @param images what the images of the evaluation archive look like to the models that will be asked */
    public Evaluation(EvaluationSet set, PromptEncoder prompts, VisualLookup images, Settings settings) {
        this.set = set;
        this.prompts = prompts;
        this.images = new PromptImages(images);
        this.settings = settings;
    }

    /** @return results by task, split, condition and item, in the order of the set */
    public List<ItemResult> run(NextTokenModel model, Progress progress) {
        List<Asked> asked = new ArrayList<>();
        for (EvaluationTask task : set.tasks()) {
            for (Split split : Split.values()) {
                List<EvaluationItem> items = set.items(task.name(), split);
                for (Condition condition : Condition.of(task)) {
                    asked.addAll(ask(items, condition, model.readsImages()));
                }
            }
        }
        double[][] scores = new OptionScorer(model, images, settings.batchPositions())
                .score(asked.stream().map(Asked::query).toList(), progress);
        List<ItemResult> results = new ArrayList<>(asked.size());
        for (int i = 0; i < scores.length; i++) {
            results.add(ItemResult.of(asked.get(i).item(), asked.get(i).condition(), scores[i]));
        }
        return results;
    }

    /** Writes {@link #ITEMS_FILE} and {@link #METRICS_FILE}. */
    public void write(Path directory, List<ItemResult> results) throws IOException {
        ItemResults.write(directory.resolve(ITEMS_FILE), results);
        new Metrics(Metrics.FORMAT_VERSION, TaskMetrics.of(set, results)).write(directory.resolve(METRICS_FILE));
    }

    private List<Asked> ask(List<EvaluationItem> items, Condition condition, boolean readsImages) {
        ShuffledImages shuffled =
                new ShuffledImages(condition == Condition.SHUFFLED ? items : List.of(), settings.shuffleSeed());
        List<Asked> asked = new ArrayList<>(items.size());
        for (EvaluationItem item : items) {
            String image = switch (condition) {
                case IMAGE -> item.image();
                case WITHHELD, TEXT -> "";
                case SHUFFLED -> shuffled.imageFor(item);
            };
            boolean isShown = readsImages && !image.isEmpty();
            List<Segment.Image> shown = isShown ? List.of(images.segment(image)) : List.of();
            asked.add(new Asked(item, condition, prompts.query(item, shown)));
        }
        return asked;
    }

    private record Asked(EvaluationItem item, Condition condition, OptionQuery query) {}
}
