package io.firstlight.worlds.quickstart.task;

import io.firstlight.worlds.quickstart.drawing.DrawingLibrary;
import io.firstlight.worlds.quickstart.drawing.LetterHand;
import io.firstlight.worlds.quickstart.drawing.Split;
import io.firstlight.worlds.quickstart.scene.Scene;
import io.firstlight.worlds.quickstart.scene.ScenePlanner;
import io.firstlight.worlds.quickstart.scene.WordPainter;
import io.firstlight.worlds.quickstart.text.Knowledge;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All items of both held-out splits, with the images of the visual ones.
 *
 * @param items in the order of tasks and splits
 * @param scenes in the order of the visual items
 */
public record Evaluation(List<Item> items, List<Scene> scenes) {
    private static final List<Split> HELD_OUT = List.of(Split.SELECTION, Split.REPORTED);

    public static Evaluation plan(
            DrawingLibrary library, List<LetterHand> hands, Knowledge knowledge, int itemsPerTask, long seed) {
        List<Item> items = new ArrayList<>();
        List<Scene> scenes = new ArrayList<>();
        for (Split split : HELD_OUT) {
            WordPainter words = new WordPainter(
                    hands.stream().filter(h -> h.split() == split).toList());
            VisualTasks visual = new VisualTasks(library, new ScenePlanner(library, split, words), knowledge, seed);
            TextTasks text = new TextTasks(knowledge, split, seed);
            for (Task task : Task.values()) {
                if (!task.visual()) {
                    items.addAll(text.items(task, itemsPerTask));
                    continue;
                }
                for (int i = 0; i < itemsPerTask; i++) {
                    VisualTasks.Visual one = visual.item(task, i);
                    items.add(one.item());
                    scenes.add(one.scene());
                }
            }
        }
        return new Evaluation(List.copyOf(items), List.copyOf(scenes));
    }

    /** What is where in the scenes: no training scene may be composed the same way. */
    public Set<String> sceneSignatures() {
        Set<String> signatures = new HashSet<>();
        scenes.stream()
                .filter(s -> s.things().size() > 1)
                .forEach(s -> signatures.add(s.layout().signature()));
        return signatures;
    }
}
