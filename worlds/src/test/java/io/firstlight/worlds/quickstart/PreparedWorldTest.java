package io.firstlight.worlds.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.file.Checksums;
import io.firstlight.data.catalog.Catalog;
import io.firstlight.data.image.ImageArchive;
import io.firstlight.data.tokenize.SpecialTokens;
import io.firstlight.data.tokenize.TextTokenizer;
import io.firstlight.study.world.World;
import io.firstlight.worlds.quickstart.text.WordTokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class PreparedWorldTest {
    private static final List<String> SETS = List.of("encoder", "mixture", "dialogues", "evaluation");

    @Test
    void theWorldIsFoundByItsNameInStudyFiles() {
        assertThat(ServiceLoader.load(World.class).stream().map(p -> p.get().name()))
                .contains("quickstart");
    }

    @Test
    void equalSettingsGiveEqualBytesOnAnyNumberOfThreads() throws Exception {
        Path alone = new ForkJoinPool(1)
                .submit(() -> PreparedWorld.prepare("{\"size\":\"tiny\"}"))
                .get();
        assertThat(hashes(alone)).isEqualTo(hashes(PreparedWorld.directory()));
    }

    @Test
    void anotherSeedGivesAnotherWorld() throws Exception {
        Path other = PreparedWorld.prepare("{\"size\":\"tiny\",\"seed\":2,\"encoderImages\":40,\"mixtureImages\":40}");
        assertThat(Files.readString(other.resolve("evaluation/naming.jsonl")))
                .isNotEqualTo(Files.readString(PreparedWorld.directory().resolve("evaluation/naming.jsonl")));
    }

    @Test
    void theFolderIsAValidDataSetWithUniqueImageKeys() throws Exception {
        Catalog data = Catalog.open(PreparedWorld.directory());
        assertThat(data.imageSetNames()).containsExactlyInAnyOrderElementsOf(SETS);
        Set<String> keys = new HashSet<>();
        int total = 0;
        for (String set : SETS) {
            try (ImageArchive archive = ImageArchive.open(data.openImages(set))) {
                keys.addAll(archive.keys());
                total += archive.keys().size();
                for (String key : archive.keys()) {
                    assertThat(archive.size(key).width()).isIn(32, 64);
                    assertThat(archive.size(key).height())
                            .isEqualTo(archive.size(key).width());
                }
            }
        }
        assertThat(keys).hasSize(total);
    }

    @Test
    void everyImageThatALineNamesIsInItsArchive() throws Exception {
        for (String set : List.of("encoder", "mixture")) {
            assertThat(imagesIn(PreparedWorld.lines("captions/" + set + ".jsonl")))
                    .containsExactlyElementsOf(keys(set));
        }
        assertThat(keys("dialogues")).containsAll(imagesIn(PreparedWorld.lines("dialogues/train.jsonl")));
        assertThat(keys("evaluation")).containsAll(imagesIn(PreparedWorld.items()));
    }

    @Test
    void theWrittenTokenizerSplitsLikeWordTokenizer() {
        try (TextTokenizer tokenizer =
                TextTokenizer.load(PreparedWorld.directory().resolve("tokenizer.json"))) {
            assertThat(tokenizer.vocabularySize()).isLessThanOrEqualTo(4096);
            for (JsonNode document : PreparedWorld.lines("text/train.jsonl").subList(0, 500)) {
                String text = document.get("text").asText();
                assertThat(tokenizer.encode(text)).as(text).hasSameSizeAs(WordTokenizer.split(text));
            }
            assertThat(tokenizer.decode(tokenizer.encode("A dog, top-left!"))).startsWith("a dog , top-left");
        }
    }

    @Test
    void captionsDialoguesAndQuestionsHaveNoUnknownWordAndEveryOptionIsOneToken() {
        try (TextTokenizer tokenizer =
                TextTokenizer.load(PreparedWorld.directory().resolve("tokenizer.json"))) {
            int unknown = tokenizer.id(SpecialTokens.DEFAULT.unknown());
            Stream<String> texts = Stream.concat(
                    Stream.of("encoder", "mixture")
                            .flatMap(s -> PreparedWorld.lines("captions/" + s + ".jsonl").stream())
                            .flatMap(c -> Stream.of(
                                    c.get("short").asText(), c.get("rich").asText())),
                    PreparedWorld.lines("dialogues/train.jsonl").stream()
                            .flatMap(d ->
                                    StreamSupport.stream(d.get("conversations").spliterator(), false))
                            .map(t -> t.get("value").asText()));
            texts.forEach(text ->
                    assertThat(tokenizer.encode(text)).as(text).isNotEmpty().doesNotContain(unknown));
            for (JsonNode item : PreparedWorld.items()) {
                assertThat(tokenizer.encode(item.get("prompt").asText()))
                        .as(item.toString())
                        .doesNotContain(unknown);
                item.get("options")
                        .forEach(o -> assertThat(tokenizer.encode(o.asText()))
                                .as(o.asText())
                                .hasSize(1)
                                .doesNotContain(unknown));
            }
        }
    }

    @Test
    void moreThanHalfOfTheMixturesImageTokensAreVisual() {
        long visual = 0;
        long text = 0;
        for (JsonNode caption : PreparedWorld.lines("captions/mixture.jsonl")) {
            visual += caption.get("kind").asText().equals("single") ? 4 : 16;
            text += WordTokenizer.split(caption.get("rich").asText()).size() + 2;
            assertThat(WordTokenizer.split(caption.get("rich").asText()).size()).isLessThanOrEqualTo(14);
        }
        assertThat(visual).isGreaterThan(text);
    }

    @Test
    void everyTaskHasItsItemsInBothSplits() {
        for (String split : List.of("selection", "reported")) {
            TreeMap<String, Integer> counts = new TreeMap<>();
            PreparedWorld.items().stream()
                    .filter(i -> i.get("split").asText().equals(split))
                    .forEach(i -> counts.merge(i.get("id").asText().split("-")[1], 1, Integer::sum));
            assertThat(counts).hasSize(12);
            assertThat(counts.values()).containsOnly(40);
        }
    }

    @Test
    void yesAndNoAreEquallyFrequentAnswersInDialogues() {
        long yes = 0;
        long no = 0;
        for (JsonNode dialogue : PreparedWorld.lines("dialogues/train.jsonl")) {
            for (JsonNode turn : dialogue.get("conversations")) {
                yes += turn.get("value").asText().equals("yes") ? 1 : 0;
                no += turn.get("value").asText().equals("no") ? 1 : 0;
            }
        }
        assertThat(Math.abs(yes - no)).isLessThan((long) (4 * Math.sqrt(yes + no)));
    }

    private static List<String> imagesIn(List<JsonNode> lines) {
        return lines.stream()
                .filter(l -> l.has("image"))
                .map(l -> l.get("image").asText())
                .toList();
    }

    private static List<String> keys(String set) {
        try (ImageArchive archive = PreparedWorld.images(set)) {
            return List.copyOf(archive.keys());
        }
    }

    private static Map<String, String> hashes(Path directory) throws Exception {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                hashes.put(directory.relativize(file).toString(), Checksums.sha256(file));
            }
        }
        assertThat(hashes.keySet()).containsAll(Arrays.asList("dataset.json", "tokenizer.json"));
        return hashes;
    }
}
