package io.firstlight.eval.score;

import io.firstlight.core.progress.Progress;
import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.data.pack.PackedRow;
import io.firstlight.data.pack.Packer;
import io.firstlight.data.sample.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Scores options by likelihood: the sum of the log-probabilities of an option's tokens after the exact prompt, in
 * double precision over the model's float32 values.
 *
 * <p>Rows of many queries go into one batch, one document a row, sorted by length with padding at the end only. What is
 * guaranteed: the same queries give the same bits again (in one numerics class and batch size, on any number of
 * threads); options with the same tokens get the same bits, so they tie exactly; a query's scores do not depend on the
 * other queries beyond the rounding of float32 matrix products of another shape (about 1e-5).
 */
public final class OptionScorer {
    private final NextTokenModel model;
    private final PromptImages images;
    private final int batchPositions;

    /**
     * Scores by the likelihoods of {@code model}.
     *
     * @param images pixels or features of the queries' images
     * @param batchPositions the most positions in a batch, padding included; a longer row becomes a batch of its own
     */
    public OptionScorer(NextTokenModel model, PromptImages images, int batchPositions) {
        if (batchPositions < 1) {
            throw new IllegalArgumentException(
                    "batchPositions is " + batchPositions + "; a batch holds at least one position");
        }
        this.model = model;
        this.images = images;
        this.batchPositions = batchPositions;
    }

    /**
     * Scores every option of every query.
     *
     * @return [queries][options] log-likelihoods, in the order given
     * @throws IllegalStateException naming the item if the model gives a score that is not finite
     */
    public double[][] score(List<OptionQuery> queries, Progress progress) {
        RowPlan plan = new RowPlan(queries);
        float[] logProbabilities = run(plan, progress);
        double[][] scores = new double[queries.size()][];
        for (int q = 0; q < scores.length; q++) {
            OptionQuery query = queries.get(q);
            scores[q] = new double[query.options().length];
            for (int o = 0; o < scores[q].length; o++) {
                int first = plan.firstLookup(q, o);
                for (int i = 0; i < query.options()[o].length; i++) {
                    scores[q][o] += logProbabilities[first + i];
                }
                if (!Double.isFinite(scores[q][o])) {
                    throw new IllegalStateException("item '" + query.item() + "': option " + o + " scores "
                            + scores[q][o] + "; the model's weights or the image's features are not finite");
                }
            }
        }
        return scores;
    }

    /**
     * Runs the model over the rows of a plan.
     *
     * @return [lookups] log-probabilities, one per lookup of the plan
     */
    private float[] run(RowPlan plan, Progress progress) {
        List<List<Integer>> lookupsOfRow = new ArrayList<>();
        plan.rows().forEach(row -> lookupsOfRow.add(new ArrayList<>()));
        for (int l = 0; l < plan.lookups().size(); l++) {
            lookupsOfRow.get(plan.lookups().get(l).row()).add(l);
        }
        float[] results = new float[plan.lookups().size()];
        int done = 0;
        try (Progress.Task task = progress.begin("evaluating", plan.rows().size(), "rows")) {
            for (List<Integer> batch : batches(plan.rows())) {
                runBatch(plan, batch, lookupsOfRow, results);
                done += batch.size();
                task.update(done, "");
            }
        }
        return results;
    }

    private void runBatch(RowPlan plan, List<Integer> batch, List<List<Integer>> lookupsOfRow, float[] results) {
        List<PackedRow> rows = batch.stream()
                .map(plan.rows()::get)
                .map(row -> PackedRow.of("prompts", row))
                .toList();
        PackedTokens packed = Packer.pack(rows, Integer.MAX_VALUE, true);
        List<Integer> order = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            List<Integer> own = lookupsOfRow.get(batch.get(r));
            own.sort(Comparator.comparingInt(l -> plan.lookups().get(l).position()));
            for (int l : own) {
                order.add(l);
                positions.add(r * packed.columns() + plan.lookups().get(l).position());
            }
        }
        NextTokenModel.Queries queries = new NextTokenModel.Queries(
                positions.stream().mapToInt(p -> p).toArray(),
                order.stream().mapToInt(l -> plan.lookups().get(l).token()).toArray());
        float[] found = model.logProbabilities(packed, images.inputs(Packer.imageKeys(rows)), queries);
        for (int i = 0; i < found.length; i++) {
            results[order.get(i)] = found[i];
        }
    }

    /** Row numbers by batch: longest first, so that the largest batch comes first and memory does not grow later. */
    private List<List<Integer>> batches(List<Sample> rows) {
        Integer[] order = new Integer[rows.size()];
        Arrays.setAll(order, r -> r);
        Arrays.sort(order, Comparator.comparingInt(r -> -rows.get(r).length()));
        List<List<Integer>> batches = new ArrayList<>();
        List<Integer> batch = new ArrayList<>();
        int columns = 0;
        for (int r : order) {
            if (!batch.isEmpty() && (batch.size() + 1) * columns > batchPositions) {
                batches.add(batch);
                batch = new ArrayList<>();
            }
            if (batch.isEmpty()) {
                columns = rows.get(r).length();
            }
            batch.add(r);
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }
}
