package io.firstlight.worlds.quickstart.dialogue;

import io.firstlight.worlds.quickstart.chance.Draws;
import io.firstlight.worlds.quickstart.dialogue.Dialogue.Turn;
import io.firstlight.worlds.quickstart.scene.Place;
import io.firstlight.worlds.quickstart.scene.Relations;
import io.firstlight.worlds.quickstart.scene.Scene;
import io.firstlight.worlds.quickstart.scene.Shown;
import io.firstlight.worlds.quickstart.text.Knowledge;
import io.firstlight.worlds.quickstart.text.Wording;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The turns about a scene of different things. Keeps account of what the turns so far have given away. */
final class SceneTurns {
    private static final int MAX_TURNS = 4;
    private final Scene scene;
    private final ImageDialogues dialogues;
    private final Draws draws;
    /** Words that the turns so far have said to be in the image. */
    private final Set<String> named = new HashSet<>();
    /** Words whose place follows from the turns so far. */
    private final Set<String> placed = new HashSet<>();

    SceneTurns(Scene scene, ImageDialogues dialogues, Draws draws) {
        this.scene = scene;
        this.dialogues = dialogues;
        this.draws = draws;
    }

    List<Turn> turns() {
        // Presence twice and relation twice: they are the hardest to learn.
        List<Wording> order = draws.shuffled(List.of(
                Wording.PRESENCE,
                Wording.PRESENCE,
                Wording.LOCATION,
                Wording.NAME_AT_PLACE,
                Wording.RELATION,
                Wording.RELATION,
                Wording.COUNT,
                Wording.COLOR_OF));
        List<Turn> turns = new ArrayList<>();
        for (Wording wording : order) {
            if (turns.size() < MAX_TURNS) {
                turn(wording).ifPresent(turns::add);
            }
        }
        return turns;
    }

    private Optional<Turn> turn(Wording wording) {
        return switch (wording) {
            case PRESENCE ->
                unnamed().map(thing -> {
                    Turn turn = dialogues.presence(scene.things(), thing, draws);
                    if (turn.answer().equals("yes")) {
                        named.add(thing.word());
                    }
                    return turn;
                });
            case LOCATION ->
                first(scene.things().stream()
                                .filter(t -> !placed.contains(t.word()))
                                .toList())
                        .map(thing -> {
                            place(thing);
                            return say(
                                    Wording.LOCATION,
                                    Map.of("x", thing.word()),
                                    thing.place().word());
                        });
            case NAME_AT_PLACE ->
                unnamed().map(thing -> {
                    place(thing);
                    return say(Wording.NAME_AT_PLACE, Map.of("x", thing.place().word()), thing.word());
                });
            case RELATION -> relation();
            case COUNT ->
                Optional.of(say(
                        Wording.COUNT,
                        Map.of(),
                        Knowledge.NUMBERS.get(scene.things().size() - 1)));
            case COLOR_OF ->
                first(scene.things().stream().filter(t -> !t.color().isEmpty()).toList())
                        .map(thing -> {
                            named.add(thing.word());
                            return say(Wording.COLOR_OF, Map.of("x", thing.word()), thing.color());
                        });
            default -> throw new IllegalArgumentException(wording + " is not asked about a scene");
        };
    }

    private Optional<Turn> relation() {
        for (Shown from : draws.shuffled(scene.things())) {
            for (Place place :
                    draws.shuffled(List.of(from.place().across(), from.place().overOrUnder()))) {
                Optional<Shown> answer = scene.at(place).filter(thing -> !named.contains(thing.word()));
                if (answer.isPresent()) {
                    named.add(from.word());
                    named.add(answer.get().word());
                    if (placed.contains(from.word())) {
                        placed.add(answer.get().word());
                    }
                    return Optional.of(say(
                            Wording.RELATION,
                            Map.of("x", from.word(), "y", Relations.word(from.place(), place)),
                            answer.get().word()));
                }
            }
        }
        return Optional.empty();
    }

    private void place(Shown thing) {
        named.add(thing.word());
        placed.add(thing.word());
    }

    private Optional<Shown> unnamed() {
        return first(
                scene.things().stream().filter(t -> !named.contains(t.word())).toList());
    }

    private Optional<Shown> first(List<Shown> things) {
        return things.isEmpty() ? Optional.empty() : Optional.of(draws.one(things));
    }

    private Turn say(Wording wording, Map<String, String> places, String answer) {
        return ImageDialogues.turn(wording, places, answer, draws);
    }
}
