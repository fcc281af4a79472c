package io.firstlight.eval.answer;

import io.firstlight.core.progress.Progress;
import io.firstlight.eval.item.JsonFields;
import io.firstlight.eval.item.Question;
import io.firstlight.eval.score.OptionQuery;
import io.firstlight.eval.score.OptionScorer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Multiple choice: the option with the greatest likelihood after the prompt is the answer. Options that share the
 * greatest likelihood leave the item without an answer.
 *
 * @param per what the log-probability of an option is divided by before options are compared
 */
public record OptionAnswer(Per per) implements AnswerMethod {
    /** A sum over more tokens is smaller, so options of unequal length may need to be compared by their parts. */
    public enum Per {
        /** Sums are compared as they are. */
        OPTION("options"),
        /** Means over the tokens of an option. */
        TOKEN("options_per_token"),
        /** Means over the UTF-8 bytes of an option, which do not depend on the tokenizer. */
        BYTE("options_per_byte");

        private final String method;

        Per(String method) {
            this.method = method;
        }
    }

    @Override
    public String name() {
        return per.method;
    }

    @Override
    public Set<String> itemKeys() {
        return Set.of("prompt", "options", "answer");
    }

    @Override
    public Question question(JsonFields line) {
        return Question.choice(line.text("prompt"), line.texts("options"), line.index("answer"));
    }

    @Override
    public List<Response> answer(List<AskedItem> asked, Respondent respondent, Progress progress) {
        List<OptionQuery> queries = asked.stream()
                .map(item -> respondent.prompts().query(item.item(), item.images()))
                .toList();
        double[][] logProbabilities = new OptionScorer(
                        respondent.model(), respondent.images(), respondent.batchPositions())
                .score(queries, progress);
        return IntStream.range(0, logProbabilities.length)
                .mapToObj(i -> response(
                        asked.get(i).item().options(),
                        Arrays.stream(logProbabilities[i]).boxed().toList(),
                        Arrays.stream(queries.get(i).options())
                                .map(tokens -> tokens.length)
                                .toList()))
                .toList();
    }

    /** The response of a model that gives the options these log-probabilities. */
    Response response(List<String> options, List<Double> logProbabilities, List<Integer> numTokens) {
        return new Response(
                BestOption.text(options, compared(options, logProbabilities, numTokens)), logProbabilities, numTokens);
    }

    private List<Double> compared(List<String> options, List<Double> logProbabilities, List<Integer> numTokens) {
        return switch (per) {
            case OPTION -> logProbabilities;
            case TOKEN ->
                IntStream.range(0, options.size())
                        .mapToObj(o -> logProbabilities.get(o) / numTokens.get(o))
                        .toList();
            case BYTE -> perByte(options, logProbabilities);
        };
    }

    private static List<Double> perByte(List<String> options, List<Double> logProbabilities) {
        return IntStream.range(0, options.size())
                .mapToObj(o -> logProbabilities.get(o) / options.get(o).getBytes(StandardCharsets.UTF_8).length)
                .toList();
    }

    /** The softmax over the options, at the right one. */
    @Override
    public GoldProbability goldProbability(Question question, Response response) {
        List<Double> raw = response.logProbabilities();
        return new GoldProbability(
                softmaxAt(question.answer(), raw), softmaxAt(question.answer(), perByte(question.options(), raw)));
    }

    @Override
    public void check(Question question, Response response) {
        int options = question.options().size();
        if (options == 0 || response.logProbabilities().size() != options) {
            throw new IllegalArgumentException("there are " + options + " options and "
                    + response.logProbabilities().size() + " log-probabilities; expected one per option");
        }
        String best = BestOption.text(
                question.options(), compared(question.options(), response.logProbabilities(), response.numTokens()));
        if (!response.text().equals(best)) {
            throw new IllegalArgumentException("the answer is '" + response.text() + "', but by the log-probabilities "
                    + response.logProbabilities() + " it is '" + best + "'");
        }
    }

    private static double softmaxAt(int index, List<Double> values) {
        // StrictMath: a record is recomputed to the last bit, on whatever machine. Where another option is out of reach
        // exp overflows to infinity, and 1 / infinity is the 0 that is meant.
        double sum = values.stream()
                .mapToDouble(value -> StrictMath.exp(value - values.get(index)))
                .sum();
        return 1 / sum;
    }
}
