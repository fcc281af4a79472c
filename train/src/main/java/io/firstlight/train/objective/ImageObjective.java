package io.firstlight.train.objective;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.json.Json;
import java.util.Optional;

/** An objective over batches of single images, several passes in changing order; counts images. */
abstract class ImageObjective implements Objective {
    private final long views;
    private final int batchImages;
    private final ViewOrder order;
    private long done;

    /**
     * An objective that sees images in the order of {@code order}.
     *
     * @param views number of images to see, repetitions included
     */
    ImageObjective(long views, int batchImages, ViewOrder order) {
        this.views = views;
        this.batchImages = batchImages;
        this.order = order;
    }

    /** The step over {@code images}, the first of which is view {@code firstView}. */
    abstract Step step(int[] images, long firstView);

    @Override
    public final String unit() {
        return "images";
    }

    @Override
    public final long plannedUnits() {
        return views;
    }

    @Override
    public final long doneUnits() {
        return done;
    }

    @Override
    public final Optional<Step> next() {
        if (done >= views) {
            return Optional.empty();
        }
        long begin = done;
        done = Math.min(views, begin + batchImages);
        return Optional.of(step(order.images(begin, done), begin));
    }

    @Override
    public final JsonNode cursor() {
        return Json.tree(done);
    }

    @Override
    public final void restore(JsonNode cursor) {
        done = cursor.asLong();
    }
}
