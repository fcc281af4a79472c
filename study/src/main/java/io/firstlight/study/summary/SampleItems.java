package io.firstlight.study.summary;

import io.firstlight.data.image.ImageArchive;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.eval.item.EvaluationItem;
import io.firstlight.eval.item.Split;
import io.firstlight.eval.record.ItemRecord;
import io.firstlight.eval.score.Condition;
import io.firstlight.eval.task.EvaluationSet;
import io.firstlight.eval.task.EvaluationTask;
import io.firstlight.study.plan.RecipeRun;
import io.firstlight.study.recipe.Recipe;
import io.firstlight.study.result.StudyResults.SampleItem;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Items to look at: of every task some that the recommended recipe got right and one that it got wrong, in the files'
 * order.
 */
final class SampleItems {
    private static final int RIGHT = 2;
    private static final int WRONG = 1;
    private final FinishedRuns runs;
    private final EvaluationSet set;
    private final ImageArchive images;

    SampleItems(FinishedRuns runs, EvaluationSet set, ImageArchive images) {
        this.runs = runs;
        this.set = set;
        this.images = images;
    }

    /** @param recommended whose first seed decides what is right and wrong */
    List<SampleItem> of(Recipe recommended) {
        RecipeRun model = runs.runs(recommended).get(0);
        List<SampleItem> samples = new ArrayList<>();
        for (EvaluationTask task : set.tasks()) {
            Map<String, ItemRecord> results = results(model, task);
            int right = 0;
            int wrong = 0;
            for (EvaluationItem item : set.items(task.name(), Split.REPORTED)) {
                boolean correct = results.get(item.id()).score() == 1;
                if (correct ? right < RIGHT : wrong < WRONG) {
                    right += correct ? 1 : 0;
                    wrong += correct ? 0 : 1;
                    samples.add(sample(task, item));
                }
            }
        }
        return samples;
    }

    private SampleItem sample(EvaluationTask task, EvaluationItem item) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (Recipe recipe : runs.plan().recipes()) {
            RecipeRun run = runs.runs(recipe).get(0);
            ItemRecord result = results(run, task).get(item.id());
            answers.put(
                    run.label(),
                    result.output().isGiven()
                            ? result.output().text()
                            : "no answer: several options were equally likely");
        }
        return new SampleItem(
                task.name(),
                item.prompt(),
                item.hasImage() ? png(item.image()) : "",
                item.options(),
                item.answer(),
                answers);
    }

    private Map<String, ItemRecord> results(RecipeRun run, EvaluationTask task) {
        return runs.answers(run)
                .results()
                .get(new AnswerGroup(task.name(), Split.REPORTED, task.isVisual() ? Condition.IMAGE : Condition.TEXT));
    }

    /** The image as PNG in base64. */
    private String png(String key) {
        try {
            int width = images.width(key);
            int height = images.height(key);
            byte[] rgb = images.rgb(key);
            BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            for (int i = 0; i < width * height; i++) {
                image.setRGB(
                        i % width,
                        i / width,
                        (rgb[3 * i] & 0xff) << 16 | (rgb[3 * i + 1] & 0xff) << 8 | (rgb[3 * i + 2] & 0xff));
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(image, "png", bytes);
            return Base64.getEncoder().encodeToString(bytes.toByteArray());
        } catch (BadSampleException e) {
            throw new IllegalStateException("image '" + key + "' was evaluated but cannot be shown", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
