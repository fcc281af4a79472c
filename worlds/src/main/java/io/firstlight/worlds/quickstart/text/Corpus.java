package io.firstlight.worlds.quickstart.text;

import io.firstlight.worlds.quickstart.lexicon.Lexicon;
import io.firstlight.worlds.quickstart.lexicon.Sense;
import io.firstlight.worlds.quickstart.random.RandomDraws;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The text documents: several about each noun, which state its facts in varying words; lists of each category's
 * members; descriptions of scenes; and one general document for each other synset that the vocabulary covers, with its
 * gloss, examples and an antonym.
 *
 * @param droppedForUnknownWords number of general documents left out because more than 10 % of their words are not in
 *     the vocabulary
 * @param tokens number of tokens of the training documents, without {@code <bos>} and {@code <eot>}
 */
public record Corpus(
        List<TextDocument> training, List<TextDocument> validation, int droppedForUnknownWords, long tokens) {
    private static final double MAX_UNKNOWN_SHARE = 0.10;
    private static final double VALIDATION_SHARE = 0.03;
    private static final int MAX_SENTENCES = 4;
    private static final int MEMBERS_IN_A_LIST = 6;

    /**
     * The amount of each sort of text.
     *
     * @param documentsPerNoun number of documents about each noun
     * @param sceneTexts number of scene descriptions
     * @param maxTokens tokens of the other documents; general documents are added until it is reached
     */
    public record TextAmounts(int documentsPerNoun, int sceneTexts, long maxTokens) {}

    /** Writes all documents and puts them into random order. */
    public static Corpus write(
            Knowledge knowledge, Lexicon lexicon, SceneTexts scenes, TextAmounts amounts, long seed) {
        int documentsPerNoun = amounts.documentsPerNoun();
        List<TextDocument> about = new ArrayList<>();
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
                RandomDraws draws = RandomDraws.of(seed, "text/" + facts.word(), turn);
                List<String> sentences = Statements.about(
                        facts, byCategory.getOrDefault(facts.noun().category(), List.of()), draws);
                if (!sentences.isEmpty()) {
                    int count = Math.min(sentences.size(), draws.integer(2, MAX_SENTENCES));
                    about.add(new TextDocument(
                            "noun/" + facts.word() + "/" + turn, String.join(" ", sentences.subList(0, count))));
                }
            }
        }
        for (String category : lexicon.categories().names()) {
            List<NounFacts> members = byCategory.getOrDefault(category, List.of());
            for (int turn = 0; turn < documentsPerNoun * 2 && members.size() >= 2; turn++) {
                RandomDraws draws = RandomDraws.of(seed, "text/kind/" + category, turn);
                List<NounFacts> some = draws.some(members, Math.min(MEMBERS_IN_A_LIST, members.size()));
                about.add(new TextDocument("kind/" + category + "/" + turn, Statements.members(category, some, draws)));
            }
        }
        Corpus facts =
                fill(about, general(knowledge, lexicon, seed), knowledge.vocabulary(), amounts.maxTokens(), seed);
        return facts.with(scenes.write(amounts.sceneTexts(), seed), seed);
    }

    private Corpus with(List<TextDocument> scenes, long seed) {
        List<TextDocument> all = new ArrayList<>(training);
        all.addAll(scenes);
        return new Corpus(
                RandomDraws.of(seed, "text/order", 1).shuffled(all),
                validation,
                droppedForUnknownWords,
                tokens + tokens(scenes));
    }

    private static long tokens(List<TextDocument> documents) {
        return documents.stream()
                .mapToLong(d -> WordTokenizer.split(d.text()).size())
                .sum();
    }

    private static Corpus fill(
            List<TextDocument> about, List<TextDocument> general, Vocabulary vocabulary, long maxTokens, long seed) {
        List<TextDocument> training = new ArrayList<>(about);
        List<TextDocument> validation = new ArrayList<>();
        long tokens = tokens(about);
        int dropped = 0;
        int index = 0;
        for (TextDocument document : RandomDraws.of(seed, "text/general", 0).shuffled(general)) {
            if (vocabulary.unknownShare(document.text()) > MAX_UNKNOWN_SHARE) {
                dropped++;
                continue;
            }
            if (RandomDraws.of(seed, "text/validation", index++).chance(VALIDATION_SHARE)) {
                validation.add(document);
            } else if (tokens < maxTokens) {
                training.add(document);
                tokens += WordTokenizer.split(document.text()).size();
            }
        }
        return new Corpus(RandomDraws.of(seed, "text/order", 0).shuffled(training), validation, dropped, tokens);
    }

    /**
     * The general documents: gloss, examples and an antonym of each synset that no noun's document is about, if one of
     * its lemmas is in the vocabulary.
     */
    private static List<TextDocument> general(Knowledge knowledge, Lexicon lexicon, long seed) {
        List<TextDocument> documents = new ArrayList<>();
        Set<String> covered = new HashSet<>();
        knowledge.all().forEach(n -> covered.add(n.noun().sense().id()));
        for (Sense sense : lexicon.wordNet().senses()) {
            if (covered.contains(sense.id()) || lexicon.filter().refuses(sense)) {
                continue;
            }
            RandomDraws draws = RandomDraws.of(seed, "text/synset/" + sense.id(), 0);
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
                                            .sense(o.antonymId())
                                            .lemmas()
                                            .get(0),
                                    draws)));
            documents.add(new TextDocument("synset/" + sense.id(), text.toString()));
        }
        return documents;
    }
}
