package io.firstlight.eval.score;

import io.firstlight.core.error.UserException;
import io.firstlight.core.random.KeyedRandom;
import io.firstlight.eval.item.EvaluationItem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A fixed derangement of the images of a task: every item gets the image of another one, never its own. A function of
 * the seed and the items alone, so that every model sees the same wrong images.
 */
public final class ShuffledImages {
    private final Map<String, String> imageOfItem = new HashMap<>();

    /**
     * The derangement of the images of {@code items} under {@code seed}.
     *
     * @param items items of one task and split, all with an image; several may share one
     * @throws UserException if more than half of them share one image, so that no derangement exists
     */
    public ShuffledImages(List<EvaluationItem> items, long seed) {
        if (items.isEmpty()) {
            return;
        }
        // Items of one image stand side by side in a ring, in groups of at most `largest`. A step of `largest` round
        // the ring leaves any group, and comes back into one only if the ring is shorter than two such steps.
        List<EvaluationItem> ring = new ArrayList<>();
        int largest = 0;
        for (List<EvaluationItem> group : groups(items, seed)) {
            ring.addAll(group);
            largest = Math.max(largest, group.size());
        }
        require(items);
        for (int i = 0; i < ring.size(); i++) {
            imageOfItem.put(
                    ring.get(i).id(), ring.get((i + largest) % ring.size()).image());
        }
    }

    /**
     * Requires that every item can be shown the image of another.
     *
     * @param items of one task and split
     * @throws UserException if more than half of them share one image
     */
    public static void require(List<EvaluationItem> items) {
        Map<String, Integer> shownBy = new HashMap<>();
        items.forEach(item -> shownBy.merge(item.image(), 1, Integer::sum));
        int largest = shownBy.values().stream().max(Integer::compare).orElse(0);
        if (2 * largest > items.size()) {
            throw new UserException("task '" + items.get(0).task() + "': " + largest + " of " + items.size() + " "
                    + items.get(0).split().serializedName() + " items show the same image, so images cannot be"
                    + " exchanged; show at most half of them one image");
        }
    }

    /** The image that {@code item} is shown instead of its own. */
    public String imageFor(EvaluationItem item) {
        String image = imageOfItem.get(item.id());
        if (image == null) {
            throw new IllegalArgumentException("item '" + item.id() + "' is not one of the exchanged ones");
        }
        return image;
    }

    private static List<List<EvaluationItem>> groups(List<EvaluationItem> items, long seed) {
        Map<String, List<EvaluationItem>> byImage = new LinkedHashMap<>();
        for (EvaluationItem item : items) {
            byImage.computeIfAbsent(item.image(), image -> new ArrayList<>()).add(item);
        }
        List<List<EvaluationItem>> groups = new ArrayList<>(byImage.values());
        KeyedRandom random =
                KeyedRandom.of(seed, "shuffled-images/" + items.get(0).task(), 0);
        for (int i = groups.size() - 1; i > 0; i--) {
            Collections.swap(groups, i, random.nextInt(i + 1));
        }
        return groups;
    }
}
