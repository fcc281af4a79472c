package io.firstlight.cli.study;

import com.fasterxml.jackson.core.type.TypeReference;
import io.firstlight.core.config.YamlText;
import io.firstlight.core.json.Json;
import io.firstlight.study.plan.StagePlan;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.stage.StageSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A study as it is understood.
 *
 * @param file its keys with every default filled in
 * @param stages of the default recipe under the first seed, in the order they run
 */
public record ResolvedStudy(Map<String, Object> file, List<ResolvedStage> stages) {
    /**
     * One stage.
     *
     * @param inputs labels of the stages it reads, by role
     */
    public record ResolvedStage(String name, String label, Map<String, String> inputs, StageSpec spec) {}

    /** The study behind {@code plan}. */
    public static ResolvedStudy of(StagePlan plan) {
        List<ResolvedStage> stages = plan.runs().get(0).stages().stream()
                .map(plan::stage)
                .map(stage -> new ResolvedStage(stage.name(), stage.label(), inputs(plan, stage), stage.spec()))
                .toList();
        return new ResolvedStudy(plan.study().resolved(), stages);
    }

    private static Map<String, String> inputs(StagePlan plan, Stage stage) {
        Map<String, String> inputs = new LinkedHashMap<>();
        stage.inputs()
                .forEach((role, key) ->
                        inputs.put(Json.tree(role).asText(), plan.stage(key).label()));
        return inputs;
    }

    /** The file's keys, which are a study file again, and the stages as comments below them. */
    public String toYaml() {
        Map<String, Object> plain = Json.mapper().convertValue(Map.of("stages", stages), new TypeReference<>() {});
        StringBuilder text = new StringBuilder(YamlText.of(file));
        text.append("\n# What the default recipe runs under the first seed:\n");
        YamlText.of(plain)
                .lines()
                .forEach(line -> text.append("# ").append(line).append('\n'));
        return text.toString();
    }
}
