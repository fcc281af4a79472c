package io.firstlight.study.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.error.UserException;
import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.file.FileManifest;
import io.firstlight.core.key.StageKey;
import io.firstlight.study.cost.StageRecord;
import io.firstlight.study.machine.Machine;
import io.firstlight.study.work.Work;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    private static final StageKey KEY = StageKey.of("one");
    private final List<String> notices = new ArrayList<>();

    @TempDir
    private Path folder;

    private Store open() {
        return Store.open(folder.resolve("store"), notices::add);
    }

    private static final Map<String, String> ENVIRONMENT = Map.of("java", "a Java", "libtorch", "2.10.0");

    static StageRecord record(StageKey key, double seconds) {
        return new StageRecord(
                key,
                "train",
                "text 0 to 80 % · seed 0",
                new StageRecord.Timing(seconds, seconds, new Work(10, 1e9, "shape"), new Machine("test", 1, 2)),
                ENVIRONMENT);
    }

    private static WorkArea begin(Store store, StageKey key) {
        return ((StageStart.Granted) store.begin(key)).area();
    }

    private static FinishedStage finish(Store store, StageKey key) throws IOException {
        WorkArea area = begin(store, key);
        Files.createDirectories(area.output().resolve("sub"));
        Files.writeString(area.output().resolve("sub/weights"), "the weights");
        Files.writeString(area.output().resolve("curves.json"), "{}");
        return store.finish(record(key, 12.5), area);
    }

    @Test
    void aFinishedStageIsFoundWithItsFilesAndItsRecord() throws IOException {
        try (Store store = open()) {
            assertThat(store.find(KEY)).isEmpty();
            finish(store, KEY);
        }
        try (Store store = open()) {
            FinishedStage found = store.find(KEY).orElseThrow();
            assertThat(found.directory().resolve("sub/weights")).hasContent("the weights");
            assertThat(found.record()).isEqualTo(record(KEY, 12.5));
            assertThat(workDirectory()).doesNotExist();
            assertThat(store.records()).hasSize(1);
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void aStageFromBeforeEnvironmentsWereNotedIsStillGood() throws IOException {
        StageRecord old =
                new StageRecord(KEY, "train", "text", record(KEY, 12.5).timing(), Map.of());
        try (Store store = open()) {
            WorkArea area = begin(store, KEY);
            Files.writeString(area.output().resolve("weights"), "the weights");
            Path manifest = store.finish(old, area).directory().resolve(StageManifest.FILE);
            assertThat(Files.readString(manifest)).doesNotContain("environment");
            assertThat(store.find(KEY).orElseThrow().record()).isEqualTo(old);
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void anUnfinishedStageKeepsItsDirectoriesAndItsSeconds() throws IOException {
        try (Store store = open()) {
            WorkArea area = begin(store, KEY);
            assertThat(area.seconds()).isZero();
            Files.writeString(area.work().resolve("checkpoint"), "half");
            area.release(7.25);
        }
        try (Store store = open()) {
            assertThat(store.find(KEY)).isEmpty();
            WorkArea area = begin(store, KEY);
            assertThat(area.work().resolve("checkpoint")).hasContent("half");
            assertThat(area.seconds()).isEqualTo(7.25);
            area.release(8);
            store.remove(KEY);
            assertThat(workDirectory()).doesNotExist();
        }
    }

    @Test
    void aKillBetweenRenameAndCleaningLeavesTheStageFinished() throws IOException {
        try (Store store = open()) {
            WorkArea area = begin(store, KEY);
            Files.writeString(area.work().resolve("checkpoint"), "half");
            area.release(1);
            AtomicFiles.rename(workDirectory(), folder.resolve("aside"));
            finish(store, KEY);
            AtomicFiles.rename(folder.resolve("aside"), workDirectory());
        }
        try (Store store = open()) {
            assertThat(store.find(KEY)).isPresent();
            assertThat(workDirectory()).doesNotExist();
        }
    }

    @Test
    void aTruncatedFileIsNamedAndItsStageReplaced() throws IOException {
        try (Store store = open()) {
            Path file = finish(store, KEY).directory().resolve("sub/weights");
            Files.writeString(file, "the");
            assertThat(store.find(KEY)).isEmpty();
            assertThat(notices)
                    .singleElement()
                    .asString()
                    .contains("sub/weights has 3 bytes instead of 11")
                    .contains("text 0 to 80 %")
                    .contains("runs again");
            assertThat(finish(store, KEY).directory().resolve("sub/weights")).hasContent("the weights");
            assertThat(store.find(KEY)).isPresent();
        }
    }

    @Test
    void aDeletedFileIsNamed() throws IOException {
        try (Store store = open()) {
            Files.delete(finish(store, KEY).directory().resolve("curves.json"));
            assertThat(store.find(KEY)).isEmpty();
            assertThat(notices).singleElement().asString().contains("curves.json is missing");
        }
    }

    /** As a disk that loses a bit, or a tool that copies times, leaves it. */
    @Test
    void aFlippedBitIsFoundThoughSizeAndTimeAreKept() throws IOException {
        try (Store store = open()) {
            Path file = finish(store, KEY).directory().resolve("sub/weights");
            assertThat(store.find(KEY)).isPresent();
            flipKeepingTheTime(file);
            assertThat(store.find(KEY)).isEmpty();
            assertThat(notices)
                    .singleElement()
                    .asString()
                    .contains("sub/weights")
                    .contains("SHA-256");
            assertThat(store.verify().faults())
                    .singleElement()
                    .asString()
                    .contains("sub/weights does not have the bytes");
        }
    }

    private static void flipKeepingTheTime(Path file) throws IOException {
        FileTime before = Files.getLastModifiedTime(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {'T'}), 0);
        }
        Files.setLastModifiedTime(file, before);
    }

    @Test
    void onlyWhatIsUsedIsHashed() throws IOException {
        try (Store store = open()) {
            flipKeepingTheTime(finish(store, KEY).directory().resolve("sub/weights"));
            assertThat(store.find(KEY, "curves.json"::equals, () -> {})).isPresent();
            assertThat(notices).isEmpty();
            assertThat(store.find(KEY, "sub/weights"::equals, () -> {})).isEmpty();
        }
    }

    @Test
    void whoeverHashesGigabytesCanShowThatItIsAlive() throws IOException {
        try (Store store = open()) {
            finish(store, KEY);
            List<String> signs = new ArrayList<>();
            store.find(KEY, path -> true, () -> signs.add("alive"));
            assertThat(signs).hasSize(2);
            store.find(KEY, path -> true, () -> signs.add("again"));
            assertThat(signs).as("this process has hashed what has not changed").hasSize(2);
        }
    }

    @Test
    void aFileThatNoStageWroteIsNamedAndNothingIsDeleted() throws IOException {
        try (Store store = open()) {
            Path directory = finish(store, KEY).directory();
            Files.writeString(directory.resolve("sub/.hidden"), "of a file manager");
            assertThat(store.find(KEY)).isPresent();
            Path stray = Files.writeString(directory.resolve("sub/more.jsonl"), "{}");
            assertThatThrownBy(() -> store.find(KEY))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("holds sub/more.jsonl, which its stage did not write")
                    .hasMessageContaining("move that file elsewhere");
            assertThat(store.verify().faults()).singleElement().asString().contains("sub/more.jsonl");
            assertThat(stray).exists();
        }
    }

    @Test
    void verifyReadsEveryStageAndEveryCheckpoint() throws IOException {
        try (Store store = open()) {
            finish(store, KEY);
            WorkArea area = begin(store, StageKey.of("unfinished"));
            Path checkpoint = Files.createDirectories(area.work().resolve("checkpoints/checkpoint-7"));
            Path weights = Files.writeString(checkpoint.resolve("weights"), "half");
            FileManifest.write(checkpoint.resolve(FileManifest.NAME), 3, Map.of("step", 7));
            assertThat(store.verify()).isEqualTo(new StoreCheck(1, 1, List.of()));
            flipKeepingTheTime(weights);
            assertThat(store.verify().faults())
                    .singleElement()
                    .asString()
                    .contains(checkpoint + ": weights does not have the bytes");
            Files.createDirectory(folder.resolve("store/stages/notes"));
            assertThat(store.verify().faults()).hasSize(2).anyMatch(fault -> fault.contains("not a stage's directory"));
        }
    }

    @Test
    void theResultsOfTwoStagesThatChangedPlacesAreNamed() throws IOException {
        StageKey other = StageKey.of("another");
        try (Store store = open()) {
            Path first = finish(store, KEY).directory();
            Path second = finish(store, other).directory();
            AtomicFiles.rename(first, folder.resolve("aside"));
            AtomicFiles.rename(second, first);
            AtomicFiles.rename(folder.resolve("aside"), second);
            assertThat(store.find(KEY)).isEmpty();
            assertThat(store.find(other)).isEmpty();
            assertThat(notices).hasSize(2).allMatch(notice -> notice.contains("the result of another stage"));
            assertThat(store.verify().faults()).hasSize(2);
        }
    }

    @Test
    void aLeaseThatIsDamagedInAnyWayIsNobodys() throws IOException {
        for (String text : List.of("null", "", "{}", "[]", "\0\0\0", "{\"token\":null}")) {
            try (Store store = open()) {
                WorkArea area = begin(store, KEY);
                Path lease = area.root().resolve(Lease.FILE);
                byte[] good = Files.readAllBytes(lease);
                Files.writeString(lease, text);
                assertThat(Lease.read(area.root())).as(text).isEmpty();
                good[new String(good, StandardCharsets.UTF_8).indexOf("beat") + 8] ^= 1;
                Files.write(lease, good);
                assertThat(Lease.read(area.root())).as("another beat").isEmpty();
                assertThat(store.begin(KEY)).isInstanceOf(StageStart.Held.class);
                AtomicFiles.deleteTree(workDirectory());
            }
        }
    }

    @Test
    void aTouchedButEqualFileIsStillGood() throws IOException {
        try (Store store = open()) {
            Path file = finish(store, KEY).directory().resolve("sub/weights");
            Files.setLastModifiedTime(file, FileTime.fromMillis(0));
            assertThat(store.find(KEY)).isPresent();
            assertThat(notices).isEmpty();
        }
    }

    @Test
    void aDamagedManifestCountsAsADamagedStage() throws IOException {
        for (String text : List.of("", "{", "{\"formatVersion\":1}", "[]")) {
            try (Store store = open()) {
                Files.writeString(finish(store, KEY).directory().resolve(StageManifest.FILE), text);
                assertThat(store.find(KEY)).as("manifest '%s'", text).isEmpty();
            }
        }
        try (Store store = open()) {
            Path manifest = finish(store, KEY).directory().resolve(StageManifest.FILE);
            Files.writeString(manifest, Files.readString(manifest).replace("12.5", "13.5"));
            assertThat(store.find(KEY)).as("its own checksum").isEmpty();
        }
        assertThat(notices).hasSize(5).allMatch(notice -> notice.contains("stage.json is missing or damaged"));
    }

    @Test
    void aResultThatCannotBeReadIsNoDamageAndStays() throws IOException {
        try (Store store = open()) {
            Path stage = finish(store, KEY).directory();
            Files.delete(stage.resolve(StageManifest.FILE));
            // Reading a directory fails as a disk does that is away for a moment.
            Files.createDirectory(stage.resolve(StageManifest.FILE));
            assertThatThrownBy(() -> store.find(KEY))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("checking stage");
            assertThat(stage.resolve("sub/weights")).hasContent("the weights");
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void whatElseLiesAmongTheStagesIsPassedOver() throws IOException {
        try (Store store = open()) {
            finish(store, KEY);
            Files.writeString(folder.resolve("store/stages/.DS_Store"), "of a file manager");
            Path unreadable = Files.createDirectories(
                    folder.resolve("store/stages").resolve(StageKey.of("two").hex()));
            Files.createDirectory(unreadable.resolve(StageManifest.FILE));
            assertThat(store.records()).containsExactly(record(KEY, 12.5));
        }
    }

    @Test
    void aReaderNamesDamageButLeavesItAndMayLookWhileAnotherWrites() throws IOException {
        try (Store writer = open()) {
            Path directory = finish(writer, KEY).directory();
            Files.delete(directory.resolve("curves.json"));
            try (Store reader = Store.openToRead(writer.root(), notices::add)) {
                assertThat(reader.find(KEY)).isEmpty();
                assertThat(directory).exists();
                assertThatThrownBy(() -> reader.begin(KEY)).isInstanceOf(IllegalStateException.class);
            }
        }
        try (Store reader = Store.openToRead(folder.resolve("nothing"), notices::add)) {
            assertThat(reader.find(KEY)).isEmpty();
            assertThat(reader.records()).isEmpty();
        }
        assertThat(folder.resolve("nothing")).doesNotExist();
    }

    @Test
    void aStoreOrAStageOfANewerVersionIsRefusedByName() throws IOException {
        try (Store store = open()) {
            Path manifest = finish(store, KEY).directory().resolve(StageManifest.FILE);
            Files.writeString(
                    manifest, Files.readString(manifest).replace("\"formatVersion\" : 1", "\"formatVersion\" : 2"));
            assertThatThrownBy(() -> store.find(KEY))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("newer Firstlight (format 2");
            assertThat(manifest).exists();
        }
        Files.writeString(folder.resolve("store/store.json"), "{\"formatVersion\": 7}");
        assertThatThrownBy(this::open)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("newer Firstlight (format 7, this one knows 2)")
                .hasMessageContaining("--store");
        Files.writeString(folder.resolve("store/store.json"), "{\"form");
        assertThatThrownBy(this::open).isInstanceOf(UserException.class).hasMessageContaining("store.json is damaged");
    }

    /** As the last version before leases left one: a lock file, work directories without leases, one finished stage. */
    @Test
    void aStoreOfTheFormerFormatIsRefusedByNameAndKept() throws IOException {
        Path root = folder.resolve("store");
        Files.createDirectories(root.resolve("stages").resolve(KEY.hex()));
        Files.createDirectories(root.resolve("work").resolve(KEY.hex()).resolve("output"));
        Files.writeString(root.resolve("store.json"), "{\n  \"formatVersion\" : 1\n}\n");
        Files.writeString(root.resolve("lock"), "");
        Files.writeString(root.resolve("stages").resolve(KEY.hex()).resolve("weights"), "old weights");
        Map<String, FileTime> before = files(root);
        for (Runnable attempt : List.<Runnable>of(this::open, () -> Store.openToRead(root, notices::add))) {
            assertThatThrownBy(attempt::run)
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("the store " + root + " was written by an older Firstlight (format 1")
                    .hasMessageContaining("reads and writes format 2")
                    .hasMessageContaining("It is kept as it is")
                    .hasMessageContaining("use the older Firstlight")
                    .hasMessageContaining("--store");
        }
        assertThat(files(root)).isEqualTo(before);
    }

    private static Map<String, FileTime> files(Path root) throws IOException {
        Map<String, FileTime> files = new TreeMap<>();
        try (Stream<Path> found = Files.walk(root)) {
            for (Path file : found.toList()) {
                files.put(root.relativize(file).toString(), Files.getLastModifiedTime(file));
            }
        }
        return files;
    }

    @Test
    void aPlaceThatIsAFileIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> Store.open(file, notices::add))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("not a directory");
        assertThatThrownBy(() -> Store.open(file.resolve("below"), notices::add))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("not a directory");
    }

    @Test
    void aPlaceWithoutWritePermissionIsRefused() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        Assumptions.assumeTrue(closed.toFile().setWritable(false), "this file system has no permissions");
        Assumptions.assumeFalse(Files.isWritable(closed), "this user may write everywhere");
        assertThatThrownBy(() -> Store.open(closed.resolve("store"), notices::add))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no permission")
                .hasMessageContaining("--store");
    }

    @Test
    void aFullDiskIsToldAsOne() {
        Path full = Path.of("/dev/full");
        Assumptions.assumeTrue(Files.exists(full), "this system has no device that is always full");
        assertThatThrownBy(() ->
                        StoreFaults.explained("writing weights", folder, () -> Files.write(full, new byte[1 << 16])))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("the disk is full: writing weights needs more space")
                .hasMessageContaining("nothing that was finished is lost");
    }

    @Test
    void aStageThatIsRemovedCanBeMadeAgain() throws IOException {
        try (Store store = open()) {
            finish(store, KEY);
            assertThat(store.begin(KEY)).isInstanceOf(StageStart.AlreadyFinished.class);
            store.remove(KEY);
            finish(store, KEY);
            assertThat(store.find(KEY)).isPresent();
            store.remove(KEY);
            assertThat(store.find(KEY)).isEmpty();
        }
    }

    /** Where a stage that is not finished is made. */
    private Path workDirectory() {
        return folder.resolve("store/work/" + KEY.hex());
    }
}
