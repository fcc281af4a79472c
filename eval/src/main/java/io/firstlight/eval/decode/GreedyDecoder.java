package io.firstlight.eval.decode;

import io.firstlight.core.sequence.ImageInputs;
import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.data.pack.PackedRow;
import io.firstlight.data.pack.Packer;
import io.firstlight.data.sample.Sample;
import io.firstlight.data.sample.Segment;
import io.firstlight.data.sample.SegmentBuilder;
import io.firstlight.eval.score.NextTokenModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Answers in words by taking the most probable token until the model ends its answer. Each step runs the whole sequence
 * again: at the lengths of answers here that costs less than keeping keys and values would in code. Uses no randomness;
 * of equally probable tokens the one with the lower id is taken.
 */
public final class GreedyDecoder {
    /** Where an answer stops and how much of the first token's distribution to report. */
    public record Limits(int endToken, int maxTokens, int numCandidates) {
        public Limits {
            if (maxTokens < 1 || numCandidates < 0) {
                throw new IllegalArgumentException("an answer of at most " + maxTokens + " tokens with " + numCandidates
                        + " candidates; expected at least 1 and 0");
            }
        }
    }

    private final NextTokenModel model;
    private final Function<int[], String> words;
    private final Limits limits;

    /**
     * A decoder for one model.
     *
     * @param words turns tokens into text
     */
    public GreedyDecoder(NextTokenModel model, Function<int[], String> words, Limits limits) {
        this.model = model;
        this.words = words;
        this.limits = limits;
    }

    /**
     * Continues a prompt with the most probable token until the model ends or the limit is reached.
     *
     * @param prompt text and images in any order
     * @param images inputs of the prompt's images, in their order
     */
    public Answer answer(List<Segment> prompt, ImageInputs images) {
        int[] said = new int[0];
        List<Answer.Candidate> first = List.of();
        boolean complete = false;
        while (!complete && said.length < limits.maxTokens()) {
            Sample asked = new SegmentBuilder().addAll(prompt).text(false, said).sample("the question");
            PackedTokens packed = Packer.pack(List.of(PackedRow.of("prompts", asked)), Integer.MAX_VALUE, true);
            float[] distribution = model.distribution(packed, images, asked.length() - 1);
            if (said.length == 0) {
                first = candidates(distribution);
            }
            int next = best(distribution);
            if (next == limits.endToken()) {
                complete = true;
            } else {
                said = Arrays.copyOf(said, said.length + 1);
                said[said.length - 1] = next;
            }
        }
        return new Answer(words.apply(said).strip(), complete, first);
    }

    private List<Answer.Candidate> candidates(float[] distribution) {
        List<Answer.Candidate> candidates = new ArrayList<>();
        IntStream.range(0, distribution.length)
                .boxed()
                .sorted(Comparator.comparingDouble(token -> -distribution[token]))
                .limit(limits.numCandidates())
                .forEach(token -> candidates.add(
                        new Answer.Candidate(words.apply(new int[] {token}), Math.exp(distribution[token]))));
        return candidates;
    }

    private static int best(float[] distribution) {
        int best = 0;
        for (int token = 1; token < distribution.length; token++) {
            if (distribution[token] > distribution[best]) {
                best = token;
            }
        }
        if (!Float.isFinite(distribution[best])) {
            throw new IllegalStateException(
                    "the model gives no finite probability; its weights are damaged or diverged");
        }
        return best;
    }
}
