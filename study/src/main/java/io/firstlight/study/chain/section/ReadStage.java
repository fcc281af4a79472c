package io.firstlight.study.chain.section;

import io.firstlight.study.chain.ChainStage;
import io.firstlight.study.chain.StagePoint;
import io.firstlight.study.stage.StageRole;
import io.firstlight.study.training.NextTokenSettings;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * A stage that has been read, with what stages after it take over.
 *
 * @param after the place that it comes after
 * @param weights where the weights of every module come from that it starts with, also of those that it only passes on
 */
record ReadStage(ChainStage stage, Optional<Place> after, Map<StageRole, StagePoint> weights) {
    ReadStage {
        weights = Map.copyOf(weights);
    }

    /**
     * A point of a stage's budget.
     *
     * @param percent 0 for its beginning, where it has nothing but what it started with
     */
    record Place(ReadStage read, int percent) {
        /** The place in the chain, which there is above 0 %. */
        StagePoint point() {
            return new StagePoint(read.stage.name(), percent);
        }

        /** Where the weights of every module come from that there is at this place. */
        Map<StageRole, StagePoint> weightsHere() {
            Map<StageRole, StagePoint> here = new EnumMap<>(StageRole.class);
            here.putAll(read.weights);
            if (percent > 0) {
                read.stage.training().modules().forEach(module -> here.put(module, point()));
            }
            return here;
        }

        /** This place, or the nearest before it, at which tokens have been predicted; empty where there is none. */
        Optional<Place> tokens() {
            return percent > 0 && read.predictsTokens() ? Optional.of(this) : read.after.flatMap(Place::tokens);
        }

        /** The nearest stage, here or before, that predicts tokens, even if nothing of it has been run. */
        Optional<ReadStage> tokenStage() {
            return read.predictsTokens() ? Optional.of(read) : read.after.flatMap(Place::tokenStage);
        }
    }

    private boolean predictsTokens() {
        return stage.training().objective() instanceof NextTokenSettings;
    }
}
