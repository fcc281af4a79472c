package io.firstlight.eval.score;

import io.firstlight.core.error.UserException;
import io.firstlight.data.format.DialogueEncoder;
import io.firstlight.data.sample.Segment;
import io.firstlight.data.sample.SegmentBuilder;
import io.firstlight.eval.item.EvaluationItem;
import java.util.Arrays;
import java.util.List;

/**
 * Turns questions into tokens as training does with its dialogues: {@code <bos>}, the images, then the template around
 * the question; an option is encoded by itself, since that is where an answer begins in training.
 */
public final class PromptEncoder {
    private final DialogueEncoder dialogues;
    private final int begin;
    private final int end;

    /**
     * An encoder that asks questions as {@code dialogues} puts them to a model in training.
     *
     * @param begin token id of {@code <bos>}
     * @param end token id of {@code <eot>}, which ends an answer
     */
    public PromptEncoder(DialogueEncoder dialogues, int begin, int end) {
        this.dialogues = dialogues;
        this.begin = begin;
        this.end = end;
    }

    /** The question in its template, as text: what is tokenized after {@code <bos>} and the images. */
    public String promptText(String question) {
        return dialogues.template().around(question);
    }

    /** {@code <bos>}, the images in their order, and the question in its template. */
    public List<Segment> prompt(String question, List<Segment.Image> images) {
        return new SegmentBuilder()
                .text(false, begin)
                .addAll(images)
                .text(false, dialogues.question(question))
                .segments();
    }

    /**
     * The item's question with {@code images} shown. Where one option begins with the tokens of another ("word", "word
     * group"), the longer sum could never win, so all options of such an item are scored with the {@code <eot>} that
     * ends an answer.
     *
     * @throws UserException if the question or an option has no tokens, or two options have the same, so that no model
     *     could tell them apart
     */
    public OptionQuery query(EvaluationItem item, List<Segment.Image> images) {
        int[][] options = item.options().stream().map(dialogues::answer).toArray(int[][]::new);
        requireDifferentTokens(item, options);
        if (someOptionBeginsWithAnother(options)) {
            for (int o = 0; o < options.length; o++) {
                options[o] = Arrays.copyOf(options[o], options[o].length + 1);
                options[o][options[o].length - 1] = end;
            }
        }
        return new OptionQuery(item.task() + "/" + item.id(), prompt(item.prompt(), images), options);
    }

    private void requireDifferentTokens(EvaluationItem item, int[][] options) {
        if (dialogues.encoder().encode(item.prompt()).length == 0) {
            throw new UserException("the tokenizer makes no tokens of the prompt '" + item.prompt() + "'");
        }
        for (int o = 0; o < options.length; o++) {
            String option = item.options().get(o);
            if (options[o].length == 0) {
                throw new UserException("the tokenizer makes no tokens of the option '" + option + "'");
            }
            for (int earlier = 0; earlier < o; earlier++) {
                if (Arrays.equals(options[o], options[earlier])) {
                    throw new UserException("the tokenizer makes the same tokens of the options '"
                            + item.options().get(earlier) + "' and '" + option
                            + "', so that every model finds them equally likely");
                }
            }
        }
    }

    private static boolean someOptionBeginsWithAnother(int[][] options) {
        for (int[] longer : options) {
            for (int[] shorter : options) {
                if (longer.length > shorter.length
                        && Arrays.equals(longer, 0, shorter.length, shorter, 0, shorter.length)) {
                    return true;
                }
            }
        }
        return false;
    }
}
