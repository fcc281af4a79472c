package io.firstlight.eval.score;

import io.firstlight.data.sample.Segment;
import io.firstlight.data.sample.SegmentBuilder;
import io.firstlight.eval.item.EvaluationItem;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Puts questions into tokens as the dialogues of training are: {@code <bos>}, the images, then the template around the
 * question; an option is encoded by itself, since that is where an answer begins in training.
 */
public final class PromptEncoder {
    /** What stands before and after a question. */
    public record Template(String beforeQuestion, String beforeAnswer) {}

    /**
     * The special tokens of a prompt.
     *
     * @param beginning {@code <bos>}
     * @param end {@code <eot>}, which ends an answer
     */
    public record SpecialTokens(int beginning, int end) {}

    private final Function<String, int[]> encode;
    private final Template template;
    private final SpecialTokens special;

    /**
     * An encoder of prompts with one template.
     *
     * @param encode turns text into tokens without adding special tokens
     */
    public PromptEncoder(Function<String, int[]> encode, Template template, SpecialTokens special) {
        this.encode = encode;
        this.template = template;
        this.special = special;
    }

    /** The question in its template, as text: what is put into tokens behind {@code <bos>} and the images. */
    public String promptText(String question) {
        return template.beforeQuestion() + question + template.beforeAnswer();
    }

    /** {@code <bos>}, the images in their order, and the question in its template. */
    public List<Segment> prompt(String question, List<Segment.Image> images) {
        return new SegmentBuilder()
                .text(false, special.beginning())
                .addAll(images)
                .text(false, encode.apply(promptText(question)))
                .segments();
    }

    /**
     * The item's question with {@code images} shown. Where one option begins with the tokens of another ("word", "word
     * group"), the longer sum could never win, so all options of such an item are scored with the {@code <eot>} that
     * ends an answer.
     */
    public OptionQuery query(EvaluationItem item, List<Segment.Image> images) {
        int[][] options = item.options().stream().map(encode).toArray(int[][]::new);
        if (someOptionBeginsWithAnother(options)) {
            for (int o = 0; o < options.length; o++) {
                options[o] = Arrays.copyOf(options[o], options[o].length + 1);
                options[o][options[o].length - 1] = special.end();
            }
        }
        return new OptionQuery(item.task() + "/" + item.id(), prompt(item.prompt(), images), options);
    }

    public SpecialTokens special() {
        return special;
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
