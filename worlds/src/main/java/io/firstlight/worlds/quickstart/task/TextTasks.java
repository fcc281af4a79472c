package io.firstlight.worlds.quickstart.task;

import io.firstlight.worlds.quickstart.drawing.WorldSplit;
import io.firstlight.worlds.quickstart.random.RandomDraws;
import io.firstlight.worlds.quickstart.text.Cloze;
import io.firstlight.worlds.quickstart.text.FactRole;
import io.firstlight.worlds.quickstart.text.Knowledge;
import io.firstlight.worlds.quickstart.text.NounFacts;
import io.firstlight.worlds.quickstart.text.Wording;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the items of the text tasks for one held-out split, about nouns whose facts no training dialogue asks for. */
final class TextTasks {
    private static final int MIN_NOUNS_OF_A_CATEGORY = 4;
    /** After this many draws without a new noun, all nouns count as used. */
    private static final int MAX_MISSES = 1500;

    private final Knowledge knowledge;
    private final WorldSplit split;
    private final long seed;
    private final Map<String, List<NounFacts>> byCategory = new LinkedHashMap<>();
    private final List<NounFacts> defined;
    private final List<Cloze> clozes;

    TextTasks(Knowledge knowledge, WorldSplit split, long seed) {
        this.knowledge = knowledge;
        this.split = split;
        this.seed = seed;
        FactRole role = split == WorldSplit.SELECTION ? FactRole.SELECTION : FactRole.REPORTED;
        List<NounFacts> nouns =
                knowledge.all().stream().filter(n -> n.role() == role).toList();
        nouns.stream()
                .filter(n -> n.noun().hasCategory())
                .forEach(n -> byCategory
                        .computeIfAbsent(n.noun().category(), c -> new ArrayList<>())
                        .add(n));
        byCategory.values().removeIf(members -> members.size() < MIN_NOUNS_OF_A_CATEGORY);
        defined = nouns.stream().filter(NounFacts::hasDefinition).toList();
        clozes = nouns.stream().flatMap(n -> Cloze.allOf(n, knowledge).stream()).toList();
    }

    /**
     * Up to {@code count} items: each about a new noun while there are any, then with a new prompt about a used noun.
     */
    List<WorldItem> items(WorldTask task, int count) {
        List<WorldItem> items = new ArrayList<>();
        Set<String> nouns = new HashSet<>();
        Set<String> prompts = new HashSet<>();
        int missed = 0;
        for (int index = 0; items.size() < count && missed < 2 * MAX_MISSES; index++) {
            RandomDraws draws =
                    RandomDraws.of(seed, "evaluation/" + task.serializedName() + "/" + split.serializedName(), index);
            String id = "evaluation-" + task.serializedName() + "-" + split.serializedName() + "-" + items.size();
            WorldItem item = switch (task) {
                case IS_A -> isA(id, draws);
                case WORD_FOR_GLOSS -> wordForGloss(id, draws);
                case CLOZE -> cloze(id, draws);
                default -> throw new IllegalArgumentException(task + " is not about words alone");
            };
            boolean usable = item.question().options().size() == 4
                    && !prompts.contains(item.question().prompt())
                    && (missed >= MAX_MISSES || !nouns.contains(item.about().get("word")));
            if (usable) {
                items.add(item);
                nouns.add(item.about().get("word"));
                prompts.add(item.question().prompt());
            } else {
                missed++;
            }
        }
        return items;
    }

    private WorldItem isA(String id, RandomDraws draws) {
        List<String> four = new ArrayList<>();
        for (String category : draws.shuffled(List.copyOf(byCategory.keySet()))) {
            if (four.size() < 4 && four.stream().noneMatch(c -> knowledge.overlap(c, category))) {
                four.add(category);
            }
        }
        String right = draws.one(four);
        NounFacts noun = draws.one(byCategory.get(right));
        // A word that belongs to another of these categories in another sense has no single right answer.
        boolean clear = four.stream().noneMatch(c -> !c.equals(right) && knowledge.couldBe(noun.word(), c));
        String prompt = draws.one(Wording.IS_A.evaluation()).replace("{x}", noun.phrase());
        return item(
                WorldTask.IS_A, id, MultipleChoice.shuffled(prompt, clear ? four : List.of(right), right, draws), noun);
    }

    private WorldItem wordForGloss(String id, RandomDraws draws) {
        List<NounFacts> four = draws.some(defined, 4);
        NounFacts right = draws.one(four);
        boolean clear =
                four.stream().noneMatch(n -> !n.equals(right) && n.definition().equals(right.definition()));
        String prompt = draws.one(Wording.WORD_FOR_GLOSS.evaluation()).replace("{x}", right.definition());
        List<String> options = clear ? four.stream().map(NounFacts::word).toList() : List.of(right.word());
        return item(WorldTask.WORD_FOR_GLOSS, id, MultipleChoice.shuffled(prompt, options, right.word(), draws), right);
    }

    private WorldItem cloze(String id, RandomDraws draws) {
        List<Cloze> four = new ArrayList<>();
        for (Cloze cloze : draws.shuffled(clozes)) {
            if (four.size() < 4 && four.stream().noneMatch(c -> c.answer().equals(cloze.answer()))) {
                four.add(cloze);
            }
        }
        Cloze right = draws.one(four);
        String prompt = draws.one(Wording.CLOZE.evaluation())
                .replace("{y}", right.facts().word())
                .replace("{x}", right.beginning());
        List<String> options = four.stream().map(Cloze::answer).toList();
        return item(
                WorldTask.CLOZE, id, MultipleChoice.shuffled(prompt, options, right.answer(), draws), right.facts());
    }

    private WorldItem item(WorldTask task, String id, MultipleChoice question, NounFacts noun) {
        return new WorldItem(
                task,
                split,
                id,
                "",
                question,
                Map.of("word", noun.word(), "category", noun.noun().category()));
    }
}
