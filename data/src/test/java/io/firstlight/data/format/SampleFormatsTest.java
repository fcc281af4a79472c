package io.firstlight.data.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.error.UserException;
import io.firstlight.core.json.Json;
import io.firstlight.data.fixture.Fixtures;
import io.firstlight.data.fixture.ImageNames;
import io.firstlight.data.fixture.ListSource;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.sample.Sample;
import io.firstlight.data.sample.Segment;
import io.firstlight.data.sample.SegmentBuilder;
import io.firstlight.data.source.SampleKind;
import io.firstlight.data.source.SampleSource;
import io.firstlight.data.store.IndexFolder;
import io.firstlight.data.store.RecordStores;
import io.firstlight.data.store.ShardFiles;
import io.firstlight.data.tokenize.PromptTemplate;
import io.firstlight.data.tokenize.TextTokenizer;
import io.firstlight.data.visual.VisualLookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFormatsTest {
    private static final PromptTemplate TEMPLATE = new PromptTemplate("<question> ", " <answer> ");

    @TempDir
    Path folder;

    private TextTokenizer tokenizer;
    private final VisualLookup images = new ImageNames(new ListSource(
            "p",
            SampleKind.IMAGE_TEXT,
            List.of(new SegmentBuilder().image("k1", 4).sample("x")),
            new HashSet<>()));

    @BeforeEach
    void loadTheTokenizer() throws IOException {
        tokenizer = TextTokenizer.load(Fixtures.tokenizer(folder.resolve("tokenizer.json")));
    }

    @AfterEach
    void closeTheTokenizer() {
        tokenizer.close();
    }

    private Path lines(List<?> objects) throws IOException {
        return Fixtures.jsonLines(folder.resolve("data/lines.jsonl"), objects);
    }

    private RecordSource open(String format, Path file, FormatOptions options) {
        return new RecordSource(
                "s",
                RecordStores.open(new ShardFiles("jsonl", List.of(file)), IndexFolder.temporary()),
                SampleFormats.of(format, options, new SampleFormat.Tools(tokenizer, TEMPLATE, images)));
    }

    private static FormatOptions caption(String field) {
        return FormatOptions.NONE.with(SampleFormats.CAPTION_OPTION, field);
    }

    private static FormatOptions only(String which) {
        return FormatOptions.NONE.with(SampleFormats.ONLY_OPTION, which);
    }

    private String read(Sample sample) {
        return tokenizer.decode(tokens(sample, text -> true));
    }

    private String targets(Sample sample) {
        return tokenizer.decode(tokens(sample, Segment.Text::isTarget));
    }

    private static int[] tokens(Sample sample, Predicate<Segment.Text> which) {
        return sample.segments().stream()
                .filter(Segment.Text.class::isInstance)
                .map(Segment.Text.class::cast)
                .filter(which)
                .flatMapToInt(text -> Arrays.stream(text.tokenIds()))
                .toArray();
    }

    @Test
    void aDocumentIsAllTargetsButItsFirstToken() throws Exception {
        try (RecordSource source =
                open("text", lines(List.of(Map.of("id", "d1", "text", "The dog is red."))), FormatOptions.NONE)) {
            Sample sample = source.sample(0);

            assertThat(read(sample)).isEqualTo("<bos> the dog is red . <eot>");
            assertThat(targets(sample)).isEqualTo("the dog is red . <eot>");
            assertThat(sample.id()).isEqualTo("d1");
            assertThat(source.sample(0)).as("encoded once").isSameAs(sample);
        }
    }

    @Test
    void aCaptionHasItsImagesVisualTokensAndTheStyleAskedFor() throws Exception {
        Path file = lines(
                List.of(Map.of("image", "k1", "short", "a dog", "rich", "a red dog on the grass", "kind", "single")));
        try (RecordSource brief = open("captions", file, caption("short"));
                RecordSource rich = open("captions", file, caption("rich"))) {
            assertThat(read(brief.sample(0))).isEqualTo("<bos> a dog <eot>");
            assertThat(targets(rich.sample(0))).isEqualTo("a red dog on the grass <eot>");
            assertThat(rich.sample(0).segments().get(1)).isEqualTo(new Segment.Image("k1", 4));
            assertThat(rich.sample(0).length()).isEqualTo(4 + 8);
        }
    }

    private static Map<String, Object> turn(String from, String value) {
        return Map.of("from", from, "value", value);
    }

    @Test
    void aDialogueOfSeveralTurnsHasItsAnswersAsTargetsAndItsImageOnce() throws Exception {
        Path file = lines(List.of(Map.of(
                "id",
                "t",
                "image",
                "k1",
                "conversations",
                List.of(
                        turn("human", "<image>\nWhat is this?"),
                        turn("gpt", "a dog"),
                        turn("human", "is the dog red?"),
                        turn("gpt", "green")))));
        try (RecordSource source = open("dialogues", file, FormatOptions.NONE)) {
            Sample sample = source.sample(0);

            assertThat(read(sample))
                    .isEqualTo("<bos> <question> what is this ? <answer> a dog <eot> "
                            + "<question> is the dog red ? <answer> green <eot>");
            assertThat(targets(sample)).isEqualTo("a dog <eot> green <eot>");
            assertThat(sample.images()).containsExactly(new Segment.Image("k1", 4));
            assertThat(sample.segments().get(1)).isInstanceOf(Segment.Image.class);
        }
    }

    @Test
    void filtersChooseDialoguesWithOrWithoutImages() throws Exception {
        List<Map<String, Object>> talk = List.of(turn("human", "what?"), turn("gpt", "dog"));
        Path file = lines(List.of(
                Map.of("id", "a", "conversations", talk),
                Map.of("id", "b", "image", "k1", "conversations", talk),
                Map.of("id", "c", "conversations", talk)));
        try (RecordSource all = open("dialogues", file, FormatOptions.NONE);
                RecordSource with = open("dialogues", file, only("with_image"));
                RecordSource without = open("dialogues", file, only("without_image"))) {
            assertThat(all.size()).isEqualTo(3);
            assertThat(with.size()).isEqualTo(1);
            assertThat(with.sample(0).id()).isEqualTo("b");
            assertThat(without.size()).isEqualTo(2);
            assertThat(without.sample(1).id()).isEqualTo("c");
            assertThat(without.sample(1).images()).isEmpty();
        }
    }

    @Test
    void badLinesAreNamedByFileAndLineAndReason() throws Exception {
        Path file = Files.writeString(folder.resolve("bad.jsonl"), """
                {"id":"1","text":"dog"}
                {"id":"2","text":
                {"id":"3","text":"  "}
                [1]

                {"id":"6\\n7","text":"cat"}
                {"id":"7","text":"cat"}""");
        try (RecordSource source = open("text", file, FormatOptions.NONE)) {
            assertThat(source.size()).as("the last line has no newline").isEqualTo(7);
            assertThat(source.sample(6).id()).isEqualTo("7");
            assertBad(source, 5, "line 6", "line break");
            assertBad(source, 1, "line 2", "not valid JSON");
            assertBad(source, 2, "line 3", "no text in 'text'");
            assertBad(source, 3, "line 4", "not a JSON object");
            assertBad(source, 4, "line 5", "there is nothing");
        }
        assertThatThrownBy(() -> open("text", folder.resolve("none.jsonl"), FormatOptions.NONE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("none.jsonl");
    }

    @Test
    void badDialoguesAndCaptionsAreNamed() throws Exception {
        Path file = lines(List.of(
                Map.of("conversations", List.of(turn("human", "what?"))),
                Map.of("conversations", List.of(turn("gpt", "dog"), turn("human", "what?"))),
                Map.of(
                        "image",
                        "lost",
                        "short",
                        "a dog",
                        "conversations",
                        List.of(turn("human", "what?"), turn("gpt", "dog")))));
        try (RecordSource source = open("dialogues", file, FormatOptions.NONE);
                RecordSource captions = open("captions", file, caption("short"))) {
            assertBad(source, 0, "line 1", "1 entries in 'conversations'");
            assertBad(source, 1, "line 2", "from 'gpt' where 'human' was expected");
            assertBad(source, 2, "image lost", "unknown");
            assertBad(captions, 1, "line 2", "no 'image'");
            assertBad(captions, 2, "image lost", "unknown");
        }
    }

    @Test
    void nothingThatWasGivenIsDropped() throws Exception {
        Path file = Files.writeString(folder.resolve("odd.jsonl"), """
                {"id":"1","text":"dog"} {"id":"2","text":"cat"}
                {"id":"1","text":"dog","text":"cat"}
                {"id":["1"],"text":"dog"}
                {"id":"4","images":["k1"],"conversations":[{"from":"human","value":"a"},{"from":"gpt","value":"b"}]}
                {"id":"5","image":["k1"],"conversations":[{"from":"human","value":"what"},{"from":"gpt","value":"dog"}]}
                {"id":"6","image":null,"conversations":[{"from":"human","value":"what"},{"from":"gpt","value":"dog"}]}
                """);
        try (RecordSource texts = open("text", file, FormatOptions.NONE);
                RecordSource dialogues = open("dialogues", file, FormatOptions.NONE)) {
            assertBad(texts, 0, "line 1", "column 25: there is more after the JSON value");
            assertBad(texts, 1, "line 2", "Duplicate field 'text'");
            assertBad(texts, 2, "line 3", "an id is a text or a whole number");
            assertBad(dialogues, 3, "line 4", "one image at most");
            assertBad(dialogues, 4, "line 5", "the key of one image was expected");
            assertThat(dialogues.sample(5).images())
                    .as("null is as good as absent")
                    .isEmpty();
        }
        Files.writeString(file, """
                {"id":1.5,"text":"dog"}
                {"id":"2","text":["dog"]}
                """);
        try (RecordSource texts = open("text", file, FormatOptions.NONE)) {
            assertBad(texts, 0, "line 1", "its id is 1.5");
            assertBad(texts, 1, "line 2", "its 'text' is [\"dog\"]; a text was expected");
        }
        Files.write(file, new byte[] {'{', '"', 't', '"', ':', '"', (byte) 0xff, '"', '}'});
        try (RecordSource texts = open("text", file, FormatOptions.NONE)) {
            assertBad(texts, 0, "line 1", "UTF-8");
        }
    }

    private static String dialogue(String image, String... said) {
        StringBuilder turns = new StringBuilder();
        for (int i = 0; i < said.length; i++) {
            turns.append(i == 0 ? "" : ", ").append(Json.canonical(turn(i % 2 == 0 ? "human" : "gpt", said[i])));
        }
        return "{" + image + "\"conversations\": [" + turns + "]}\n";
    }

    @Test
    void theMarkerOfAnImageStandsForAnImageOrIsRefused() throws Exception {
        String shown = "\"image\": \"k1\", ";
        Path file = Files.writeString(
                folder.resolve("marked.jsonl"),
                dialogue(shown, "what is this?\n<image>", "a dog")
                        + dialogue("", "<image>\nwhat is this?", "a dog")
                        + dialogue(shown, "what is this?", "<image> a dog")
                        + dialogue(shown, "<image> <image> what?", "a dog")
                        + dialogue(shown, "<image>", "a dog")
                        + dialogue(shown, "what?", "a dog", "<image> what?", "a cat")
                        + dialogue("\"image\": {\"path\": \"k1\"}, ", "what?", "a dog"));
        try (RecordSource dialogues = open("dialogues", file, FormatOptions.NONE)) {
            assertThat(read(dialogues.sample(0))).isEqualTo("<bos> <question> what is this ? <answer> a dog <eot>");
            assertBad(dialogues, 1, "line 2", "a question has 1 x <image>");
            assertBad(dialogues, 2, "line 3", "an answer has <image>");
            assertBad(dialogues, 3, "line 4", "a question has 2 x <image>");
            assertBad(dialogues, 4, "line 5", "nothing but <image>");
            assertBad(dialogues, 5, "line 6", "in the first question");
            assertBad(dialogues, 6, "line 7", "its 'image' is {\"path\":\"k1\"}");
        }
        Path captioned = Files.writeString(folder.resolve("captions.jsonl"), """
                {"image": "k1", "short": "<image> a dog", "rich": "a dog"}
                {"image": ["k1"], "short": "a dog"}
                {"images": ["k1"], "image": "k1", "short": "a dog"}
                """);
        try (RecordSource captions = open("captions", captioned, caption("short"))) {
            assertBad(captions, 0, "line 1", "its caption has <image>");
            assertBad(captions, 1, "line 2", "its 'image' is [\"k1\"]");
            assertBad(captions, 2, "line 3", "it has 'images'");
        }
    }

    @Test
    void aDialogueWithSeveralImagesIsInNoFilterLeftOutUnnamed() throws Exception {
        Path file = Files.writeString(
                folder.resolve("several.jsonl"), dialogue("\"images\": [\"k1\"], ", "what?", "a dog"));
        for (String which : List.of("with_image", "without_image")) {
            try (RecordSource dialogues = open("dialogues", file, only(which))) {
                assertBad(dialogues, 0, "line 1", "it has 'images'");
            }
        }
    }

    @Test
    void specialTokensInRecordsAreWords() throws Exception {
        int unknown = tokenizer.id("<unk>");
        Path file = Files.writeString(
                folder.resolve("texts.jsonl"), """
                {"text": "a <eot> dog", "image": "k1", "short": "a <eot> dog"}
                """ + dialogue("", "what <answer> is", "dog <eot> <question>"));
        try (RecordSource texts = open("text", file, FormatOptions.NONE);
                RecordSource captions = open("captions", file, caption("short"));
                RecordSource dialogues = open("dialogues", file, FormatOptions.NONE)) {
            String words = "<bos> a <unk> <unk> <unk> dog <eot>";
            assertThat(read(texts.sample(0))).isEqualTo(words);
            assertThat(read(captions.sample(0))).isEqualTo(words);
            assertThat(read(dialogues.sample(1)))
                    .isEqualTo("<bos> <question> what <unk> <unk> <unk> is <answer> dog"
                            + " <unk> <unk> <unk> <unk> <unk> <unk> <eot>");
            assertThat(tokens(dialogues.sample(1), text -> true)).contains(unknown);
        }
    }

    @Test
    void whatNoStageReadsIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("more.jsonl"), """
                {"id": 1, "text": "a dog", "url": "x", "short": "a dog", "image": "k1", "concepts": []}
                {"id": 2, "conversations": [{"from": "human", "value": "a", "weight": 0}], "system": "be brief"}
                """);
        try (RecordSource texts = open("text", file, FormatOptions.NONE);
                RecordSource captions = open("captions", file, caption("short"));
                RecordSource dialogues = open("dialogues", file, FormatOptions.NONE)) {
            assertThat(texts.unread(0)).containsExactly("concepts", "image", "short", "url");
            assertThat(captions.unread(0)).containsExactly("text", "url");
            assertThat(dialogues.unread(1)).containsExactly("conversations.weight", "system");
        }
    }

    private static void assertBad(SampleSource source, long index, String place, String reason) {
        assertThatThrownBy(() -> source.sample(index))
                .isInstanceOf(BadSampleException.class)
                .hasMessageContaining(place)
                .hasMessageContaining(reason);
    }

    @Test
    void linesLongerThanTheReadBufferAreWhole() throws Exception {
        String longText = "dog ".repeat(40_000).strip();
        Path file = lines(List.of(
                Map.of("id", "a", "text", "cat"),
                Map.of("id", "b", "text", longText),
                Map.of("id", "c", "text", "red")));
        try (RecordSource source = open("text", file, FormatOptions.NONE)) {
            assertThat(source.size()).isEqualTo(3);
            assertThat(source.sample(1).numTextTokens()).isEqualTo(40_002);
            assertThat(read(source.sample(2))).isEqualTo("<bos> red <eot>");
        }
    }
}
