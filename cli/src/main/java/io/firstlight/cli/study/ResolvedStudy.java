package io.firstlight.cli.study;

import com.fasterxml.jackson.core.type.TypeReference;
import io.firstlight.core.config.YamlText;
import io.firstlight.core.json.Json;
import io.firstlight.study.chain.section.StagesText;
import io.firstlight.study.file.StudySettings;
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
 * @param generalForm of a file of the short form, the sections of the general form that mean its default recipe; empty
 *     for a file of the general form, which has them itself
 * @param stages of the default recipe under the first seed, in the order they run
 */
public record ResolvedStudy(Map<String, Object> file, Map<String, Object> generalForm, List<ResolvedStage> stages) {
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
        StudySettings settings = plan.runs().get(0).recipe().settings();
        Map<String, Object> generalForm = settings.shortForm().isPresent() ? StagesText.of(settings.chain()) : Map.of();
        return new ResolvedStudy(plan.study().resolved(), generalForm, stages);
    }

    private static Map<String, String> inputs(StagePlan plan, Stage stage) {
        Map<String, String> inputs = new LinkedHashMap<>();
        stage.inputs()
                .forEach((role, key) ->
                        inputs.put(Json.tree(role).asText(), plan.stage(key).label()));
        return inputs;
    }

    /** The file's keys, which are a study file again, and what they mean as comments below them. */
    public String toYaml() {
        StringBuilder text = new StringBuilder(YamlText.of(file));
        if (!generalForm.isEmpty()) {
            comment(text, "The default recipe in the general form:", generalForm);
        }
        comment(
                text,
                "What the default recipe runs under the first seed:",
                Json.mapper().convertValue(Map.of("runs", stages), new TypeReference<>() {}));
        return text.toString();
    }

    private static void comment(StringBuilder text, String title, Map<String, Object> values) {
        text.append("\n# ").append(title).append('\n');
        YamlText.of(values)
                .lines()
                .forEach(line -> text.append("# ").append(line).append('\n'));
    }
}
