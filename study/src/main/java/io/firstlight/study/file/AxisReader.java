package io.firstlight.study.file;

import io.firstlight.core.config.ConfigList;
import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.config.ConfigValue;
import io.firstlight.study.axis.AxisKey;
import io.firstlight.study.chain.section.StagesReader;
import io.firstlight.study.settings.DataRoles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads {@code axes}. Every recipe is the study file with some keys at other values, read by the same strict reader as
 * the file itself: whatever the file can say, an axis can vary.
 */
final class AxisReader {
    private final DataRoles roles;
    private final List<String> allowed;
    private final ConfigMap sections;
    private final Overlays overlays;
    private final List<ConfigMap> axes;
    private final Set<AxisKey> keys = new LinkedHashSet<>();
    private final Recipe defaultRecipe;

    /**
     * A reader of the axes of one file.
     *
     * @param top the study file with the chosen budget applied
     */
    AxisReader(ConfigMap top, Path file, DataRoles roles) {
        this.roles = roles;
        this.allowed = SettingsReader.sections(top);
        this.sections = top.without(
                top.keys().stream().filter(key -> !allowed.contains(key)).toArray(String[]::new));
        this.overlays = new Overlays(top.mapOrEmpty("overlays"), file, allowed);
        this.axes = top.has("axes") ? top.get("axes").asListOf(ConfigValue::asMap) : List.of();
        List<AxisKey> varied = axes.stream().map(axis -> key(axis.get("vary"))).toList();
        varied.stream().filter(key -> key.path().equals(AxisKey.OVERLAY)).forEach(keys::add);
        if (!SettingsReader.isGeneral(top)) {
            keys.addAll(AxisKey.OF_SECTION);
        }
        keys.addAll(varied);
        this.defaultRecipe = recipe(sections, "");
    }

    Recipe defaultRecipe() {
        return defaultRecipe;
    }

    List<StudyAxis> read() {
        return axes.stream().map(this::read).toList();
    }

    private StudyAxis read(ConfigMap axis) {
        AxisKey vary = key(axis.get("vary"));
        ConfigMap held = sections;
        ConfigMap at = axis.mapOrEmpty("at");
        for (String name : at.keys()) {
            AxisKey key = path(name, at.get(name));
            if (key.equals(vary)) {
                throw at.get(name).error("'" + name + "' is what this axis varies, so it cannot be held at a value");
            }
            held = held.with(key.path(), at.get(name));
            // What it holds is checked where it is laid over.
            at.get(name).toPlain();
        }
        ConfigList values = axis.get("values").asList();
        if (values.items().isEmpty()) {
            throw values.error("an axis needs at least one value");
        }
        Set<Recipe> recipes = new LinkedHashSet<>();
        for (ConfigValue value : values.items()) {
            if (!recipes.add(varied(held, vary, value))) {
                throw value.error("this value gives a recipe that another value of the axis already gives");
            }
        }
        return new StudyAxis(vary, recipe(held, ""), new ArrayList<>(recipes));
    }

    private Recipe varied(ConfigMap held, AxisKey vary, ConfigValue value) {
        value.toPlain();
        return vary.path().equals(AxisKey.OVERLAY)
                ? recipe(held.overlaidWith(overlays.named(value)), overlays.label(value))
                : recipe(held.with(vary.path(), value), "");
    }

    /** Reads the sections as they are now, and what they say of every key that recipes differ in. */
    private Recipe recipe(ConfigMap changed, String overlay) {
        ConfigMap read = changed.without();
        StudySettings settings = SettingsReader.read(read, roles);
        read.refuseUnknownKeys();
        Map<String, Object> resolved = read.resolved();
        Map<AxisKey, String> values = new LinkedHashMap<>();
        for (AxisKey key : keys) {
            if (key.path().equals(AxisKey.OVERLAY)) {
                values.put(key, overlay);
            } else {
                values.put(
                        key,
                        settings.shortForm()
                                .filter(form -> key.isOfSection())
                                .map(form -> form.recipe().text(key))
                                .orElseGet(() -> text(resolved, key.path())));
            }
        }
        return new Recipe(settings, values);
    }

    private static String text(Map<String, Object> resolved, String path) {
        Object value = resolved;
        for (String part : path.split("\\.")) {
            value = value instanceof Map<?, ?> map ? map.get(part) : null;
        }
        boolean whole = value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1L << 53;
        return whole ? Long.toString(((Double) value).longValue()) : String.valueOf(value);
    }

    /** What an axis varies. */
    private AxisKey key(ConfigValue vary) {
        String name = vary.asText();
        return name.equals(AxisKey.OVERLAY) ? AxisKey.of(AxisKey.OVERLAY) : path(name, vary);
    }

    /** A key of the section {@code recipe} by its name alone, any other by its path. */
    private AxisKey path(String name, ConfigValue place) {
        String section = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
        if (allowed.contains(section)) {
            requireStage(name, place);
            return AxisKey.of(name);
        }
        if (SettingsReader.isGeneral(sections)) {
            throw place.unknown(
                    section, new TreeSet<>(allowed), "a key is named by its path, such as stages.mixture.at_percent");
        }
        Set<String> known = new TreeSet<>();
        AxisKey.OF_SECTION.forEach(key -> known.add(key.name()));
        if (known.contains(name)) {
            return AxisKey.of("recipe." + name);
        }
        if (!name.contains(".")) {
            throw place.unknown(name, known, "a key of another section with it, such as image_text_pretraining.end_lr");
        }
        throw place.unknown(section, new TreeSet<>(allowed), "recipes of a study share everything else");
    }

    /** A key of a stage that there is, rather than of a new one. */
    private void requireStage(String path, ConfigValue place) {
        String[] parts = path.split("\\.");
        if (parts[0].equals(StagesReader.STAGES) && parts.length > 1) {
            Set<String> stages = sections.get(StagesReader.STAGES).asMap().keys();
            if (!stages.contains(parts[1])) {
                throw place.unknown(parts[1], new TreeSet<>(stages), "a stage of this study");
            }
        }
    }
}
