package io.firstlight.worlds.quickstart.lexicon;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the concepts from the resource {@code concepts.txt}, whose head describes its format. */
final class ConceptTable {
    private static final String RESOURCE = "concepts.txt";

    private ConceptTable() {}

    static List<Concept> read() {
        List<Concept> concepts = new ArrayList<>();
        try (InputStream in = ConceptTable.class.getResourceAsStream(RESOURCE)) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    concepts.addAll(line(line.strip()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(concepts);
    }

    private static List<Concept> line(String line) {
        int colon = line.indexOf(':');
        String[] head = line.substring(0, colon).split(" ");
        String category = head[1].equals("-") ? "" : head[1];
        List<Concept> concepts = new ArrayList<>();
        for (String entry : line.substring(colon + 1).strip().split(" ")) {
            String[] sides = entry.split("=", 2);
            String[] wordAndSense = sides[0].split("@");
            List<String> descriptions = sides.length == 1
                    ? List.of(wordAndSense[0])
                    : Arrays.stream(sides[1].split("\\+"))
                            .map(d -> d.replace('_', ' '))
                            .toList();
            int sense = wordAndSense.length == 1 ? 0 : Integer.parseInt(wordAndSense[1]);
            concepts.add(new Concept(wordAndSense[0], head[0], category, descriptions, sense));
        }
        return concepts;
    }
}
