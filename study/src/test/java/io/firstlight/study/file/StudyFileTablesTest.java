package io.firstlight.study.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.firstlight.core.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of docs/study-files.md on the general form name the keys that the reader knows, with its defaults. */
class StudyFileTablesTest {
    private static final Path PAGE = Path.of("..", "docs", "study-files.md");
    private static final String TRUNK = "mixture: {words: 1}";
    private static final String TUNE = "mixture: {chats: 1}, epochs: 1";
    private static final String ALIGN =
            "stages:\n  align: {objective: alignment, mixture: {pictures: 1}, budget_views: 9,"
                    + " schedule: {peak_lr: 1}}";
    /** What no literal default can be: the cell says it in words. */
    private static final Set<String> IN_WORDS =
            Set.of("", "required", "none", "its", "those", "the", "half", "as", "3", "5", "what");

    /** Keys and default cells of the table under a heading. */
    private static Map<String, String> table(String heading) throws IOException {
        Map<String, String> table = new LinkedHashMap<>();
        boolean inSection = false;
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("#")) {
                inSection = line.equals(heading);
            } else if (inSection && line.startsWith("| `")) {
                String[] cells = line.split("\\|");
                table.put(cells[1].strip().replace("`", ""), cells[3].strip());
            }
        }
        return table;
    }

    /** The keys that the reader says it knows where it finds one that nobody knows. */
    private static Set<String> known(String right, String wrong) {
        assertThat(StudyTexts.GENERAL).contains(right);
        String text = StudyTexts.GENERAL.replace(right, wrong) + "evaluation: {after: tune}\n";
        Throwable error = catchThrowable(() -> StudyTexts.reader().parse(text, "small.yaml", ""));
        assertThat(error).isInstanceOf(ConfigException.class).hasMessageContaining("unknown key 'zzz'");
        String message = error.getMessage();
        return new TreeSet<>(Arrays.asList(
                message.substring(message.indexOf("known here: ") + 12).split(", ")));
    }

    static Stream<Arguments> tables() {
        String blend = "{visual_tokens: 0.3, captions: short}";
        return Stream.of(
                arguments(
                        "### A stage",
                        List.of(
                                known(TRUNK, TRUNK + "\n    zzz: 1"),
                                known(TUNE, "zzz: 1, " + TUNE),
                                known("stages:", ALIGN.replace("budget_views", "zzz: 1, budget_views")),
                                known("{objective: contrastive", "{zzz: 1, objective: contrastive"))),
                arguments(
                        "### Its `mixture`",
                        List.of(
                                known(blend, "{zzz: 1, visual_tokens: 0.3}"),
                                known("chats: 1", "chats: {zzz: 1}"),
                                known("pictures: 1", "pictures: {zzz: 1}"))),
                arguments(
                        "### Its `schedule`",
                        List.of(
                                known("start: continue", "zzz: 1"),
                                known("peak_lr: 4e-3", "zzz: 1, peak_lr: 4e-3"),
                                known("peak_lr: 4e-3", "zzz: 1, warmup_share: 0.1, peak_lr: 4e-3"),
                                known("peak_lr: 1e-3", "zzz: 1, peak_lr: 1e-3"))),
                arguments(
                        "### Its `train`",
                        List.of(
                                known(TRUNK, TRUNK + "\n    train: {zzz: 1}"),
                                known(TUNE, "train: {zzz: 1, image_encoder: 1}, " + TUNE),
                                known("stages:", ALIGN.replace("budget_views", "train: {zzz: 1}, budget_views")))),
                arguments("### `image_features`", List.of(known("stages:", "image_features: {zzz: 1}\nstages:"))));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void aTableHasExactlyTheKeysThatTheReaderKnows(String heading, List<Set<String>> known) throws IOException {
        Set<String> all = new TreeSet<>();
        known.forEach(all::addAll);
        assertThat(table(heading).keySet()).as(heading).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void startHasTheModulesThatTheTableNames() throws IOException {
        Set<String> known = known(TUNE, "start: {zzz: new}, " + TUNE);
        String row = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("| `start` | modules"))
                .findFirst()
                .orElseThrow();
        assertThat(known)
                .containsExactlyInAnyOrder("decoder", "projector", "image_encoder")
                .allMatch(row::contains);
    }

    @Test
    void defaultsThatTheTablesNameAreThoseThatAStudyIsPrintedWith() throws IOException {
        Map<?, ?> stages = (Map<?, ?>) StudyTexts.reader()
                .parse(
                        StudyTexts.GENERAL
                                        .replace("stages:", ALIGN)
                                        .replace("start: continue", "end_lr: 0")
                                        .replace("chats: 1}", "chats: {source: chats}}, train: {image_encoder: 0.1}")
                                + "evaluation: {after: tune}\n",
                        "small.yaml",
                        "")
                .resolved()
                .get("stages");
        Map<?, ?> blend = (Map<?, ?>) stages.get("blend");
        Map<?, ?> tune = (Map<?, ?>) stages.get("tune");
        int compared = compare(table("### A stage"), blend)
                + compare(table("### A stage"), without((Map<?, ?>) stages.get("align"), "objective", "weight_decay"))
                + compare(table("### A stage"), without((Map<?, ?>) stages.get("encoder"), "objective", "weight_decay"))
                + compare(table("### Its `schedule`"), without((Map<?, ?>) blend.get("schedule"), "start"))
                + compare(table("### Its `schedule`"), without((Map<?, ?>) tune.get("schedule"), "peak_lr"))
                + compare(table("### Its `mixture`"), (Map<?, ?>) ((Map<?, ?>) tune.get("mixture")).get("chats"))
                + compare(table("### Its `train`"), (Map<?, ?>) tune.get("train"));
        assertThat(compared).isGreaterThan(25);
    }

    private static Map<?, ?> without(Map<?, ?> section, String... keys) {
        Map<Object, Object> rest = new LinkedHashMap<>(section);
        rest.keySet().removeAll(Set.of(keys));
        return rest;
    }

    /** How many literal defaults of the table the section has. */
    private static int compare(Map<String, String> table, Map<?, ?> section) {
        int compared = 0;
        for (Map.Entry<String, String> row : table.entrySet()) {
            String literal = row.getValue().split("[,; ]")[0];
            Object value = section.get(row.getKey());
            if (value == null || IN_WORDS.contains(literal) || given(row.getKey())) {
                continue;
            }
            String text = value instanceof Number number && number.doubleValue() == Math.rint(number.doubleValue())
                    ? Long.toString(number.longValue())
                    : value.toString();
            assertThat(text).as("default of " + row.getKey()).isEqualTo(literal);
            compared++;
        }
        return compared;
    }

    /** What the study of this test says itself. */
    private static boolean given(String key) {
        return Set.of("at_percent", "optimizer", "keeps_optimizer").contains(key);
    }
}
