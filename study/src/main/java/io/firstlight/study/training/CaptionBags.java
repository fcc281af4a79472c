package io.firstlight.study.training;

import io.firstlight.core.error.UserException;
import io.firstlight.core.progress.Progress;
import io.firstlight.train.objective.AlignmentObjective.Bags;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The token ids of each image's captions, without those that too many images share. */
public final class CaptionBags {
    /** A token in the captions of a greater share of images says nothing about its image ("a"). */
    private static final double TOO_COMMON = 0.2;

    private final String imageSet;
    private final List<String> keys = new ArrayList<>();
    private final List<Set<Integer>> tokensOf = new ArrayList<>();
    private final Map<Integer, Integer> imagesWith = new HashMap<>();

    private CaptionBags(String imageSet) {
        this.imageSet = imageSet;
    }

    /**
     * Reads the captions as bags of token ids.
     *
     * @param style "short", "rich" or "both"
     * @throws UserException if the captions have no tokens that distinguish images
     */
    public static Bags read(StageData data, String imageSet, String style, Progress progress) throws IOException {
        CaptionBags bags = new CaptionBags(imageSet);
        for (CaptionTable.CaptionedImage row : CaptionTable.read(data, imageSet).rows()) {
            Set<Integer> tokens = new TreeSet<>();
            for (String caption : row.captions(style)) {
                for (int token : data.tokenizer().encode(caption)) {
                    tokens.add(token);
                }
            }
            bags.add(row.image(), tokens);
        }
        int[] vocabulary = bags.vocabulary();
        if (vocabulary.length == 1) {
            throw new UserException("all captions of the " + imageSet + " images come down to the one word '"
                    + data.tokenizer().decode(vocabulary)
                    + "'; with nothing to tell apart, the projector cannot be aligned."
                    + " Set projector_alignment.views to 0 or give better captions.");
        }
        return bags.over(vocabulary, progress);
    }

    private void add(String key, Set<Integer> tokens) {
        keys.add(key);
        tokensOf.add(tokens);
        tokens.forEach(token -> imagesWith.merge(token, 1, Integer::sum));
    }

    /** The token ids that are rare enough, ascending. */
    private int[] vocabulary() {
        return imagesWith.entrySet().stream()
                .filter(entry -> entry.getValue() <= TOO_COMMON * keys.size())
                .mapToInt(Map.Entry::getKey)
                .sorted()
                .toArray();
    }

    private Bags over(int[] vocabulary, Progress progress) {
        Map<Integer, Integer> indexOf = new HashMap<>();
        for (int i = 0; i < vocabulary.length; i++) {
            indexOf.put(vocabulary[i], i);
        }
        List<String> usedKeys = new ArrayList<>();
        List<int[]> tokens = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            int[] used = tokensOf.get(i).stream()
                    .filter(indexOf::containsKey)
                    .mapToInt(indexOf::get)
                    .toArray();
            if (used.length > 0) {
                usedKeys.add(keys.get(i));
                tokens.add(used);
            }
        }
        if (usedKeys.isEmpty()) {
            throw new UserException(
                    "no caption of the " + imageSet + " images has a word of its own (each is of more than "
                            + Math.round(100 * TOO_COMMON) + " % of them); the projector cannot be aligned."
                            + " Set projector_alignment.views to 0 or give better captions.");
        }
        int leftOut = keys.size() - usedKeys.size();
        if (leftOut > 0) {
            progress.message(leftOut + " of " + keys.size() + " images of the set " + imageSet
                    + " take no part in aligning the projector: the captions of more than "
                    + Math.round(100 * TOO_COMMON) + " % of all images have each of their words.");
        }
        return new Bags(usedKeys, tokens.toArray(int[][]::new), vocabulary);
    }
}
