package io.firstlight.study.chain.section;

import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.config.ConfigValue;
import io.firstlight.study.axis.AxisKey;
import io.firstlight.study.chain.ChainStage;
import io.firstlight.study.chain.StageChain;
import io.firstlight.study.chain.StagePoint;
import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.study.settings.DataRoles;
import io.firstlight.study.settings.ModelShape;
import io.firstlight.study.stage.EncodeImages;
import io.firstlight.study.stage.StageRole;
import io.firstlight.study.training.ContrastiveSettings;
import io.firstlight.study.training.MixtureSettings;
import io.firstlight.study.training.ModelParts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the general form of a study file: any number of stages, each after another or from the beginning. */
public final class StagesReader {
    public static final String STAGES = "stages";
    public static final String FEATURES = "image_features";

    private final ModelShape shape;
    private final DataRoles roles;
    private final Lineage lineage = new Lineage();
    private final Map<String, Set<String>> dependsOn = new LinkedHashMap<>();

    private StagesReader(ModelShape shape, DataRoles roles) {
        this.shape = shape;
        this.roles = roles;
    }

    /**
     * Reads {@code stages}, {@code image_features} and what {@code evaluation} says of them.
     *
     * @param evaluation the section, of which the caller reads the other keys
     * @param roles which named source feeds what
     */
    public static StageChain read(ConfigMap top, ConfigMap evaluation, ModelShape shape, DataRoles roles) {
        return new StagesReader(shape, roles).chain(top, evaluation);
    }

    private StageChain chain(ConfigMap top, ConfigMap evaluation) {
        Map<String, ConfigMap> sections = StageOrder.of(top.map(STAGES));
        sections.forEach((name, section) -> lineage.add(
                new StageReader(name, section, shape, lineage).read(untold(name, section, sections.keySet()))));
        StageChain.Evaluated evaluated = evaluated(evaluation, sections);
        return new StageChain(lineage.stages(), features(top.mapOrEmpty(FEATURES)), evaluated);
    }

    /** Beginnings of the paths of keys that a stage does not depend on. */
    private List<String> untold(String name, ConfigMap section, Set<String> names) {
        Set<String> ancestors = new HashSet<>(Set.of(name));
        StageOrder.references(section).forEach(other -> ancestors.addAll(dependsOn.get(other.asText())));
        dependsOn.put(name, ancestors);
        List<String> untold = new ArrayList<>(List.of("evaluation.", FEATURES + ".", AxisKey.OVERLAY));
        names.stream()
                .filter(other -> !ancestors.contains(other))
                .forEach(other -> untold.add(STAGES + "." + other + "."));
        return untold;
    }

    private StageChain.Evaluated evaluated(ConfigMap evaluation, Map<String, ConfigMap> sections) {
        String name = evaluation.has("after")
                ? evaluation.oneOf("after", sections.keySet())
                : evaluation.otherwise("after", lastStage(evaluation, sections));
        ConfigValue place = evaluation.has("after") ? evaluation.get("after") : sections.get(name);
        ChainStage stage = lineage.stage(name).stage();
        Map<StageRole, StagePoint> inputs = new EnumMap<>(StageRole.class);
        inputs.put(StageRole.MODEL, StagePoint.endOf(name));
        if (stage.inputs().containsKey(StageRole.FEATURES)) {
            inputs.put(StageRole.FEATURES, stage.inputs().get(StageRole.FEATURES));
        }
        return new StageChain.Evaluated(visualTokens(place, stage), inputs);
    }

    private static ImageEncoderChoice visualTokens(ConfigValue place, ChainStage stage) {
        if (stage.training().model() instanceof ModelParts.VisionLanguage vision) {
            return vision.visualTokens();
        }
        if (stage.training().model() instanceof ModelParts.LanguageModel) {
            throw NotSupportedYet.at(
                    place, "evaluating a model that reads text alone; name a stage whose mixture has images");
        }
        throw place.error("stage '" + stage.name() + "' trains an image encoder, which answers no questions");
    }

    /** The one stage that no other comes after. */
    private String lastStage(ConfigMap evaluation, Map<String, ConfigMap> sections) {
        Set<String> last = new LinkedHashSet<>(sections.keySet());
        for (ConfigMap section : sections.values()) {
            StageOrder.references(section).forEach(other -> last.remove(other.asText()));
        }
        if (last.size() > 1) {
            last.removeIf(name -> Lineage.trainsEncoder(lineage.stage(name).stage()));
        }
        if (last.size() != 1) {
            throw evaluation.error("say which stage is evaluated, 'after: NAME': several have none after them: "
                    + String.join(", ", last));
        }
        return last.iterator().next();
    }

    private StageChain.Features features(ConfigMap section) {
        EncodeImages.Floors floors =
                new EncodeImages.Floors(roles.benchmarks(), section.text("floor_captions", encoderSource()));
        Set<String> images = new LinkedHashSet<>();
        for (ChainStage stage : lineage.stages()) {
            if (stage.inputs().containsKey(StageRole.FEATURES)) {
                stage.training().mixture().parts().forEach(part -> images.add(part.source()));
            }
        }
        images.add(floors.captions());
        images.addAll(floors.benchmarks());
        List<String> encoded = section.has("images")
                ? section.get("images").asListOf(ConfigValue::asText)
                : section.otherwise("images", List.copyOf(images));
        return new StageChain.Features(encoded, floors);
    }

    /** What the first image encoder is trained on, whose captioned images answer for the nearest-neighbour floors. */
    private String encoderSource() {
        return lineage.stages().stream()
                .map(ChainStage::training)
                .filter(training -> training.objective() instanceof ContrastiveSettings)
                .map(training -> training.mixture().parts().get(0))
                .map(MixtureSettings.Part::source)
                .findFirst()
                .orElse(roles.encoder());
    }
}
