package io.firstlight.study.chain;

import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.study.stage.EncodeImages;
import io.firstlight.study.stage.StageRole;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The training stages of one recipe, each after those it starts from, and which of them is evaluated. Stages that the
 * evaluated one does not depend on never run.
 *
 * @param stages in the order they run
 * @param features what is encoded wherever a stage reads the features of a frozen image encoder
 * @param evaluated the model that the recipe ends with
 */
public record StageChain(List<ChainStage> stages, Features features, Evaluated evaluated) {
    /**
     * What the features of a frozen image encoder are computed of.
     *
     * @param images sources and benchmarks whose images are encoded, in order
     * @param floors what the nearest-neighbour floors are computed from
     */
    public record Features(List<String> images, EncodeImages.Floors floors) {
        public Features {
            images = List.copyOf(images);
        }
    }

    /**
     * The model that is evaluated.
     *
     * @param visualTokens where it takes its visual tokens from
     * @param inputs the stage that trained it, as {@link StageRole#MODEL}, and where it reads features the stage whose
     *     image encoder made them
     */
    public record Evaluated(ImageEncoderChoice visualTokens, Map<StageRole, StagePoint> inputs) {
        public Evaluated {
            inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
        }
    }

    public StageChain {
        stages = List.copyOf(stages);
        Set<String> before = new HashSet<>();
        for (ChainStage stage : stages) {
            requireBefore(before, stage.name(), stage.inputs());
            if (!before.add(stage.name())) {
                throw new IllegalArgumentException("stage '" + stage.name() + "' stands twice");
            }
        }
        requireBefore(before, "evaluation", evaluated.inputs());
    }

    private static void requireBefore(Set<String> before, String name, Map<StageRole, StagePoint> inputs) {
        inputs.values().forEach(input -> {
            if (!before.contains(input.stage())) {
                throw new IllegalArgumentException("stage '" + name + "' stands before its input " + input.stage());
            }
        });
    }

    /** How far each stage runs, in percent of its budget, for the evaluated model; others do not run at all. */
    public Map<String, Integer> needed() {
        Map<String, Integer> needed = new HashMap<>();
        evaluated.inputs().values().forEach(input -> needed.merge(input.stage(), input.percent(), Math::max));
        for (int i = stages.size() - 1; i >= 0; i--) {
            ChainStage stage = stages.get(i);
            if (needed.containsKey(stage.name())) {
                stage.inputs().values().forEach(input -> needed.merge(input.stage(), input.percent(), Math::max));
            }
        }
        return needed;
    }

    /** Whether the model, or a stage on the way to it, reads features made by the image encoder of {@code stage}. */
    public boolean readsFeaturesOf(String stage) {
        Map<String, Integer> needed = needed();
        return Stream.concat(
                        Stream.of(evaluated.inputs()),
                        stages.stream()
                                .filter(reader -> needed.containsKey(reader.name()))
                                .map(ChainStage::inputs))
                .map(inputs -> inputs.get(StageRole.FEATURES))
                .anyMatch(encoder -> encoder != null && encoder.stage().equals(stage));
    }
}
