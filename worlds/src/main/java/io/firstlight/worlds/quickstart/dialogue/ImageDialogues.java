package io.firstlight.worlds.quickstart.dialogue;

import io.firstlight.worlds.quickstart.chance.Draws;
import io.firstlight.worlds.quickstart.dialogue.Dialogue.Turn;
import io.firstlight.worlds.quickstart.drawing.DrawingLibrary;
import io.firstlight.worlds.quickstart.drawing.Split;
import io.firstlight.worlds.quickstart.lexicon.AbsentConcepts;
import io.firstlight.worlds.quickstart.lexicon.Concept;
import io.firstlight.worlds.quickstart.scene.Scene;
import io.firstlight.worlds.quickstart.scene.Shown;
import io.firstlight.worlds.quickstart.text.Knowledge;
import io.firstlight.worlds.quickstart.text.Phrases;
import io.firstlight.worlds.quickstart.text.Role;
import io.firstlight.worlds.quickstart.text.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Questions about a training image, several to an image because they share its visual tokens. No answer follows from
 * the turns before it: a thing that was named is not asked for, and its kind is asked before its name. Otherwise the
 * model would learn to read the dialogue and not the image.
 */
public final class ImageDialogues {
    /** Tinted drawings always have a color to ask for; unchecked, that would be the most frequent question by far. */
    private static final double COLOR_SHARE = 0.5;
    /** Of the images of one thing, so many end with whether it is there; the others with what it is. */
    private static final double PRESENCE_SHARE = 0.3;

    private final Knowledge knowledge;
    private final AbsentConcepts absent;

    public ImageDialogues(Knowledge knowledge, DrawingLibrary library) {
        this.knowledge = knowledge;
        this.absent = new AbsentConcepts(library.concepts(Split.TRAINING));
    }

    /** Up to four turns, as many as the image gives. */
    public Dialogue about(Scene scene, Draws draws) {
        List<Turn> turns = switch (scene.kind()) {
            case WORD -> List.of(turn(Wording.READING, Map.of(), scene.word(), draws));
            case SINGLE -> oneThing(scene, draws);
            case SAME -> oneThing(scene, draws);
            case DIFFERENT -> new SceneTurns(scene, this, draws).turns();
        };
        return new Dialogue("dialogue-" + scene.key(), scene.key(), turns);
    }

    /** Number, color, kind, and then either whether the thing is there or what it is. */
    private List<Turn> oneThing(Scene scene, Draws draws) {
        Shown thing = scene.things().get(0);
        List<Turn> turns = new ArrayList<>();
        if (scene.kind() == Scene.Kind.SAME) {
            turns.add(turn(
                    Wording.COUNT,
                    Map.of(),
                    Knowledge.NUMBERS.get(scene.things().size() - 1),
                    draws));
        }
        if (!thing.color().isEmpty() && draws.chance(COLOR_SHARE)) {
            turns.add(turn(Wording.COLOR, Map.of(), thing.color(), draws));
        }
        kind(thing, draws).ifPresent(turns::add);
        turns = draws.shuffled(turns);
        boolean presence = draws.chance(PRESENCE_SHARE);
        Turn last =
                presence ? presence(scene.things(), thing, draws) : turn(Wording.NAME, Map.of(), thing.word(), draws);
        turns.add(last);
        if (last.answer().equals("no")) {
            turns.add(turn(Wording.NAME, Map.of(), thing.word(), draws));
        }
        return turns;
    }

    private Optional<Turn> kind(Shown thing, Draws draws) {
        boolean asked =
                thing.concept().hasCategory() && knowledge.of(thing.word()).role() == Role.ASKED;
        return asked ? Optional.of(turn(Wording.KIND, Map.of(), thing.concept().category(), draws)) : Optional.empty();
    }

    /** As often yes, about {@code thing}, as no. */
    Turn presence(List<Shown> things, Shown thing, Draws draws) {
        if (draws.chance(0.5)) {
            return turn(Wording.PRESENCE, Map.of("x", Phrases.of(thing.concept())), "yes", draws);
        }
        Set<Concept> shown = things.stream().map(Shown::concept).collect(Collectors.toSet());
        Concept other = absent.draw(shown, thing.concept(), draws);
        return turn(Wording.PRESENCE, Map.of("x", Phrases.of(other)), "no", draws);
    }

    static Turn turn(Wording wording, Map<String, String> places, String answer, Draws draws) {
        return new Turn(wording.name(), Wording.fill(draws.one(wording.training()), places), answer);
    }
}
