package io.firstlight.eval.floor;

import io.firstlight.core.error.UserException;
import io.firstlight.core.progress.Progress;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.eval.answer.BestOption;
import io.firstlight.eval.answer.Response;
import io.firstlight.eval.benchmark.EvaluationSet;
import io.firstlight.eval.benchmark.EvaluationTask;
import io.firstlight.eval.item.EvaluationItem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Answers without a language model: an option scores as much as the item's image is like the most similar training crop
 * captioned with that concept. A model below this floor has not learned more than template matching gives.
 *
 * <p>Only crops whose concept is an option of an item are compared with that item, so the cost is far below items times
 * crops, and crops stream by: memory holds the items' vectors only.
 */
public final class NearestNeighbour {
    /** Score of an option that no crop is captioned with. */
    public static final double NO_CROP = -Double.MAX_VALUE;

    /**
     * A training image with its concepts.
     *
     * @param concepts the concepts that its caption names
     */
    public record Crop(String image, List<String> concepts) {
        public Crop {
            concepts = List.copyOf(concepts);
        }
    }

    private final ImageDescriptor descriptor;

    public NearestNeighbour(ImageDescriptor descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Chooses for each item the option whose nearest training image is most similar.
     *
     * @param crops training images of the encoder set; options are matched to concepts regardless of case
     * @return one answer per item of the tasks with a neighbour floor, both splits
     * @throws UserException if an image cannot be read
     */
    public List<FloorAnswer> answer(EvaluationSet set, List<Crop> crops, Progress progress) {
        List<Candidate> candidates = new ArrayList<>();
        Map<String, List<Slot>> slotsOfConcept = new HashMap<>();
        for (EvaluationTask task :
                set.tasks().stream().filter(EvaluationTask::neighbourFloor).toList()) {
            for (EvaluationItem item : set.items(task.name())) {
                Candidate candidate = new Candidate(
                        item, describe(item.image()), new double[item.options().size()]);
                Arrays.fill(candidate.scores, NO_CROP);
                candidates.add(candidate);
                for (int o = 0; o < item.options().size(); o++) {
                    slotsOfConcept
                            .computeIfAbsent(normal(item.options().get(o)), c -> new ArrayList<>())
                            .add(new Slot(candidate, o));
                }
            }
        }
        compare(crops, slotsOfConcept, progress);
        long missing = candidates.stream()
                .flatMapToDouble(c -> Arrays.stream(c.scores))
                .filter(s -> s == NO_CROP)
                .count();
        if (missing > 0) {
            progress.message(
                    "nearest neighbour: " + missing + " options are concepts of no training crop and score lowest");
        }
        return candidates.stream().map(candidate -> answer(set, candidate)).toList();
    }

    private static FloorAnswer answer(EvaluationSet set, Candidate candidate) {
        EvaluationItem item = candidate.item;
        List<Double> scores = Arrays.stream(candidate.scores).boxed().toList();
        Response response = new Response(BestOption.text(item.options(), scores), List.of(), List.of());
        return new FloorAnswer(
                item, scores, set.task(item.task()).scoring().metric().score(item.question(), response));
    }

    private void compare(List<Crop> crops, Map<String, List<Slot>> slotsOfConcept, Progress progress) {
        try (Progress.Task task = progress.begin("nearest neighbour", crops.size(), "crops")) {
            for (int i = 0; i < crops.size(); i++) {
                List<Slot> slots = crops.get(i).concepts().stream()
                        .map(NearestNeighbour::normal)
                        .distinct()
                        .flatMap(concept -> slotsOfConcept.getOrDefault(concept, List.of()).stream())
                        .toList();
                if (!slots.isEmpty()) {
                    float[] crop = describe(crops.get(i).image());
                    for (Slot slot : slots) {
                        slot.offer(descriptor.similarity(slot.candidate.vector, crop));
                    }
                }
                task.update(i + 1L, "");
            }
        }
    }

    private float[] describe(String image) {
        try {
            return descriptor.describe(image);
        } catch (BadSampleException e) {
            throw new UserException(
                    "the nearest-neighbour floor needs every image: " + e.getMessage() + "; prepare the data set again",
                    e);
        }
    }

    private static String normal(String concept) {
        return concept.strip().toLowerCase(Locale.ROOT);
    }

    private record Candidate(EvaluationItem item, float[] vector, double[] scores) {}

    private record Slot(Candidate candidate, int option) {
        void offer(double similarity) {
            candidate.scores[option] = Math.max(candidate.scores[option], similarity);
        }
    }
}
