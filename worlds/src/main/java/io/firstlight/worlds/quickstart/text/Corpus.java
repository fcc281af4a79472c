package io.firstlight.worlds.quickstart.text;

import io.firstlight.worlds.quickstart.chance.Draws;
import io.firstlight.worlds.quickstart.lexicon.Lexicon;
import io.firstlight.worlds.quickstart.lexicon.Sense;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The text: several documents about each noun, each with its facts in other words; lists of each kind's members;
 * opposites; scenes told in words; and glosses and examples of the rest of WordNet, as far as the vocabulary covers
 * them.
 *
 * @param droppedForUnknownWords general documents left out because more than 10 % of their words are not in the
 *     vocabulary
 * @param tokens of the training documents, begin and end signs not counted
 */
public record Corpus(List<Document> training, List<Document> validation, int droppedForUnknownWords, long tokens) {
    private static final double MAX_UNKNOWN_SHARE = 0.10;
    private static final double VALIDATION_SHARE = 0.03;
    private static final int MAX_SENTENCES = 4;
    private static final int MEMBERS_IN_A_LIST = 6;

    /**
     * How much of what.
     *
     * @param documentsPerNoun how often each noun's facts are told
     * @param sceneTexts scenes told in words
     * @param maxTokens of all else; general documents fill up to it
     */
    public record Amounts(int documentsPerNoun, int sceneTexts, long maxTokens) {}

    public static Corpus write(Knowledge knowledge, Lexicon lexicon, SceneTexts scenes, Amounts amounts, long seed) {
        int documentsPerNoun = amounts.documentsPerNoun();
        List<Document> about = new ArrayList<>();
        List<NounFacts> nouns = knowledge.all();
        Map<String, List<NounFacts>> byCategory = new HashMap<>();
        nouns.stream()
                .filter(n -> n.noun().hasCategory())
                .forEach(n -> byCategory
                        .computeIfAbsent(n.noun().category(), c -> new ArrayList<>())
                        .add(n));
        for (int i = 0; i < nouns.size(); i++) {
            NounFacts facts = nouns.get(i);
            for (int turn = 0; turn < documentsPerNoun; turn++) {
                Draws draws = Draws.of(seed, "text/" + facts.word(), turn);
                List<String> sentences = Statements.about(
                        facts, byCategory.getOrDefault(facts.noun().category(), List.of()), draws);
                if (!sentences.isEmpty()) {
                    int count = Math.min(sentences.size(), draws.integer(2, MAX_SENTENCES));
                    about.add(new Document(
                            "noun/" + facts.word() + "/" + turn, String.join(" ", sentences.subList(0, count))));
                }
            }
        }
        for (String category : lexicon.categories().names()) {
            List<NounFacts> members = byCategory.getOrDefault(category, List.of());
            for (int turn = 0; turn < documentsPerNoun * 2 && members.size() >= 2; turn++) {
                Draws draws = Draws.of(seed, "text/kind/" + category, turn);
                List<NounFacts> some = draws.some(members, Math.min(MEMBERS_IN_A_LIST, members.size()));
                about.add(new Document("kind/" + category + "/" + turn, Statements.members(category, some, draws)));
            }
        }
        Corpus facts =
                fill(about, general(knowledge, lexicon, seed), knowledge.vocabulary(), amounts.maxTokens(), seed);
        return facts.with(scenes.write(amounts.sceneTexts(), seed), seed);
    }

    private Corpus with(List<Document> scenes, long seed) {
        List<Document> all = new ArrayList<>(training);
        all.addAll(scenes);
        return new Corpus(
                Draws.of(seed, "text/order", 1).shuffled(all),
                validation,
                droppedForUnknownWords,
                tokens + tokens(scenes));
    }

    private static long tokens(List<Document> documents) {
        return documents.stream().mapToLong(d -> Words.of(d.text()).size()).sum();
    }

    private static Corpus fill(
            List<Document> about, List<Document> general, Vocabulary vocabulary, long maxTokens, long seed) {
        List<Document> training = new ArrayList<>(about);
        List<Document> validation = new ArrayList<>();
        long tokens = tokens(about);
        int dropped = 0;
        int index = 0;
        for (Document document : Draws.of(seed, "text/general", 0).shuffled(general)) {
            if (vocabulary.unknownShare(document.text()) > MAX_UNKNOWN_SHARE) {
                dropped++;
                continue;
            }
            if (Draws.of(seed, "text/validation", index++).chance(VALIDATION_SHARE)) {
                validation.add(document);
            } else if (tokens < maxTokens) {
                training.add(document);
                tokens += Words.of(document.text()).size();
            }
        }
        return new Corpus(Draws.of(seed, "text/order", 0).shuffled(training), validation, dropped, tokens);
    }

    /**
     * One document for each synset that is not about one of the nouns: gloss, examples, opposites. Its head word must
     * be known.
     */
    private static List<Document> general(Knowledge knowledge, Lexicon lexicon, long seed) {
        List<Document> documents = new ArrayList<>();
        Set<String> told = new HashSet<>();
        knowledge.all().forEach(n -> told.add(n.noun().sense().id()));
        for (Sense sense : lexicon.wordNet().senses()) {
            if (told.contains(sense.id()) || lexicon.filter().refuses(sense)) {
                continue;
            }
            Draws draws = Draws.of(seed, "text/synset/" + sense.id(), 0);
            String lemma = sense.lemmas().stream()
                    .filter(l -> knowledge.vocabulary().covers(l))
                    .findFirst()
                    .orElse("");
            if (lemma.isEmpty()) {
                continue;
            }
            StringBuilder text = new StringBuilder(lemma + " : " + sense.definition() + ".");
            sense.examples().stream()
                    .filter(e -> !lexicon.filter().refuses(e))
                    .limit(2)
                    .forEach(e -> text.append(' ').append(e).append('.'));
            sense.relations().antonyms().stream()
                    .limit(1)
                    .forEach(o -> text.append(' ')
                            .append(Statements.opposite(
                                    o.lemma(),
                                    lexicon.wordNet()
                                            .sense(o.oppositeId())
                                            .lemmas()
                                            .get(0),
                                    draws)));
            documents.add(new Document("synset/" + sense.id(), text.toString()));
        }
        return documents;
    }
}
