package io.firstlight.worlds.quickstart.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.core.progress.Progress;
import io.firstlight.worlds.quickstart.drawing.Artist;
import io.firstlight.worlds.quickstart.drawing.DrawingLibrary;
import io.firstlight.worlds.quickstart.drawing.LetterSet;
import io.firstlight.worlds.quickstart.drawing.WorldSplit;
import io.firstlight.worlds.quickstart.lexicon.Lexicon;
import io.firstlight.worlds.quickstart.text.Knowledge;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that see only the options, neither the image nor the fact, must not beat chance. */
class NoKnowledgeTest {
    private static final int ITEMS = 300;

    @TempDir
    private static Path cache;

    private static WorldEvaluation evaluation;

    @BeforeAll
    static void plan() throws Exception {
        Lexicon lexicon = Lexicon.load(1000, 48);
        List<Artist> heldOut = Artist.ALL.stream()
                .filter(a -> a.split() != WorldSplit.TRAINING || a.set().equals("fluent-emoji-flat"))
                .toList();
        DrawingLibrary library = DrawingLibrary.load(lexicon.concepts(), heldOut, cache, Progress.silent());
        List<LetterSet> letterSets = LetterSet.load(true, cache, Progress.silent());
        evaluation = WorldEvaluation.plan(library, letterSets, new Knowledge(lexicon, library, 4096, 5), ITEMS, 5);
    }

    @Test
    void everyTaskHasItsFullNumberOfItems() {
        for (WorldTask task : WorldTask.values()) {
            assertThat(items(task, WorldSplit.SELECTION))
                    .as(task.serializedName())
                    .hasSize(ITEMS);
            assertThat(items(task, WorldSplit.REPORTED))
                    .as(task.serializedName())
                    .hasSize(ITEMS);
        }
    }

    @Test
    void noItemIsAskedTwice() {
        for (WorldTask task : WorldTask.values()) {
            HashSet<String> asked = new HashSet<>();
            items(task, WorldSplit.REPORTED)
                    .forEach(i -> assertThat(asked.add(i.image() + i.question().prompt()))
                            .isTrue());
        }
    }

    @Test
    void theMostCommonAnswerIsNoBetterThanChance() {
        for (WorldTask task : WorldTask.values()) {
            Map<String, Integer> answers = new HashMap<>();
            items(task, WorldSplit.REPORTED).forEach(i -> answers.merge(rightAnswer(i), 1, Integer::sum));
            double majority =
                    answers.values().stream().mapToInt(Integer::intValue).max().orElseThrow() / (double) ITEMS;
            assertThat(majority).as(task.serializedName()).isLessThan(task.chance() + noise(task, 4));
        }
    }

    @Test
    void theRightOptionIsEquallyOftenAtEveryPosition() {
        for (WorldTask task : WorldTask.values()) {
            Map<Integer, Integer> positions = new HashMap<>();
            items(task, WorldSplit.REPORTED)
                    .forEach(i -> positions.merge(i.question().answer(), 1, Integer::sum));
            positions
                    .values()
                    .forEach(n -> assertThat(n / (double) ITEMS)
                            .isBetween(task.chance() - noise(task, 4), task.chance() + noise(task, 4)));
        }
    }

    @Test
    void aPriorOverWordsLearnedOnOneSplitScoresChanceOnTheOther() {
        for (WorldTask task : WorldTask.values()) {
            Map<String, double[]> seen = new HashMap<>();
            for (WorldItem item : items(task, WorldSplit.SELECTION)) {
                for (String option : item.question().options()) {
                    double[] counts = seen.computeIfAbsent(option, o -> new double[2]);
                    counts[0] += option.equals(rightAnswer(item)) ? 1 : 0;
                    counts[1]++;
                }
            }
            double right = 0;
            for (WorldItem item : items(task, WorldSplit.REPORTED)) {
                double best = item.question().options().stream()
                        .mapToDouble(o -> prior(seen, o))
                        .max()
                        .orElseThrow();
                List<String> chosen = item.question().options().stream()
                        .filter(o -> prior(seen, o) == best)
                        .toList();
                right += chosen.contains(rightAnswer(item)) ? 1.0 / chosen.size() : 0;
            }
            assertThat(right / ITEMS)
                    .as(task.serializedName())
                    .isBetween(task.chance() - noise(task, 4), task.chance() + noise(task, 4));
        }
    }

    /** Groups differ in size: a preference for large ones must not beat chance. */
    @Test
    void preferringLargeGroupsScoresChanceAtNaming() {
        Map<String, Integer> answers = new HashMap<>();
        items(WorldTask.NAMING, WorldSplit.REPORTED)
                .forEach(i -> answers.merge(i.about().get("group"), 1, Integer::sum));
        Map<String, String> groupOf = new HashMap<>();
        Lexicon.load(1000, 1).concepts().forEach(c -> groupOf.put(c.word(), c.group()));
        double right = 0;
        for (WorldItem item : items(WorldTask.NAMING, WorldSplit.REPORTED)) {
            double best = item.question().options().stream()
                    .mapToInt(o -> answers.getOrDefault(groupOf.get(o), 0))
                    .max()
                    .orElseThrow();
            List<String> chosen = item.question().options().stream()
                    .filter(o -> answers.getOrDefault(groupOf.get(o), 0) == best)
                    .toList();
            right += chosen.contains(rightAnswer(item)) ? 1.0 / chosen.size() : 0;
        }
        assertThat(right / ITEMS).isBetween(0.25 - noise(WorldTask.NAMING, 4), 0.25 + noise(WorldTask.NAMING, 4));
    }

    @Test
    void presenceAsksForEachConceptOnceWithYesAndOnceWithNo() {
        Map<String, Integer> balance = new HashMap<>();
        items(WorldTask.PRESENCE, WorldSplit.REPORTED)
                .forEach(i ->
                        balance.merge(i.about().get("concept"), rightAnswer(i).equals("yes") ? 1 : -1, Integer::sum));
        assertThat(balance.values()).containsOnly(0);
    }

    private static double prior(Map<String, double[]> seen, String option) {
        double[] counts = seen.getOrDefault(option, new double[2]);
        return (counts[0] + 1) / (counts[1] + 4);
    }

    private static double noise(WorldTask task, double deviations) {
        return deviations * Math.sqrt(task.chance() * (1 - task.chance()) / ITEMS);
    }

    private static List<WorldItem> items(WorldTask task, WorldSplit split) {
        return evaluation.items().stream()
                .filter(i -> i.task() == task && i.split() == split)
                .toList();
    }

    private static String rightAnswer(WorldItem item) {
        return item.question().options().get(item.question().answer());
    }
}
