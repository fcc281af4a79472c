package io.firstlight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    private int run(String... arguments) {
        return Firstlight.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    void withoutArgumentsItHelps() {
        assertThat(run()).isZero();
        assertThat(out.toString()).contains("quickstart", "study", "ask", "doctor", "bench", "data", "Examples:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quickstart",
                "study",
                "study show",
                "study plan",
                "study run",
                "study status",
                "study report",
                "ask",
                "doctor",
                "bench",
                "bench train",
                "bench verdict",
                "data",
                "data verify",
                "store",
                "store verify",
                "version"
            })
    void everyCommandHelpsInAHundredColumns(String command) {
        assertThat(run((command + " --help").split(" "))).isZero();
        assertThat(out.toString()).contains("Usage: firstlight " + command);
        assertThat(out.toString().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "study | show, plan, run, status, report",
                "bench | train, verdict",
                "data  | verify",
                "store | verify"
            })
    void aCommandThatOnlyGroupsOthersNamesThem(String command, String others) {
        assertThat(run(command)).isEqualTo(2);
        assertThat(err.toString()).contains(command + " what? It knows: " + others);
    }

    @Test
    void aMistypedCommandGetsTheNearestOne() {
        assertThat(run("quickstrat")).isEqualTo(2);
        assertThat(err.toString())
                .contains("unknown command 'quickstrat'")
                .contains("Did you mean 'quickstart'")
                .doesNotContain("\tat ");
    }

    @Test
    void whatPeopleLookForIsNotCalledUnknown() {
        assertThat(run("export")).isEqualTo(2);
        assertThat(err.toString())
                .contains("'export' is not supported yet: models are not converted")
                .doesNotContain("unknown", "Did you mean");
        assertThat(run("quickstart", "--gpus", "2")).isEqualTo(2);
        assertThat(err.toString()).contains("'--gpus' is not supported yet: a study runs on the CPU");
    }

    @Test
    void aMistypedOptionGetsTheNearestOne() {
        assertThat(run("quickstart", "--seed", "3")).isEqualTo(2);
        assertThat(err.toString())
                .contains("unknown option '--seed'")
                .contains("'--seeds'")
                .contains("quickstart --help");
    }

    @Test
    void aCommandOfCommandsNamesThem() {
        assertThat(run("study")).isEqualTo(2);
        assertThat(err.toString()).contains("show, plan, run, status, report");
    }

    @Test
    void aMistakeInAStudyFileIsOneMessageWithFileAndLine() throws Exception {
        Path file = folder.resolve("mine.yaml");
        Files.writeString(file, "name: mine\nquestion: when?\ndata:\n  wrold: quickstart\n");
        assertThat(run("study", "plan", file.toString(), "--out", folder.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).startsWith("firstlight: " + file).doesNotContain("\tat ");
        assertThat(err.toString().lines()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void aStudyIsShownWithItsDefaultsAndStages() {
        assertThat(run("study", "show", "../studies/quickstart.yaml", "--out", folder.toString()))
                .isZero();
        assertThat(out.toString())
                .contains("name: quickstart", "beta2: 0.95", "# What the default recipe runs under the first seed:")
                .contains("label: text 0 to 20 % · seed 0", "kind: next_token")
                .contains(
                        "# The default recipe in the general form:",
                        "# stages:",
                        "#   trunk:",
                        "#     objective: next_token");
    }

    @Test
    void aMissingFileIsNamedWithWhatToDo() {
        assertThat(run("study", "plan", "no-such.yaml")).isEqualTo(2);
        assertThat(err.toString())
                .contains("there is no study file no-such.yaml")
                .contains("docs/study-files.md");
        assertThat(run("ask", "what?", "--image", folder.resolve("no.png").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("there is no image");
        assertThat(run("ask", "what?", "--out", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("run ./firstlight quickstart first");
    }

    @Test
    void moreWorkersThanThreadsAreRefused() {
        assertThat(run("quickstart", "--threads", "1", "--workers", "2", "--out", folder.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("2 workers with 1 threads");
    }

    @Test
    void doctorTellsAProgramWhatItTellsPeople() {
        assertThat(run("doctor", "--json", "--threads", "1", "--out", folder.toString()))
                .isZero();
        JsonNode doctor = Json.parse(out.toString(), JsonNode.class);
        assertThat(doctor.at("/loaded/engine/libtorchVersion").asText()).startsWith("2.");
        assertThat(doctor.at("/loaded/engine/precision").asText()).contains("float32");
        assertThat(doctor.at("/loaded/gemmGflops").asDouble()).isPositive();
        out.getBuffer().setLength(0);
        assertThat(run("doctor", "--threads", "1", "--out", folder.toString())).isZero();
        assertThat(out.toString()).contains("Processor", "Math library", "Allocator", "Huge pages");
        assertThat(out.toString().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    }
}
