package io.firstlight.worlds.quickstart.dialogue;

import io.firstlight.worlds.quickstart.dialogue.Dialogue.Turn;
import io.firstlight.worlds.quickstart.random.RandomDraws;
import io.firstlight.worlds.quickstart.scene.Quadrant;
import io.firstlight.worlds.quickstart.scene.Scene;
import io.firstlight.worlds.quickstart.scene.SceneObject;
import io.firstlight.worlds.quickstart.scene.SpatialRelation;
import io.firstlight.worlds.quickstart.text.Knowledge;
import io.firstlight.worlds.quickstart.text.Wording;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes the turns about a scene of different objects and keeps track of what earlier turns have revealed. */
final class SceneTurns {
    private static final int MAX_TURNS = 4;
    private final Scene scene;
    private final ImageDialogues dialogues;
    private final RandomDraws draws;
    /** Names of objects that earlier turns have said to be in the image. */
    private final Set<String> named = new HashSet<>();
    /** Names of objects whose quadrant follows from earlier turns. */
    private final Set<String> placed = new HashSet<>();

    SceneTurns(Scene scene, ImageDialogues dialogues, RandomDraws draws) {
        this.scene = scene;
        this.dialogues = dialogues;
        this.draws = draws;
    }

    /** Up to four turns in random order. */
    List<Turn> turns() {
        // Presence and relation twice, because they are the hardest to learn.
        List<Wording> order = draws.shuffled(List.of(
                Wording.PRESENCE,
                Wording.PRESENCE,
                Wording.LOCATION,
                Wording.NAME_AT_QUADRANT,
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
                unnamed().map(object -> {
                    Turn turn = dialogues.presence(scene.objects(), object, draws);
                    if (turn.answer().equals("yes")) {
                        named.add(object.word());
                    }
                    return turn;
                });
            case LOCATION ->
                first(scene.objects().stream()
                                .filter(t -> !placed.contains(t.word()))
                                .toList())
                        .map(object -> {
                            markPlaced(object);
                            return say(
                                    Wording.LOCATION,
                                    Map.of("x", object.word()),
                                    object.quadrant().word());
                        });
            case NAME_AT_QUADRANT ->
                unnamed().map(object -> {
                    markPlaced(object);
                    return say(
                            Wording.NAME_AT_QUADRANT,
                            Map.of("x", object.quadrant().word()),
                            object.word());
                });
            case RELATION -> relation();
            case COUNT ->
                Optional.of(say(
                        Wording.COUNT,
                        Map.of(),
                        Knowledge.NUMBERS.get(scene.objects().size() - 1)));
            case COLOR_OF ->
                first(scene.objects().stream().filter(t -> !t.color().isEmpty()).toList())
                        .map(object -> {
                            named.add(object.word());
                            return say(Wording.COLOR_OF, Map.of("x", object.word()), object.color());
                        });
            default -> throw new IllegalArgumentException(wording + " is not asked about a scene");
        };
    }

    private Optional<Turn> relation() {
        for (SceneObject from : draws.shuffled(scene.objects())) {
            for (Quadrant quadrant : draws.shuffled(List.of(
                    from.quadrant().horizontalNeighbour(), from.quadrant().verticalNeighbour()))) {
                Optional<SceneObject> answer = scene.at(quadrant).filter(object -> !named.contains(object.word()));
                if (answer.isPresent()) {
                    named.add(from.word());
                    named.add(answer.get().word());
                    if (placed.contains(from.word())) {
                        placed.add(answer.get().word());
                    }
                    return Optional.of(say(
                            Wording.RELATION,
                            Map.of("x", from.word(), "y", SpatialRelation.word(from.quadrant(), quadrant)),
                            answer.get().word()));
                }
            }
        }
        return Optional.empty();
    }

    private void markPlaced(SceneObject object) {
        named.add(object.word());
        placed.add(object.word());
    }

    private Optional<SceneObject> unnamed() {
        return first(
                scene.objects().stream().filter(t -> !named.contains(t.word())).toList());
    }

    private Optional<SceneObject> first(List<SceneObject> objects) {
        return objects.isEmpty() ? Optional.empty() : Optional.of(draws.one(objects));
    }

    private Turn say(Wording wording, Map<String, String> values, String answer) {
        return ImageDialogues.turn(wording, values, answer, draws);
    }
}
