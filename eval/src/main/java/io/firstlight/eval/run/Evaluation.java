package io.firstlight.eval.run;

import io.firstlight.core.progress.Progress;
import io.firstlight.data.sample.Segment;
import io.firstlight.data.visual.VisualLookup;
import io.firstlight.eval.answer.AnswerMethod;
import io.firstlight.eval.answer.AskedItem;
import io.firstlight.eval.answer.Respondent;
import io.firstlight.eval.answer.Response;
import io.firstlight.eval.benchmark.EvaluationSet;
import io.firstlight.eval.benchmark.EvaluationTask;
import io.firstlight.eval.item.EvaluationItem;
import io.firstlight.eval.item.Split;
import io.firstlight.eval.record.EvaluationSummary;
import io.firstlight.eval.record.ItemRecord;
import io.firstlight.eval.record.ItemRecords;
import io.firstlight.eval.record.TaskSummary;
import io.firstlight.eval.score.Condition;
import io.firstlight.eval.score.NextTokenModel;
import io.firstlight.eval.score.PromptEncoder;
import io.firstlight.eval.score.PromptImages;
import io.firstlight.eval.score.ShuffledImages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks a model every question of an evaluation set: visual items with their image, with none and with another item's;
 * text items once.
 *
 * <p>A model that reads no images is asked the same; an image is nothing to it, so its three conditions agree.
 */
public final class Evaluation {
    /** File of item records in an evaluation's directory. */
    public static final String ITEMS_FILE = "items.jsonl";
    /** File of task summaries in an evaluation's directory. */
    public static final String METRICS_FILE = "metrics.json";

    /**
     * Settings of scoring.
     *
     * @param batchPositions the most positions of a batch, padding included
     * @param shuffleSeed seed of the shuffled images; the same for every model of a study
     */
    public record ScoringSettings(int batchPositions, long shuffleSeed) {
        public static final ScoringSettings DEFAULT = new ScoringSettings(4096, 0);
    }

    private final EvaluationSet set;
    private final PromptEncoder prompts;
    private final PromptImages images;
    private final ScoringSettings settings;

    /**
     * An evaluation of any number of models on one set.
     *
     * @param images what the models get for each image: its pixels or features
     */
    public Evaluation(EvaluationSet set, PromptEncoder prompts, VisualLookup images, ScoringSettings settings) {
        this.set = set;
        this.prompts = prompts;
        this.images = new PromptImages(images);
        this.settings = settings;
    }

    /**
     * Asks the model everything; tasks that are answered in the same way share batches.
     *
     * @return records by task, split, condition and item, in the order of the set
     */
    public List<ItemRecord> run(NextTokenModel model, Progress progress) {
        List<Asked> asked = new ArrayList<>();
        for (EvaluationTask task : set.tasks()) {
            for (Split split : Split.values()) {
                List<EvaluationItem> items = set.items(task.name(), split);
                for (Condition condition : Condition.of(task.modality())) {
                    asked.addAll(ask(task, items, condition, model.readsImages()));
                }
            }
        }
        Respondent respondent = new Respondent(model, prompts, images, settings.batchPositions());
        Map<AnswerMethod, List<Asked>> byMethod = new LinkedHashMap<>();
        asked.forEach(one -> byMethod.computeIfAbsent(one.task().scoring().answerMethod(), method -> new ArrayList<>())
                .add(one));
        IdentityHashMap<Asked, Response> responses = new IdentityHashMap<>();
        byMethod.forEach((method, own) -> {
            List<Response> answered =
                    method.answer(own.stream().map(Asked::asked).toList(), respondent, progress);
            for (int i = 0; i < own.size(); i++) {
                responses.put(own.get(i), answered.get(i));
            }
        });
        return asked.stream()
                .map(one -> ItemRecord.of(
                        one.task(),
                        one.asked(),
                        one.condition(),
                        prompts.promptText(one.asked().item().prompt()),
                        responses.get(one)))
                .toList();
    }

    /**
     * Writes {@link #ITEMS_FILE} and {@link #METRICS_FILE}.
     *
     * @param set every item that {@code records} are of
     */
    public static void write(Path directory, EvaluationSet set, List<ItemRecord> records) throws IOException {
        ItemRecords.write(directory.resolve(ITEMS_FILE), records);
        EvaluationSummary.of(TaskSummary.of(set, records)).write(directory.resolve(METRICS_FILE));
    }

    private List<Asked> ask(EvaluationTask task, List<EvaluationItem> items, Condition condition, boolean readsImages) {
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
            asked.add(new Asked(task, condition, new AskedItem(item, shown)));
        }
        return asked;
    }

    private record Asked(EvaluationTask task, Condition condition, AskedItem asked) {}
}
