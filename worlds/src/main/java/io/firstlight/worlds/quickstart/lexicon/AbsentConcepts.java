package io.firstlight.worlds.quickstart.lexicon;

import io.firstlight.worlds.quickstart.chance.Draws;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * What a scene does not show, for the question whether it is there. Mostly something like what it shows, as in the
 * evaluation: told apart from strangers alone, a fish that is asked for beside a shark would pass.
 */
public final class AbsentConcepts {
    /** So many are of the group of something that is there. */
    private static final double SAME_GROUP_SHARE = 0.7;

    private final List<Concept> concepts;

    /** @param concepts more than any scene shows */
    public AbsentConcepts(Collection<Concept> concepts) {
        this.concepts = List.copyOf(concepts);
    }

    /**
     * One that is not among {@code shown}.
     *
     * @param near of whose group it mostly is; any other stands in where all of its group are shown
     */
    public Concept draw(Set<Concept> shown, Concept near, Draws draws) {
        boolean sameGroup = draws.chance(SAME_GROUP_SHARE);
        List<Concept> absent = concepts.stream().filter(c -> !shown.contains(c)).toList();
        List<Concept> like =
                absent.stream().filter(c -> c.group().equals(near.group())).toList();
        return draws.one(sameGroup && !like.isEmpty() ? like : absent);
    }
}
