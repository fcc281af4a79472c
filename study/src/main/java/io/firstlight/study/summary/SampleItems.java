package io.firstlight.study.summary;

import io.firstlight.core.image.RgbImage;
import io.firstlight.data.image.ImageArchive;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.eval.answer.Response;
import io.firstlight.eval.benchmark.EvaluationSet;
import io.firstlight.eval.benchmark.EvaluationTask;
import io.firstlight.eval.item.EvaluationItem;
import io.firstlight.eval.item.Split;
import io.firstlight.eval.record.ItemRecord;
import io.firstlight.study.file.Recipe;
import io.firstlight.study.plan.RecipeRun;
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
import java.util.function.Function;
import javax.imageio.ImageIO;

/**
 * Items to look at: of every task some that one model answered with the full score and one that it did not, in the
 * files' order, with the answer of every recipe's first evaluated model.
 */
final class SampleItems {
    private static final int RIGHT = 2;
    private static final int WRONG = 1;
    private final FinishedModels models;
    private final EvaluationSet set;
    private final Function<String, ImageArchive> imagesOfTask;

    SampleItems(FinishedModels models, EvaluationSet set, Function<String, ImageArchive> imagesOfTask) {
        this.models = models;
        this.set = set;
        this.imagesOfTask = imagesOfTask;
    }

    /**
     * Chooses the items to show.
     *
     * @param model the model that decides which items were answered right
     */
    List<SampleItem> of(RecipeRun model) {
        List<SampleItem> samples = new ArrayList<>();
        for (EvaluationTask task : set.tasks()) {
            int right = 0;
            int wrong = 0;
            for (EvaluationItem item : set.items(task.name(), Split.REPORTED)) {
                boolean correct = record(model, task, item).score() == 1;
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
        for (Recipe recipe : models.plan().recipes()) {
            models.runs(recipe).stream().filter(models::isEvaluated).findFirst().ifPresent(run -> {
                Response output = record(run, task, item).output();
                answers.put(
                        run.label(),
                        output.isGiven() ? output.text() : "no answer: several options were equally likely");
            });
        }
        return new SampleItem(
                task.name(),
                item.prompt(),
                item.hasImage() ? png(imagesOfTask.apply(task.name()), item.image()) : "",
                item.options(),
                item.answer(),
                answers);
    }

    private ItemRecord record(RecipeRun run, EvaluationTask task, EvaluationItem item) {
        return models.answers(run)
                .record(new AnswerGroup(task.name(), Split.REPORTED, AnswerTables.counted(task)), item.id());
    }

    /** The image as PNG in base64. */
    private static String png(ImageArchive images, String key) {
        try {
            RgbImage shown = images.image(key);
            int width = shown.width();
            int height = shown.height();
            byte[] rgb = shown.rgb();
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
