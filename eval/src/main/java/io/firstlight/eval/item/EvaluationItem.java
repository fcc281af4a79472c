package io.firstlight.eval.item;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * One question of a task.
 *
 * @param place where it stands
 * @param image key of its image in the evaluation archive, or {@code ""} for a text item
 * @param question what is asked
 * @param about what the maker of the data set wants to remember of it (an object); never read by a scorer
 */
public record EvaluationItem(Place place, String image, Question question, JsonNode about) {
    /**
     * Where an item belongs.
     *
     * @param id unique within its task
     * @param imageSet name of the set that has its image, where items of several sets are asked together; else empty
     */
    public record Place(String id, String task, Split split, String imageSet) {
        /** Of an item whose task is of the only set of images. */
        public Place(String id, String task, Split split) {
            this(id, task, split, "");
        }

        public Place {
            if (id.isBlank()) {
                throw new IllegalArgumentException("id is blank; an item needs a name of its own");
            }
        }
    }

    /** The same question as one of {@code task}, with its image in {@code imageSet}. */
    public EvaluationItem in(String task, String imageSet) {
        return new EvaluationItem(new Place(id(), task, split(), imageSet), image, question, about);
    }

    public String id() {
        return place.id();
    }

    public String task() {
        return place.task();
    }

    public Split split() {
        return place.split();
    }

    public boolean hasImage() {
        return !image.isEmpty();
    }

    public String prompt() {
        return question.prompt();
    }

    public List<String> options() {
        return question.options();
    }

    /** Index of the right option; -1 for an open question. */
    public int answer() {
        return question.answer();
    }

    /**
     * Items with the same cluster are not independent of each other, in whatever tasks they are: those that show one
     * image. An item without an image is a cluster by itself.
     */
    public String cluster() {
        if (!hasImage()) {
            return task() + "/" + id();
        }
        return place.imageSet().isEmpty() ? image : place.imageSet() + "/" + image;
    }
}
