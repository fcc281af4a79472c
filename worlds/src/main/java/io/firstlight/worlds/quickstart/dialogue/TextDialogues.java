package io.firstlight.worlds.quickstart.dialogue;

import io.firstlight.worlds.quickstart.dialogue.Dialogue.Turn;
import io.firstlight.worlds.quickstart.random.RandomDraws;
import io.firstlight.worlds.quickstart.text.Cloze;
import io.firstlight.worlds.quickstart.text.FactRole;
import io.firstlight.worlds.quickstart.text.Knowledge;
import io.firstlight.worlds.quickstart.text.NounFacts;
import io.firstlight.worlds.quickstart.text.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Dialogues without an image: the questions of the text tasks, about nouns of the role {@link FactRole#ASKED}. */
public final class TextDialogues {
    private final Map<String, List<NounFacts>> byCategory = new LinkedHashMap<>();
    private final List<NounFacts> defined;
    private final List<Cloze> clozes;

    /** Collects the nouns, definitions and clozes that may be asked for. */
    public TextDialogues(Knowledge knowledge) {
        List<NounFacts> asked =
                knowledge.all().stream().filter(n -> n.role() == FactRole.ASKED).toList();
        asked.stream()
                .filter(n -> n.noun().hasCategory())
                .forEach(n -> byCategory
                        .computeIfAbsent(n.noun().category(), c -> new ArrayList<>())
                        .add(n));
        defined = asked.stream().filter(NounFacts::hasDefinition).toList();
        clozes = asked.stream().flatMap(n -> Cloze.allOf(n, knowledge).stream()).toList();
    }

    /** Dialogue {@code index}: one question; the three text tasks take turns. */
    public Dialogue dialogue(int index, long seed) {
        RandomDraws draws = RandomDraws.of(seed, "dialogue/text", index);
        Turn turn = switch (index % 3) {
            case 0 -> isA(draws);
            case 1 -> wordForGloss(draws);
            default -> cloze(draws);
        };
        return new Dialogue("dialogue-text-" + index, "", List.of(turn));
    }

    /** Draws the category before the noun, so that every category is equally often the answer, as in the evaluation. */
    private Turn isA(RandomDraws draws) {
        String category = draws.one(List.copyOf(byCategory.keySet()));
        NounFacts noun = draws.one(byCategory.get(category));
        return turn(Wording.IS_A, Map.of("x", noun.phrase()), category, draws);
    }

    private Turn wordForGloss(RandomDraws draws) {
        NounFacts noun = draws.one(defined);
        return turn(Wording.WORD_FOR_GLOSS, Map.of("x", noun.definition()), noun.word(), draws);
    }

    private Turn cloze(RandomDraws draws) {
        Cloze cloze = draws.one(clozes);
        return turn(Wording.CLOZE, Map.of("y", cloze.facts().word(), "x", cloze.beginning()), cloze.answer(), draws);
    }

    private static Turn turn(Wording wording, Map<String, String> values, String answer, RandomDraws draws) {
        return new Turn(Wording.fill(draws.one(wording.training()), values), answer);
    }
}
