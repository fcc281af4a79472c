package io.firstlight.worlds.quickstart.lexicon;

import io.firstlight.worlds.quickstart.random.RandomDraws;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Chooses a concept that a scene does not show, for questions that must be answered with "no". Most of these concepts
 * belong to the group of a shown one, as in the evaluation: otherwise a model that confuses a fish with a shark could
 * still answer all of them.
 */
public final class AbsentConcepts {
    /** The share of absent concepts that are drawn from the group of a shown one. */
    private static final double SAME_GROUP_SHARE = 0.7;

    private final List<Concept> concepts;

    /**
     * Chooses from the given concepts.
     *
     * @param concepts more of them than any scene shows
     */
    public AbsentConcepts(Collection<Concept> concepts) {
        this.concepts = List.copyOf(concepts);
    }

    /**
     * A concept that is not among {@code shown}.
     *
     * @param near a shown concept, whose group the result mostly belongs to; any absent concept may be drawn if its
     *     whole group is shown
     */
    public Concept draw(Set<Concept> shown, Concept near, RandomDraws draws) {
        boolean sameGroup = draws.chance(SAME_GROUP_SHARE);
        List<Concept> absent = concepts.stream().filter(c -> !shown.contains(c)).toList();
        List<Concept> like =
                absent.stream().filter(c -> c.group().equals(near.group())).toList();
        return draws.one(sameGroup && !like.isEmpty() ? like : absent);
    }
}
