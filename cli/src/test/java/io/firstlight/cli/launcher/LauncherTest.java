package io.firstlight.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.cli.launcher.LauncherSandbox.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a real process, in a copy of its own, with a Java and a Maven that only say what they were asked. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LauncherTest {
    @TempDir
    private Path folder;

    private LauncherSandbox sandbox;

    @BeforeEach
    void copyTheLauncher() throws IOException {
        sandbox = new LauncherSandbox(folder);
        sandbox.java("17.0.9");
        sandbox.maven("3.9.6");
    }

    @Test
    void anOldJavaIsNamedWithWhatToDo() throws Exception {
        sandbox.java("11.0.22");
        Outcome outcome = sandbox.start(Map.of());
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("found Java 11.0.22")
                .contains("needs a JDK 17 or newer")
                .contains("JAVA_HOME");
        sandbox.java("1.8.0_392");
        assertThat(sandbox.start(Map.of()).err()).contains("found Java 1.8.0_392");
    }

    @Test
    void aMissingJavaIsNamedWithWhatToDo() throws Exception {
        Files.delete(sandbox.bin().resolve("java"));
        assertThat(sandbox.start(Map.of()).err()).contains("no Java found").contains("JDK 17");
        Outcome wrongHome = sandbox.start(Map.of("JAVA_HOME", "/no/such/jdk"));
        assertThat(wrongHome.err()).contains("JAVA_HOME is /no/such/jdk");
        assertThat(wrongHome.exitCode()).isEqualTo(2);
    }

    @Test
    void aMachineThatThereIsNoLibtorchForIsNamedBeforeMavenFailsOnIt() throws Exception {
        sandbox.machine("Linux", "aarch64");
        Outcome outcome = sandbox.start(Map.of());
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("found Linux on aarch64")
                .contains("Linux on x86-64")
                .contains("macOS on Apple silicon");
        assertThat(sandbox.numBuilds()).isZero();
        sandbox.machine("Darwin", "x86_64");
        assertThat(sandbox.start(Map.of()).err()).contains("found Darwin on x86_64");
    }

    @Test
    void aMissingOrOldMavenIsNamedWithWhatToDo() throws Exception {
        sandbox.maven("3.6.3");
        assertThat(sandbox.start(Map.of()).err()).contains("found Maven 3.6.3").contains("3.8 or newer");
        Files.delete(sandbox.bin().resolve("mvn"));
        Outcome outcome = sandbox.start(Map.of());
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("no Maven found");
    }

    @Test
    void itBuildsOnceAndAgainOnlyWhenASourceChanged() throws Exception {
        assertThat(sandbox.start(Map.of(), "doctor").err()).contains("building (first time");
        assertThat(sandbox.start(Map.of(), "doctor").err()).doesNotContain("building");
        assertThat(sandbox.numBuilds()).isEqualTo(1);
        Files.setLastModifiedTime(sandbox.source(), FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(sandbox.start(Map.of(), "doctor").err()).contains("building (sources changed)");
        assertThat(sandbox.numBuilds()).isEqualTo(2);
    }

    @Test
    void whatItBuiltIsNotTakenAwayByTheNextBuild() throws Exception {
        sandbox.start(Map.of());
        String first = sandbox.asked().get("CLASSPATH").split(":")[0];
        Files.delete(sandbox.root().resolve("cli/target/firstlight-cli-1.jar"));
        assertThat(Path.of(first)).exists().isNotEqualTo(sandbox.root().resolve("cli/target/firstlight-cli-1.jar"));
    }

    @Test
    void argumentsAndExitCodePassThrough() throws Exception {
        Outcome outcome = sandbox.start(Map.of(), "ask", "What is in the picture?", "--image", "a b.png");
        assertThat(outcome.exitCode()).isEqualTo(LauncherSandbox.EXIT_CODE);
        assertThat(sandbox.asked().get("ARGUMENTS"))
                .endsWith("io.firstlight.cli.Firstlight|ask|What is in the picture?|--image|a b.png|");
    }

    @Test
    void aFailedBuildShowsItsErrorsAndLeavesNoLock() throws Exception {
        sandbox.failingMaven("3.9.6");
        Outcome outcome = sandbox.start(Map.of());
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("cannot find symbol").contains("build.log");
        assertThat(sandbox.root().resolve(".firstlight/build.lock")).doesNotExist();
        sandbox.maven("3.9.6");
        assertThat(sandbox.start(Map.of()).exitCode()).isEqualTo(LauncherSandbox.EXIT_CODE);
    }

    @Test
    void aSecondStartWaitsForTheBuildOfTheFirst() throws Exception {
        Path lock = Files.createDirectories(sandbox.root().resolve(".firstlight/build.lock"));
        Files.writeString(
                lock.resolve("pid"), Long.toString(ProcessHandle.current().pid()));
        Process second = sandbox.process(Map.of()).start();
        try (BufferedReader err =
                new BufferedReader(new InputStreamReader(second.getErrorStream(), StandardCharsets.UTF_8))) {
            assertThat(err.readLine())
                    .contains("another start is building (process "
                            + ProcessHandle.current().pid());
            assertThat(sandbox.numBuilds()).isZero();
            Files.delete(lock.resolve("pid"));
            Files.delete(lock);
            assertThat(second.waitFor()).isEqualTo(LauncherSandbox.EXIT_CODE);
        }
        assertThat(sandbox.numBuilds()).isEqualTo(1);
    }

    @Test
    void theLockOfADeadStartIsTakenOver() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path lock = Files.createDirectories(sandbox.root().resolve(".firstlight/build.lock"));
        Files.writeString(lock.resolve("pid"), Long.toString(dead.pid()));
        assertThat(sandbox.start(Map.of()).exitCode()).isEqualTo(LauncherSandbox.EXIT_CODE);
        assertThat(lock).doesNotExist();
    }

    @Test
    void aLockThatNeverNamedItsOwnerIsTakenOver() throws Exception {
        Path lock = Files.createDirectories(sandbox.root().resolve(".firstlight/build.lock"));
        sandbox.countedSleep(60);
        Outcome outcome = sandbox.start(Map.of());
        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(LauncherSandbox.EXIT_CODE);
        assertThat(sandbox.numSleeps()).isBetween(9L, 15L);
        assertThat(lock).doesNotExist();
        assertThat(sandbox.numBuilds()).isEqualTo(1);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theAllocatorIsSetUpUnlessTheUserSaysOtherwise() throws Exception {
        sandbox.start(Map.of("FIRSTLIGHT_ALLOCATOR", "glibc"));
        assertThat(sandbox.asked().get("GLIBC_TUNABLES"))
                .contains("glibc.malloc.hugetlb=1")
                .contains("glibc.malloc.mmap_threshold=");
        sandbox.start(Map.of("FIRSTLIGHT_ALLOCATOR", "system"));
        assertThat(sandbox.asked()).doesNotContainKeys("GLIBC_TUNABLES", "LD_PRELOAD");
        assertThat(sandbox.start(Map.of("FIRSTLIGHT_ALLOCATOR", "tcmalloc")).err())
                .contains("auto, jemalloc, glibc (tuned) or system");
    }

    @Test
    void theJvmGetsItsHeapThreadsAndQuietFlags() throws Exception {
        sandbox.start(Map.of("FIRSTLIGHT_HEAP", "3g", "FIRSTLIGHT_THREADS", "5"));
        assertThat(sandbox.asked().get("ARGUMENTS"))
                .contains("-Xmx3g|")
                .contains("maxPhysicalBytes=0|")
                .doesNotContain("native-access");
        assertThat(sandbox.asked()).containsEntry("OMP_NUM_THREADS", "5");
        sandbox.java("25.0.1");
        sandbox.start(Map.of());
        assertThat(sandbox.asked().get("ARGUMENTS"))
                .contains("--enable-native-access=ALL-UNNAMED|")
                .containsPattern("-Xmx[0-9]+m");
        assertThat(sandbox.start(Map.of("FIRSTLIGHT_THREADS", "two")).err()).contains("FIRSTLIGHT_THREADS is 'two'");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void portableSetsTheInstructionsWhateverTheEnvironmentSays() throws Exception {
        Map<String, String> wide = Map.of("ATEN_CPU_CAPABILITY", "avx512");
        sandbox.start(wide, "study", "run", "x.yaml");
        assertThat(sandbox.asked()).containsEntry("ATEN_CPU_CAPABILITY", "avx512");
        sandbox.start(wide, "study", "run", "x.yaml", "--portable");
        assertThat(sandbox.asked())
                .containsEntry("ATEN_CPU_CAPABILITY", "avx2")
                .containsEntry("MKL_ENABLE_INSTRUCTIONS", "AVX2")
                .containsEntry("MKL_CBWR", "AVX2")
                .containsEntry("ONEDNN_MAX_CPU_ISA", "AVX2")
                .containsEntry("OPENBLAS_CORETYPE", "Haswell");
        assertThat(sandbox.start(Map.of("FIRSTLIGHT_PORTABLE", "yes")).err()).contains("FIRSTLIGHT_PORTABLE is 'yes'");
    }

    @Test
    void itFindsItsFolderThroughALink() throws Exception {
        Path link = folder.resolve("elsewhere");
        Files.createSymbolicLink(link, sandbox.root().resolve("firstlight"));
        assertThat(sandbox.process(link, Map.of()).start().waitFor()).isEqualTo(LauncherSandbox.EXIT_CODE);
        assertThat(sandbox.asked().get("ARGUMENTS"))
                .contains("-Dfirstlight.home=" + sandbox.root().toRealPath() + "|");
    }

    @Test
    void anExportedCdpathChangesNothing() throws Exception {
        Path parent = sandbox.root().getParent();
        String folderName = sandbox.root().getFileName().toString();
        ProcessBuilder builder = sandbox.process(Path.of(folderName, "firstlight"), Map.of("CDPATH", parent + ":."));
        // By a relative name, whose folder cd would look up and print.
        builder.command().set(0, "./" + folderName + "/firstlight");
        Process process =
                builder.directory(parent.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(LauncherSandbox.EXIT_CODE);
        assertThat(sandbox.asked().get("ARGUMENTS")).contains("-Dfirstlight.home=" + sandbox.root() + "|");
    }

    @Test
    void aLocaleOfAsciiBecomesOneInWhichNamesOfFilesCanBeRead() throws Exception {
        for (String locale : new String[] {"POSIX", "C", ""}) {
            sandbox.start(Map.of("LC_ALL", locale));
            assertThat(sandbox.asked()).as(locale).containsEntry("LC_ALL", "C.UTF-8");
        }
        sandbox.start(Map.of("LC_ALL", "de_DE.UTF-8"));
        assertThat(sandbox.asked()).containsEntry("LC_ALL", "de_DE.UTF-8");
    }

    @Test
    void aListOfThreadsGivesItsFirstAndAWrongOneIsBlamedOnItsOwnVariable() throws Exception {
        sandbox.start(Map.of("OMP_NUM_THREADS", "2,1"));
        assertThat(sandbox.asked()).containsEntry("OMP_NUM_THREADS", "2");
        assertThat(sandbox.start(Map.of("OMP_NUM_THREADS", "many")).err()).contains("OMP_NUM_THREADS is 'many'");
        assertThat(sandbox.start(Map.of("FIRSTLIGHT_THREADS", "99999")).err()).contains("from 1 to 9999");
    }

    @Test
    void aHeapThatIsTooSmallOrNoneIsNamedBeforeTheJvmStarts() throws Exception {
        for (String heap : new String[] {"24m", "lots", "3t", "-1g", "1"}) {
            Outcome outcome = sandbox.start(Map.of("FIRSTLIGHT_HEAP", heap));
            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.err()).contains("FIRSTLIGHT_HEAP is '" + heap + "'");
        }
    }

    @Test
    void tooFewFilesAreNamedWithWhatToDo() throws Exception {
        ProcessBuilder builder = sandbox.process(Map.of());
        List<String> command = List.of(
                "sh", "-c", "ulimit -n 40; exec \"$0\"", builder.command().get(0));
        Process process = builder.command(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(said).contains("lets a process open 40 files").contains("ulimit -n 1024");
    }

    @Test
    void whatADiskTookFromTheBuildIsBuiltAgain() throws Exception {
        sandbox.start(Map.of());
        Path state = sandbox.root().resolve(".firstlight");
        int builds = 1;
        for (String name : new String[] {"classpath", "firstlight-cli-1.jar", "sums"}) {
            for (boolean isEmptied : new boolean[] {true, false}) {
                Path file = state.resolve(
                                Files.readString(state.resolve("current")).strip())
                        .resolve(name);
                byte[] bytes = Files.readAllBytes(file);
                FileTime time = Files.getLastModifiedTime(file);
                bytes[bytes.length / 2] ^= 1;
                Files.write(file, isEmptied ? new byte[0] : bytes);
                Files.setLastModifiedTime(file, time);
                Outcome outcome = sandbox.start(Map.of());
                assertThat(outcome.err()).as(name).contains("the last build is damaged");
                assertThat(outcome.exitCode()).isEqualTo(LauncherSandbox.EXIT_CODE);
                assertThat(sandbox.numBuilds()).isEqualTo(++builds);
            }
        }
        Files.writeString(state.resolve("current"), "");
        assertThat(sandbox.start(Map.of()).exitCode()).isEqualTo(LauncherSandbox.EXIT_CODE);
    }

    @Test
    void anEmptiedLibraryIsTakenAwaySoThatMavenFetchesItAgain() throws Exception {
        Path library = Files.writeString(folder.resolve("library.jar"), "a jar");
        sandbox.mavenWithLibrary("3.9.6", library);
        sandbox.start(Map.of());
        Files.writeString(library, "");
        Outcome outcome = sandbox.start(Map.of());
        assertThat(outcome.err()).contains("the library " + library + " was empty and is fetched again");
        assertThat(outcome.exitCode()).isEqualTo(LauncherSandbox.EXIT_CODE);
        assertThat(library).hasContent("fetched");
    }

    @Test
    void whoCannotBuildSomebodyElsesInstallationIsToldSoAndDoesNotWait() throws Exception {
        Path state = Files.createDirectory(sandbox.root().resolve(".firstlight"));
        Assumptions.assumeTrue(state.toFile().setWritable(false), "this file system has no permissions");
        List<String> command = new ArrayList<>();
        if (Files.isWritable(state)) {
            // A superuser writes everywhere; as nobody it is as for anybody else.
            Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "cannot become another user");
            openToAll(folder);
            command.addAll(List.of("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        ProcessBuilder builder = sandbox.process(Map.of());
        command.addAll(builder.command());
        Process process = builder.command(command).redirectErrorStream(true).start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("an answer").isTrue();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said)
                .contains("Firstlight has to be built")
                .contains("you cannot write to " + state.toRealPath())
                .contains("Ask the owner")
                .contains("copy Firstlight to a folder of your own");
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(sandbox.numBuilds()).isZero();
    }

    private static void openToAll(Path folder) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
