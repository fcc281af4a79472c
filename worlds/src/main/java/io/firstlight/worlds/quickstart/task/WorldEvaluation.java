package io.firstlight.worlds.quickstart.task;

import io.firstlight.worlds.quickstart.drawing.DrawingLibrary;
import io.firstlight.worlds.quickstart.drawing.LetterSet;
import io.firstlight.worlds.quickstart.drawing.WorldSplit;
import io.firstlight.worlds.quickstart.scene.Scene;
import io.firstlight.worlds.quickstart.scene.ScenePlanner;
import io.firstlight.worlds.quickstart.scene.WordPainter;
import io.firstlight.worlds.quickstart.text.Knowledge;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All evaluation items of both held-out splits, and the scenes of the visual ones.
 *
 * @param items in the order of splits, then tasks
 * @param scenes in the order of the visual items
 */
public record WorldEvaluation(List<WorldItem> items, List<Scene> scenes) {
    private static final List<WorldSplit> HELD_OUT = List.of(WorldSplit.SELECTION, WorldSplit.REPORTED);

    /**
     * Plans {@code itemsPerTask} items of each task in each held-out split.
     *
     * @param letterSets all letter sets; each split uses its own
     */
    public static WorldEvaluation plan(
            DrawingLibrary library, List<LetterSet> letterSets, Knowledge knowledge, int itemsPerTask, long seed) {
        List<WorldItem> items = new ArrayList<>();
        List<Scene> scenes = new ArrayList<>();
        for (WorldSplit split : HELD_OUT) {
            WordPainter words = new WordPainter(
                    letterSets.stream().filter(h -> h.split() == split).toList());
            VisualTasks visual = new VisualTasks(library, new ScenePlanner(library, split, words), knowledge, seed);
            TextTasks text = new TextTasks(knowledge, split, seed);
            for (WorldTask task : WorldTask.values()) {
                if (!task.visual()) {
                    items.addAll(text.items(task, itemsPerTask));
                    continue;
                }
                for (int i = 0; i < itemsPerTask; i++) {
                    VisualTasks.VisualItem one = visual.item(task, i);
                    items.add(one.item());
                    scenes.add(one.scene());
                }
            }
        }
        return new WorldEvaluation(List.copyOf(items), List.copyOf(scenes));
    }

    /** The signatures of the layouts of all scenes of two objects or more: no training scene may have one of them. */
    public Set<String> sceneSignatures() {
        Set<String> signatures = new HashSet<>();
        scenes.stream()
                .filter(s -> s.objects().size() > 1)
                .forEach(s -> signatures.add(s.layout().signature()));
        return signatures;
    }
}
