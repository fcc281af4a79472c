package io.firstlight.bench.verdict;

import io.firstlight.core.random.KeyedRandom;
import io.firstlight.study.statistics.ItemScores;
import io.firstlight.study.statistics.ScoreTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The answers of a study that was never run: nine tasks of images and three of text, each with items that differ in
 * difficulty and that recipes differ about. The models, and so their luck, are the same on both splits; the items are
 * not.
 *
 * @param selection the answers on the split that recipes are chosen by
 * @param reported the answers on the split that they are compared on
 * @param truth [R] mean centred score over the tasks of images, over all seeds and items there could be
 */
record SimulatedStudy(ScoreTable selection, ScoreTable reported, double[] truth) {
    static final int VISUAL_TASKS = 9;
    static final int TASKS = 12;
    private static final double CHANCE = 0.25;
    private static final double RIGHT = 0.6;
    /** Items are easier or harder by this much. */
    private static final double DIFFICULTY = 0.2;
    /** Standard deviation by which a recipe finds an item easier or harder, under every seed. */
    private static final double TASTE = 0.1;

    /**
     * Draws a study.
     *
     * @param items of a task on each split
     */
    static SimulatedStudy of(StudySetting setting, int items, long seed, int number) {
        KeyedRandom random = KeyedRandom.of(seed, setting.name(), number);
        double[][][] ability = ability(setting, random);
        ScoreTable selection = answers(setting, ability, items, random);
        ScoreTable reported = answers(setting, ability, items, random);
        double plain = (1 - setting.oddities().missed()) * (RIGHT - CHANCE) / (1 - CHANCE);
        double[] truth =
                setting.lead().stream().mapToDouble(lead -> plain + lead).toArray();
        return new SimulatedStudy(selection, reported, truth);
    }

    /** [T][R][S] the share of items that each model answers rightly, over all items there could be. */
    private static double[][][] ability(StudySetting setting, KeyedRandom random) {
        int recipes = setting.size().recipes();
        int seeds = setting.size().seeds();
        StudySetting.Luck luck = setting.luck();
        double[] common = gaussians(random, seeds, luck.seed());
        double[] model = luckOfModels(setting, random, luck.model());
        double[][][] ability = new double[TASKS][recipes][seeds];
        for (double[][] task : ability) {
            double[] own = luckOfModels(setting, random, luck.own());
            for (int s = 0; s < seeds; s++) {
                double shared = common[s] + random.nextGaussian() * luck.seedTask();
                boolean missed = random.nextDouble() < setting.oddities().missed();
                for (int r = 0; r < recipes; r++) {
                    double lead = setting.lead().get(r) * (1 - CHANCE);
                    task[r][s] = missed ? CHANCE : RIGHT + lead + shared + model[r * seeds + s] + own[r * seeds + s];
                }
            }
        }
        return ability;
    }

    /** [R * S] luck of each model, part of it the branch's. */
    private static double[] luckOfModels(StudySetting setting, KeyedRandom random, double deviation) {
        int recipes = setting.size().recipes();
        int seeds = setting.size().seeds();
        StudySetting.Oddities odd = setting.oddities();
        double[] luck = gaussians(random, recipes * seeds, deviation);
        double[] ofBranch = gaussians(random, recipes * seeds, deviation);
        for (int r = 0; r < recipes; r++) {
            for (int s = 0; s < seeds; s++) {
                int at = r * seeds + s;
                if (odd.branch() > 1) {
                    luck[at] = Math.sqrt(0.5) * (luck[at] + ofBranch[r / odd.branch() * seeds + s]);
                }
                luck[at] *= r < odd.unsteady() ? odd.factor() : 1;
            }
        }
        return luck;
    }

    private static ScoreTable answers(StudySetting setting, double[][][] ability, int items, KeyedRandom random) {
        int recipes = setting.size().recipes();
        int seeds = setting.size().seeds();
        List<ItemScores> tasks = new ArrayList<>();
        for (int t = 0; t < TASKS; t++) {
            double[] ease = random.doubles(items)
                    .map(u -> u < 0.5 ? -DIFFICULTY : DIFFICULTY)
                    .toArray();
            double[][][] scores = new double[recipes][seeds][items];
            for (int r = 0; r < recipes; r++) {
                double[] taste = gaussians(random, items, TASTE);
                double artist = t < VISUAL_TASKS
                        ? random.nextGaussian() * setting.oddities().artist()
                        : 0;
                for (int s = 0; s < seeds; s++) {
                    boolean guesses = ability[t][r][s] == CHANCE;
                    for (int i = 0; i < items; i++) {
                        double right = guesses ? CHANCE : ability[t][r][s] + ease[i] + taste[i] + artist;
                        scores[r][s][i] = random.nextDouble() < right ? 1 : 0;
                    }
                }
            }
            String name = "task" + t;
            double[] chances = new double[items];
            Arrays.fill(chances, CHANCE);
            tasks.add(new ItemScores(
                    new ItemScores.Label(name, t < VISUAL_TASKS),
                    chances,
                    IntStream.range(0, items).mapToObj(i -> name + "/" + i).toList(),
                    scores));
        }
        return new ScoreTable(Collections.unmodifiableList(tasks));
    }

    private static double[] gaussians(KeyedRandom random, int count, double deviation) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> random.nextGaussian() * deviation);
        return values;
    }
}
