package io.firstlight.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.firstlight.core.error.UserException;
import io.firstlight.core.file.Checksums;
import io.firstlight.core.json.Json;
import io.firstlight.core.random.KeyedRandom;
import io.firstlight.data.fixture.Fixtures;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.store.KeyedRecordStore.FieldSummary;
import io.firstlight.data.store.KeyedRecordStore.RecordSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordStoresTest {
    private static final long SEED = 9_2026;

    @TempDir
    private Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private RecordStore open(String store, Path... shards) {
        return RecordStores.open(new ShardFiles(store, List.of(shards)), IndexFolder.temporary());
    }

    private KeyedRecordStore openKeyed(Path... tars) {
        return RecordStores.openKeyed(new ShardFiles("tar", List.of(tars)), IndexFolder.temporary())
                .orElseThrow();
    }

    /** The one record with {@code key}. */
    private static RecordSummary find(KeyedRecordStore store, String key) {
        List<RecordSummary> found = store.find(key);
        assertThat(found).as(key).hasSize(1);
        return found.get(0);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /**
     * A shard that a writer wrote, with its index beside it: {@code rows} texts, each a number after {@code before}.
     */
    private Path written(int rows, String before) throws IOException {
        Path shard = folder.resolve("own.jsonl");
        try (JsonLinesWriter writer = JsonLinesWriter.create(shard)) {
            for (int i = 0; i < rows; i++) {
                writer.write(Json.tree(Map.of("text", before + i)));
            }
        }
        return shard;
    }

    @Test
    void theRowsOfManyShardsAreTheLinesOfTheirFiles() throws Exception {
        KeyedRandom random = KeyedRandom.of(SEED, "lines", 0);
        List<Path> shards = new ArrayList<>();
        List<List<String>> expected = new ArrayList<>();
        for (int shard = 0; shard < 30; shard++) {
            List<String> lines = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (int line = random.nextInt(40); line > 0; line--) {
                // Some longer than any buffer, some beyond ASCII.
                String value = "é".repeat(random.nextInt(20) == 0 ? 90_000 : random.nextInt(30)) + line;
                lines.add(value);
                text.append(Json.canonical(Map.of("text", value))).append('\n');
            }
            if (text.length() > 0 && random.nextInt(2) == 0) {
                // A last line without an end counts.
                text.setLength(text.length() - 1);
            }
            expected.add(lines);
            shards.add(Files.writeString(folder.resolve("shard-" + (100 + shard) + ".jsonl"), text));
        }
        List<String> before = files();
        try (RecordStore store = open("jsonl", shards.toArray(Path[]::new))) {
            assertThat(store.shards()).isEqualTo(30);
            for (int shard = 0; shard < 30; shard++) {
                List<String> read = new ArrayList<>();
                for (long row = 0; row < store.rows(shard); row++) {
                    read.add(store.read(shard, row).text("text"));
                }
                assertThat(read).as("seed %d, shard %d", SEED, shard).isEqualTo(expected.get(shard));
                assertThat(store.summary(shard).sha256()).isEqualTo(Checksums.sha256(shards.get(shard)));
                assertThat(store.summary(shard).rows())
                        .isEqualTo(expected.get(shard).size());
            }
        }
        assertThat(files()).as("nothing is written beside the data").isEqualTo(before);
    }

    @Test
    void aRecordOfATarIsWhatSharesItsKeyWhereverItLies() throws Exception {
        Path tar = Fixtures.tar(
                folder.resolve("a.tar"),
                new LinkedHashMap<>(Map.of("./b/1.txt", bytes("first"), "2.cls", bytes("second"))));
        Map<String, byte[]> members = new LinkedHashMap<>();
        members.put("x/1.png", new byte[] {1});
        members.put("x/2.png", new byte[] {2, 2});
        members.put("x/1.syn.json", bytes("{\"a\": [1]}"));
        members.put("x/" + "long".repeat(80) + ".png", new byte[700]);
        members.put("x/1.txt", bytes("späte Zeile"));
        Path scattered = Fixtures.tar(folder.resolve("b.tar"), members);
        try (KeyedRecordStore store = openKeyed(tar, scattered)) {
            RecordSummary summary = find(store, "x/1");
            assertThat(summary.shard()).isEqualTo(1);
            DataRecord record = store.read(1, 0);
            assertThat(store.summaries(1).toList()).hasSize(3).startsWith(summary);
            assertThat(summary.fields())
                    .extracting(FieldSummary::name, FieldSummary::sizeBytes)
                    .containsExactly(tuple("png", 1L), tuple("syn.json", 10L), tuple("txt", 12L));
            DataRecord only = store.readField(summary, summary.fields().get(2));
            assertThat(only.fields()).containsExactly("txt");
            assertThat(only.text("txt")).isEqualTo("späte Zeile");
            assertThat(only.place()).endsWith("b.tar, member x/1.txt");
            assertThat(record.fields()).containsExactly("png", "syn.json", "txt");
            assertThat(record.bytes("png")).containsExactly(1);
            assertThat(record.text("txt")).isEqualTo("späte Zeile");
            assertThat(record.json("syn.json").at("/a/0").asInt()).isEqualTo(1);
            assertThat(record.has("jpg")).isFalse();
            assertThatThrownBy(() -> record.bytes("jpg"))
                    .isInstanceOf(BadSampleException.class)
                    .hasMessageContaining("b.tar, member x/1")
                    .hasMessageContaining("png, syn.json, txt");
            assertThat(store.find("b/1")).as("./ in front changes nothing").hasSize(1);
            assertThat(store.find("x/" + "long".repeat(80))).hasSize(1);
            assertThat(store.find("x/3")).isEmpty();
            assertThat(store.rows()).isEqualTo(2 + 3);
        }
    }

    @Test
    void everyKeyOfALargeTarIsFoundAndNoOther() throws Exception {
        Map<String, byte[]> members = new LinkedHashMap<>();
        for (int i = 0; i < 3000; i++) {
            members.put("k" + i + ".bin", bytes("value " + i));
        }
        try (KeyedRecordStore store = openKeyed(Fixtures.tar(folder.resolve("many.tar"), members))) {
            assertThat(store.summaries(0).map(RecordSummary::key))
                    .containsExactlyElementsOf(
                            IntStream.range(0, 3000).mapToObj(i -> "k" + i).toList());
            for (int i = 0; i < 3000; i += 7) {
                RecordSummary record = find(store, "k" + i);
                assertThat(store.readField(record, record.fields().get(0)).text("bin"))
                        .isEqualTo("value " + i);
                assertThat(store.find("k" + i + "x")).isEmpty();
            }
        }
    }

    @Test
    void aKeyInSeveralShardsIsFoundInEachInTheirOrder() throws Exception {
        List<Path> tars = new ArrayList<>();
        for (String name : List.of("z", "a", "m")) {
            Map<String, byte[]> members = new LinkedHashMap<>();
            members.put(name + "-own.txt", bytes(name));
            if (!name.equals("a")) {
                members.put("shared.txt", bytes("of " + name));
            }
            tars.add(Fixtures.tar(folder.resolve(name + ".tar"), members));
        }
        try (KeyedRecordStore store = openKeyed(tars.toArray(Path[]::new))) {
            assertThat(store.find("shared")).extracting(RecordSummary::shard).containsExactly(0, 2);
            RecordSummary last = store.find("shared").get(1);
            assertThat(store.readField(last, last.fields().get(0)).text("txt")).isEqualTo("of m");
            assertThat(store.words()).isEqualTo(tars.get(0) + " and 2 more");
        }
    }

    @Test
    void linesHaveNoKeysToFindThemBy() throws Exception {
        Path lines = Files.writeString(folder.resolve("a.jsonl"), "{\"text\":\"one\"}\n");
        assertThat(RecordStores.openKeyed(new ShardFiles("jsonl", List.of(lines)), IndexFolder.temporary()))
                .isEmpty();
    }

    @Test
    void anIndexBesideTheDataIsUsedAndOneThatDoesNotFitIsNot() throws Exception {
        Path shard = folder.resolve("own.jsonl");
        try (JsonLinesWriter writer = JsonLinesWriter.create(shard)) {
            writer.write(Json.tree(Map.of("text", "one")));
            writer.write(Json.tree(Map.of("text", "two")));
        }
        assertThat(files()).containsExactly("own.jsonl", "own.jsonl.index");
        byte[] index = Files.readAllBytes(folder.resolve("own.jsonl.index"));
        try (RecordStore store = open("jsonl", shard)) {
            assertThat(store.rows()).isEqualTo(2);
            assertThat(store.summary(0).sha256()).isEqualTo(Checksums.sha256(shard));
            assertThat(store.read(0, 1).text("text")).isEqualTo("two");
        }
        // The same index, one byte of its header flipped: it is not believed.
        index[20] ^= 1;
        Files.write(folder.resolve("own.jsonl.index"), index);
        try (RecordStore store = open("jsonl", shard)) {
            assertThat(store.rows()).isEqualTo(2);
        }
        index[20] ^= 1;
        Files.write(folder.resolve("own.jsonl.index"), index);
        Files.writeString(shard, Files.readString(shard) + "{\"text\":\"three\"}\n");
        try (RecordStore store = open("jsonl", shard)) {
            assertThat(store.rows()).as("the shard has grown").isEqualTo(3);
            assertThat(store.read(0, 2).text("text")).isEqualTo("three");
        }
    }

    @Test
    void aWriterAndAReaderMakeTheSameIndex() throws Exception {
        Path shard = written(100, "zeile ü ");
        Path kept = folder.resolve("kept");
        Path copy = Files.copy(shard, folder.resolve("copy.jsonl"));
        RecordStores.open(new ShardFiles("jsonl", List.of(copy)), IndexFolder.in(kept, "text"))
                .close();
        assertThat(kept.resolve("text-0.index")).hasSameBinaryContentAs(IndexFolder.beside(shard));
    }

    /** An index whose bounds changed gives other records and no error; only a stage's own is hashed. */
    @Test
    void anIndexBesideAUsersShardIsNotReadWhereIndicesAreKept() throws Exception {
        Path shard = written(10, "line ");
        Path beside = IndexFolder.beside(shard);
        byte[] bytes = Files.readAllBytes(beside);
        for (int at = ShardIndex.HEADER_BYTES; at < bytes.length; at++) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 16;
            Files.write(beside, damaged);
            IndexFolder kept = IndexFolder.in(folder.resolve("kept"), "text");
            try (RecordStore store = RecordStores.open(new ShardFiles("jsonl", List.of(shard)), kept)) {
                for (int row = 0; row < 10; row++) {
                    assertThat(store.read(0, row).text("text")).isEqualTo("line " + row);
                }
            }
        }
    }

    @Test
    void aKeptIndexIsMadeOnceAndReadAgain() throws Exception {
        Path shard = Files.writeString(folder.resolve("user.jsonl"), "{\"text\":\"one\"}\n");
        IndexFolder kept = IndexFolder.in(folder.resolve("kept"), "text");
        RecordStores.open(new ShardFiles("jsonl", List.of(shard)), kept).close();
        Path index = folder.resolve("kept/text-0.index");
        Files.setLastModifiedTime(index, FileTime.fromMillis(0));
        try (RecordStore store = RecordStores.open(new ShardFiles("jsonl", List.of(shard)), kept)) {
            assertThat(store.read(0, 0).text("text")).isEqualTo("one");
        }
        assertThat(Files.getLastModifiedTime(index).toMillis()).isZero();
        assertThat(files()).containsExactly("kept", "user.jsonl");
    }

    @Test
    void linksAreFollowedToWhatTheyLeadTo() throws Exception {
        Path real = Files.writeString(folder.resolve("real.jsonl"), "{\"text\":\"one\"}\n");
        Path link = Files.createSymbolicLink(folder.resolve("link.jsonl"), real);
        try (RecordStore store = open("jsonl", link)) {
            assertThat(store.read(0, 0).text("text")).isEqualTo("one");
        }
    }

    @Test
    void aTornTarIsRefusedByName() throws Exception {
        Path tar = Fixtures.tar(
                folder.resolve("torn.tar"), new LinkedHashMap<>(Map.of("1.png", new byte[3000], "2.png", new byte[9])));
        byte[] whole = Files.readAllBytes(tar);
        for (int length : new int[] {700, 3500, 4200, whole.length - 1024}) {
            Files.write(tar, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> open("tar", tar))
                    .as("%d of %d bytes", length, whole.length)
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("torn.tar");
        }
    }

    @Test
    void aTarOfWhatIsNoRecordIsRefusedByTheMembersName() throws Exception {
        Path noField = Fixtures.tar(folder.resolve("x.tar"), Map.of("folder/README", new byte[1]));
        assertThatThrownBy(() -> open("tar", noField))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("folder/README")
                .hasMessageContaining("KEY.FIELD");
        Path twice = Fixtures.tar(
                folder.resolve("y.tar"), new LinkedHashMap<>(Map.of("a.png", new byte[1], "./a.png", new byte[1])));
        assertThatThrownBy(() -> open("tar", twice))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("a.png twice");
    }

    @Test
    void aShardThatIsCutWhileItIsOpenIsNamed() throws Exception {
        Path shard = Files.writeString(folder.resolve("cut.jsonl"), "{\"text\":\"one\"}\n{\"text\":\"two\"}\n");
        try (RecordStore store = open("jsonl", shard)) {
            Files.writeString(shard, "{\"text\":\"one\"}\n");
            assertThatThrownBy(() -> store.read(0, 1))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("cut.jsonl ends at byte")
                    .hasMessageContaining("Bring the whole file back");
        }
    }

    @Test
    void anUnknownStoreIsRefusedWithTheNearestName() {
        assertThatThrownBy(() -> open("jsonll", folder.resolve("a")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("did you mean 'jsonl'?")
                .hasMessageContaining("jsonl, tar");
        assertThat(RecordStores.ofEnding("SHARD.TAR")).contains("tar");
        assertThat(RecordStores.ofEnding("notes.md")).isEmpty();
    }

    @Test
    void patternsNameShardsInTheSameOrderEverywhere() throws Exception {
        for (String name : List.of("b.jsonl", "a.jsonl", "Z.jsonl", "ä.jsonl", ".hidden.jsonl", "a.jsonl.index")) {
            Files.writeString(folder.resolve(name), "");
        }
        for (int i = 8; i < 12; i++) {
            Files.createDirectories(folder.resolve("part" + i));
            Files.writeString(folder.resolve("part" + i + "/s.tar"), "");
        }
        assertThat(ShardPaths.expand(folder, "*.jsonl"))
                .containsExactly(
                        folder.resolve("Z.jsonl"),
                        folder.resolve("a.jsonl"),
                        folder.resolve("b.jsonl"),
                        folder.resolve("ä.jsonl"));
        assertThat(ShardPaths.expand(folder, "part{08..11}/s.tar".replace("08", "8")))
                .extracting(path -> path.getParent().getFileName().toString())
                .containsExactly("part8", "part9", "part10", "part11");
        assertThat(ShardPaths.expand(folder, "part*/*.tar")).hasSize(4);
        assertThatThrownBy(() -> ShardPaths.expand(folder, "part{8..12}/s.tar"))
                .hasMessageContaining("there is no file " + folder.resolve("part12/s.tar"));
        assertThatThrownBy(() -> ShardPaths.expand(folder, "*.parquet"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("matches '*.parquet'");
        assertThatThrownBy(() -> ShardPaths.expand(folder, "part8"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("is a folder");
        assertThatThrownBy(() -> ShardPaths.expand(folder, "a\0b"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("is not a path");
    }
}
