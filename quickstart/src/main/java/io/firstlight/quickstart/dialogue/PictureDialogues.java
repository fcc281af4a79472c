package io.firstlight.quickstart.dialogue;

import io.firstlight.quickstart.Draws;
import io.firstlight.quickstart.dialogue.Dialogue.Turn;
import io.firstlight.quickstart.drawing.DrawingLibrary;
import io.firstlight.quickstart.drawing.Split;
import io.firstlight.quickstart.lexicon.Concept;
import io.firstlight.quickstart.scene.Place;
import io.firstlight.quickstart.scene.Relations;
import io.firstlight.quickstart.scene.Scene;
import io.firstlight.quickstart.scene.Shown;
import io.firstlight.quickstart.text.Knowledge;
import io.firstlight.quickstart.text.Phrases;
import io.firstlight.quickstart.text.Role;
import io.firstlight.quickstart.text.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Questions about a training picture, several to a picture because they share its visual tokens. */
public final class PictureDialogues {
    private final Knowledge knowledge;
    private final List<Concept> concepts;

    public PictureDialogues(Knowledge knowledge, DrawingLibrary library) {
        this.knowledge = knowledge;
        this.concepts = library.concepts(Split.TRAINING);
    }

    /** Three or four turns where the picture gives as many, in random order. */
    public Dialogue about(Scene scene, Draws draws) {
        List<Turn> turns = switch (scene.kind()) {
            case WORD -> List.of(turn(Wording.READING, Map.of(), scene.word(), draws));
            case SINGLE -> single(scene.things().get(0), draws);
            case SAME -> same(scene, draws);
            case DIFFERENT -> different(scene, draws);
        };
        List<Turn> shuffled = draws.shuffled(turns);
        return new Dialogue("dialogue-" + scene.key(), scene.key(), shuffled.subList(0, Math.min(shuffled.size(), draws.integer(3, 4))));
    }

    private List<Turn> single(Shown thing, Draws draws) {
        List<Turn> turns = new ArrayList<>();
        turns.add(turn(Wording.NAME, Map.of(), thing.word(), draws));
        kind(thing, draws).ifPresent(turns::add);
        if (!thing.color().isEmpty()) {
            turns.add(turn(Wording.COLOR, Map.of(), thing.color(), draws));
        }
        turns.add(presence(List.of(thing), draws));
        return turns;
    }

    private List<Turn> same(Scene scene, Draws draws) {
        Shown thing = scene.things().get(0);
        List<Turn> turns = new ArrayList<>();
        turns.add(turn(Wording.COUNT, Map.of(), Knowledge.NUMBERS.get(scene.things().size() - 1), draws));
        turns.add(turn(Wording.NAME, Map.of(), thing.word(), draws));
        kind(thing, draws).ifPresent(turns::add);
        turns.add(presence(scene.things(), draws));
        return turns;
    }

    private List<Turn> different(Scene scene, Draws draws) {
        List<Turn> turns = new ArrayList<>();
        Shown thing = draws.one(scene.things());
        turns.add(presence(scene.things(), draws));
        if (draws.chance(0.5)) {
            turns.add(presence(scene.things(), draws));
        }
        turns.add(turn(Wording.LOCATION, Map.of("x", thing.word()), thing.place().word(), draws));
        Shown placed = draws.one(scene.things());
        turns.add(turn(Wording.NAME_AT_PLACE, Map.of("x", placed.place().word()), placed.word(), draws));
        relation(scene, draws).ifPresent(turns::add);
        if (draws.chance(0.4)) {
            turns.add(turn(Wording.COUNT, Map.of(), Knowledge.NUMBERS.get(scene.things().size() - 1), draws));
        }
        Shown colored = draws.one(scene.things());
        if (!colored.color().isEmpty() && draws.chance(0.6)) {
            turns.add(turn(Wording.COLOR_OF, Map.of("x", colored.word()), colored.color(), draws));
        }
        return turns;
    }

    private Optional<Turn> kind(Shown thing, Draws draws) {
        boolean asked = thing.concept().hasCategory() && knowledge.of(thing.word()).role() == Role.ASKED;
        return asked ? Optional.of(turn(Wording.KIND, Map.of(), thing.concept().category(), draws)) : Optional.empty();
    }

    /** As often yes as no; a "no" is mostly about another thing of a shown thing's group. */
    private Turn presence(List<Shown> things, Draws draws) {
        Shown thing = draws.one(things);
        if (draws.chance(0.5)) {
            return turn(Wording.PRESENCE, Map.of("x", Phrases.of(thing.concept())), "yes", draws);
        }
        boolean hard = draws.chance(0.7);
        List<Concept> absent = concepts.stream().filter(c -> things.stream().noneMatch(t -> t.concept() == c))
                .filter(c -> !hard || c.group().equals(thing.concept().group())).toList();
        Concept other = draws.one(absent.isEmpty() ? concepts.stream().filter(c -> c != thing.concept()).toList() : absent);
        return turn(Wording.PRESENCE, Map.of("x", Phrases.of(other)), "no", draws);
    }

    private static Optional<Turn> relation(Scene scene, Draws draws) {
        for (Shown from : draws.shuffled(scene.things())) {
            List<Place> beside = draws.shuffled(List.of(from.place().across(), from.place().overOrUnder()));
            for (Place place : beside) {
                Optional<Shown> answer = scene.at(place);
                if (answer.isPresent()) {
                    return Optional.of(turn(Wording.RELATION, Map.of("x", from.word(), "y", Relations.word(from.place(), place)),
                            answer.get().word(), draws));
                }
            }
        }
        return Optional.empty();
    }

    private static Turn turn(Wording wording, Map<String, String> places, String answer, Draws draws) {
        return new Turn(wording.name(), Wording.fill(draws.one(wording.training()), places), answer);
    }
}
