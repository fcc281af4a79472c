package io.firstlight.worlds.quickstart.dialogue;

import io.firstlight.worlds.quickstart.dialogue.Dialogue.Turn;
import io.firstlight.worlds.quickstart.drawing.DrawingLibrary;
import io.firstlight.worlds.quickstart.drawing.WorldSplit;
import io.firstlight.worlds.quickstart.lexicon.AbsentConcepts;
import io.firstlight.worlds.quickstart.lexicon.Concept;
import io.firstlight.worlds.quickstart.random.RandomDraws;
import io.firstlight.worlds.quickstart.scene.Scene;
import io.firstlight.worlds.quickstart.scene.SceneObject;
import io.firstlight.worlds.quickstart.text.FactRole;
import io.firstlight.worlds.quickstart.text.Knowledge;
import io.firstlight.worlds.quickstart.text.NounPhrases;
import io.firstlight.worlds.quickstart.text.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Dialogues about training images, with several questions to an image because they share its visual tokens. No answer
 * follows from earlier turns: an object that was named is not asked for, and its category is asked before its name.
 * Otherwise the model would learn to answer from the dialogue and not from the image.
 */
public final class ImageDialogues {
    /**
     * Probability of a color question about an object that has a color. Tinted drawings always have one, so at 1 it
     * would be the most frequent question by far.
     */
    private static final double COLOR_SHARE = 0.5;
    /**
     * Probability that a dialogue about one object ends with a question whether it is there, and not with what it is.
     */
    private static final double PRESENCE_SHARE = 0.3;

    private final Knowledge knowledge;
    private final AbsentConcepts absent;

    /** Asks for absent concepts only if they have a training drawing in {@code library}. */
    public ImageDialogues(Knowledge knowledge, DrawingLibrary library) {
        this.knowledge = knowledge;
        this.absent = new AbsentConcepts(library.concepts(WorldSplit.TRAINING));
    }

    /** A dialogue of up to four turns, as many as the scene allows. */
    public Dialogue about(Scene scene, RandomDraws draws) {
        List<Turn> turns = switch (scene.composition()) {
            case WORD -> List.of(turn(Wording.READING, Map.of(), scene.word(), draws));
            case SINGLE -> oneObject(scene, draws);
            case SAME -> oneObject(scene, draws);
            case DIFFERENT -> new SceneTurns(scene, this, draws).turns();
        };
        return new Dialogue("dialogue-" + scene.key(), scene.key(), turns);
    }

    /** Asks for number, color and category, and then either whether the object is there or what it is. */
    private List<Turn> oneObject(Scene scene, RandomDraws draws) {
        SceneObject object = scene.objects().get(0);
        List<Turn> turns = new ArrayList<>();
        if (scene.composition() == Scene.Composition.SAME) {
            turns.add(turn(
                    Wording.COUNT,
                    Map.of(),
                    Knowledge.NUMBERS.get(scene.objects().size() - 1),
                    draws));
        }
        if (!object.color().isEmpty() && draws.chance(COLOR_SHARE)) {
            turns.add(turn(Wording.COLOR, Map.of(), object.color(), draws));
        }
        kind(object, draws).ifPresent(turns::add);
        turns = draws.shuffled(turns);
        boolean presence = draws.chance(PRESENCE_SHARE);
        Turn last = presence
                ? presence(scene.objects(), object, draws)
                : turn(Wording.NAME, Map.of(), object.word(), draws);
        turns.add(last);
        if (last.answer().equals("no")) {
            turns.add(turn(Wording.NAME, Map.of(), object.word(), draws));
        }
        return turns;
    }

    private Optional<Turn> kind(SceneObject object, RandomDraws draws) {
        boolean asked =
                object.concept().hasCategory() && knowledge.of(object.word()).role() == FactRole.ASKED;
        return asked ? Optional.of(turn(Wording.KIND, Map.of(), object.concept().category(), draws)) : Optional.empty();
    }

    /** A question whether something is there: with equal probability "yes", about {@code object}, or "no". */
    Turn presence(List<SceneObject> objects, SceneObject object, RandomDraws draws) {
        if (draws.chance(0.5)) {
            return turn(Wording.PRESENCE, Map.of("x", NounPhrases.of(object.concept())), "yes", draws);
        }
        Set<Concept> shown = objects.stream().map(SceneObject::concept).collect(Collectors.toSet());
        Concept other = absent.draw(shown, object.concept(), draws);
        return turn(Wording.PRESENCE, Map.of("x", NounPhrases.of(other)), "no", draws);
    }

    /** A turn with a random training wording, its placeholders filled from {@code values}. */
    static Turn turn(Wording wording, Map<String, String> values, String answer, RandomDraws draws) {
        return new Turn(Wording.fill(draws.one(wording.training()), values), answer);
    }
}
