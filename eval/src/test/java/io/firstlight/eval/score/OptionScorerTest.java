package io.firstlight.eval.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.core.error.UserException;
import io.firstlight.core.progress.Progress;
import io.firstlight.core.random.KeyedRandom;
import io.firstlight.core.sequence.ImageInputs;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.sample.Segment;
import io.firstlight.data.sample.SegmentBuilder;
import io.firstlight.data.visual.VisualLookup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionScorerTest {
    private static final int VOCABULARY = 23;
    private static final int BOS = 1;
    private static final PromptImages IMAGES = new PromptImages(new NumberedImages());

    private final HistoryModel model = new HistoryModel(history -> HistoryModel.hashed(history, VOCABULARY));

    @Test
    void scoresEqualTheSumsDoneByHand() {
        // After "1 5" token 2 has probability 1/2 and token 3 has 1/4; after "1 5 2" token 4 has 1/8.
        HistoryModel table = new HistoryModel(history -> {
            float[] log = new float[6];
            Arrays.fill(log, -100);
            if (history.equals(List.of("1", "5"))) {
                log[2] = (float) Math.log(0.5);
                log[3] = (float) Math.log(0.25);
            } else if (history.equals(List.of("1", "5", "2"))) {
                log[4] = (float) Math.log(0.125);
            }
            return log;
        });
        double[] scores =
                score(table, 64, query("", new int[] {1, 5}, new int[] {2, 4}, new int[] {3}, new int[] {2}))[0];
        assertThat(scores[0]).isEqualTo(Math.log(0.5) + Math.log(0.125), within(1e-6));
        assertThat(scores[1]).isEqualTo(Math.log(0.25), within(1e-6));
        assertThat(scores[2]).isEqualTo(Math.log(0.5), within(1e-6));
    }

    @Test
    void randomQueriesScoreAsAWalkThroughTheirOwnTokensDoesWhateverTheBatch() {
        long seed = System.nanoTime();
        System.out.println("OptionScorerTest seed " + seed);
        List<OptionQuery> queries = randomQueries(KeyedRandom.of(seed, "queries", 0), 60);
        for (int batchPositions : new int[] {1, 17, 100, 100_000}) {
            double[][] scores = score(model, batchPositions, queries.toArray(OptionQuery[]::new));
            for (int q = 0; q < queries.size(); q++) {
                for (int o = 0; o < scores[q].length; o++) {
                    assertThat(scores[q][o])
                            .as("query %d option %d batch %d", q, o, batchPositions)
                            .isEqualTo(byHand(queries.get(q), o));
                }
            }
        }
    }

    @Test
    void singleTokenOptionsOfAnItemShareOneRow() {
        score(model, 1000, query("2", new int[] {BOS, 7, 8}, new int[] {3}, new int[] {4}, new int[] {5}, new int[] {6
        }));
        assertThat(model.batches).hasSize(1);
        assertThat(model.batches.get(0)).containsExactly(1, 6);
        assertThat(model.numQueries).isEqualTo(4);
    }

    @Test
    void optionsWithACommonBeginningShareTheLongestRow() {
        score(model, 1000, query("", new int[] {BOS}, new int[] {3, 4, 5}, new int[] {3, 6}, new int[] {9}, new int[] {
            8, 6
        }));
        // 1 3 4 covers the first three options, 1 8 the last.
        assertThat(model.batches).hasSize(1);
        assertThat(model.batches.get(0)).containsExactly(2, 3);
    }

    @Test
    void theSameQuestionWithoutItsImageIsRunOnce() {
        OptionQuery[] same = new OptionQuery[50];
        for (int i = 0; i < same.length; i++) {
            same[i] = query("", new int[] {BOS, 7, 8}, new int[] {i % VOCABULARY}, new int[] {(i + 1) % VOCABULARY});
        }
        score(model, 1000, same);
        assertThat(model.batches).hasSize(1);
        assertThat(model.batches.get(0)).containsExactly(1, 3);
    }

    @Test
    void batchesStayWithinTheirPositionsAndHoldLittlePadding() {
        List<OptionQuery> queries = randomQueries(KeyedRandom.of(5, "queries", 0), 200);
        score(model, 120, queries.toArray(OptionQuery[]::new));
        assertThat(model.batches)
                .hasSizeGreaterThan(5)
                .allSatisfy(batch -> assertThat(batch[0] * batch[1]).isLessThanOrEqualTo(120));
        assertThat(model.batches.stream().mapToInt(batch -> batch[0]).max().orElseThrow())
                .isGreaterThan(5);
    }

    @Test
    void optionsThatReadAlikeScoreExactlyAlike() {
        double[] scores = score(
                model, 10, query("4", new int[] {BOS, 2}, new int[] {3, 4}, new int[] {3, 5}, new int[] {3, 4}))[0];
        assertThat(scores[0]).isEqualTo(scores[2]).isNotEqualTo(scores[1]);
    }

    @Test
    void aModelThatIsNotFiniteIsRefusedWithTheItem() {
        HistoryModel broken = new HistoryModel(history -> new float[] {0, Float.NaN, 0, 0});
        assertThatThrownBy(() -> score(broken, 10, query("", new int[] {BOS}, new int[] {0}, new int[] {1})))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("item 'test/1'")
                .hasMessageContaining("option 1");
    }

    @Test
    void aImageThatCannotBeReadStopsTheEvaluation() {
        VisualLookup broken = new VisualLookup() {
            @Override
            public int visualTokens(String image) throws BadSampleException {
                throw new BadSampleException("evaluation.tar, member " + image + ".png", "not a PNG");
            }

            @Override
            public ImageInputs inputs(List<String> images) {
                return ImageInputs.NONE;
            }
        };
        assertThatThrownBy(() -> new PromptImages(broken).segment("9"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("member 9.png")
                .hasMessageContaining("not a PNG");
    }

    @Test
    void anOptionWithoutTokensIsRefused() {
        assertThatThrownBy(() -> query("", new int[] {BOS}, new int[] {}, new int[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("option 0 has no tokens");
    }

    private static double byHand(OptionQuery query, int option) {
        List<String> history = new ArrayList<>();
        for (Segment segment : query.prompt()) {
            if (segment instanceof Segment.Text text) {
                Arrays.stream(text.tokenIds()).forEach(token -> history.add("" + token));
            } else {
                String number = ((Segment.Image) segment).key();
                history.addAll(Collections.nCopies(Integer.parseInt(number) % 3 + 1, "*" + number));
            }
        }
        double sum = 0;
        for (int token : query.options()[option]) {
            sum += HistoryModel.hashed(history, VOCABULARY)[token];
            history.add("" + token);
        }
        return sum;
    }

    private static List<OptionQuery> randomQueries(KeyedRandom random, int count) {
        List<OptionQuery> queries = new ArrayList<>();
        for (int q = 0; q < count; q++) {
            int[] prompt = random.ints(random.nextInt(1, 12), 0, VOCABULARY).toArray();
            int[][] options = new int[random.nextInt(2, 6)][];
            for (int o = 0; o < options.length; o++) {
                options[o] = random.ints(random.nextInt(1, 4), 0, 3).toArray();
            }
            // Images anywhere in the prompt, none or several.
            SegmentBuilder segments = new SegmentBuilder();
            for (int token : prompt) {
                if (random.nextInt(4) == 0) {
                    segments.add(IMAGES.segment("" + random.nextInt(1, 9)));
                }
                segments.text(false, token);
            }
            if (random.nextInt(4) == 0) {
                segments.add(IMAGES.segment("" + random.nextInt(1, 9)));
            }
            queries.add(new OptionQuery("test/1", segments.segments(), options));
        }
        return queries;
    }

    private static double[][] score(HistoryModel model, int batchPositions, OptionQuery... queries) {
        return new OptionScorer(model, IMAGES, batchPositions).score(List.of(queries), Progress.silent());
    }

    private static OptionQuery query(String image, int[] prompt, int[]... options) {
        SegmentBuilder segments = new SegmentBuilder().text(false, prompt[0]);
        if (!image.isEmpty()) {
            segments.add(IMAGES.segment(image));
        }
        return new OptionQuery(
                "test/1",
                segments.text(false, Arrays.copyOfRange(prompt, 1, prompt.length))
                        .segments(),
                options);
    }
}
