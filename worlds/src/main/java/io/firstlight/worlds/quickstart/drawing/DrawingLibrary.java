package io.firstlight.worlds.quickstart.drawing;

import io.firstlight.core.progress.Progress;
import io.firstlight.worlds.quickstart.icon.IconArtifact;
import io.firstlight.worlds.quickstart.icon.IconRasters;
import io.firstlight.worlds.quickstart.icon.IconSvg;
import io.firstlight.worlds.quickstart.icon.Raster;
import io.firstlight.worlds.quickstart.lexicon.Concept;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The drawings of all concepts by all artists, separated by split. Immutable. */
public final class DrawingLibrary {
    private final Map<WorldSplit, Map<Concept, List<ConceptDrawing>>> drawings = new EnumMap<>(WorldSplit.class);

    private DrawingLibrary() {}

    /**
     * Reads and rasterises the drawings of {@code concepts} by {@code artists}, on all cores.
     *
     * @param cacheDirectory keeps the rasters between runs
     */
    public static DrawingLibrary load(
            List<Concept> concepts, List<Artist> artists, Path cacheDirectory, Progress progress) throws IOException {
        Map<String, Map<String, IconSvg>> icons = readIcons(concepts, artists);
        List<IconSvg> wanted = new ArrayList<>();
        List<Artist> by = new ArrayList<>();
        List<Concept> of = new ArrayList<>();
        for (Artist artist : artists) {
            for (Concept concept : concepts) {
                for (String name : artist.iconNames(concept)) {
                    IconSvg icon = icons.get(artist.set()).get(name);
                    if (icon != null && !MisnamedIcons.contains(icon.id())) {
                        wanted.add(icon);
                        by.add(artist);
                        of.add(concept);
                    }
                }
            }
        }
        List<Raster> rasters = IconRasters.of(wanted, "drawings", cacheDirectory, progress);
        DrawingLibrary library = new DrawingLibrary();
        for (WorldSplit split : WorldSplit.values()) {
            library.drawings.put(split, new LinkedHashMap<>());
        }
        for (int i = 0; i < wanted.size(); i++) {
            Raster raster = rasters.get(i);
            if (!raster.isBlank()) {
                Artist artist = by.get(i);
                String color =
                        artist.tinted() ? "" : ColorNames.dominant(raster).orElse("");
                library.drawings
                        .get(artist.split())
                        .computeIfAbsent(of.get(i), c -> new ArrayList<>())
                        .add(new ConceptDrawing(wanted.get(i).id(), artist, of.get(i), raster, color));
            }
        }
        return library;
    }

    /** The drawings of {@code concept} in {@code split}, in the order of the artists; empty when there are none. */
    public List<ConceptDrawing> of(Concept concept, WorldSplit split) {
        return drawings.get(split).getOrDefault(concept, List.of());
    }

    /** All drawings of {@code split}. */
    public List<ConceptDrawing> all(WorldSplit split) {
        return drawings.get(split).values().stream().flatMap(List::stream).toList();
    }

    /** The concepts that have a drawing in {@code split}, in the order in which drawings were first found for them. */
    public List<Concept> concepts(WorldSplit split) {
        return List.copyOf(drawings.get(split).keySet());
    }

    private static Map<String, Map<String, IconSvg>> readIcons(List<Concept> concepts, List<Artist> artists) {
        Map<String, Set<String>> names = new LinkedHashMap<>();
        for (Artist artist : artists) {
            Set<String> wanted = names.computeIfAbsent(artist.set(), s -> new HashSet<>());
            concepts.forEach(c -> wanted.addAll(artist.iconNames(c)));
        }
        return names.entrySet().stream().toList().parallelStream().collect(Collectors.toMap(Map.Entry::getKey, e -> {
            try {
                Map<String, IconSvg> icons = new HashMap<>();
                IconArtifact.read(e.getKey(), e.getValue()::contains).forEach(icon -> icons.put(icon.name(), icon));
                return icons;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }));
    }
}
