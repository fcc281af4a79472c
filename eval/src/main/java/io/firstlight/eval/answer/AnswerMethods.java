package io.firstlight.eval.answer;

import java.util.List;
import java.util.stream.Stream;

/** The ways to answer, by name. A new one is a class and a line here. */
public final class AnswerMethods {
    private static final List<AnswerMethod> ALL = Stream.of(OptionAnswer.Per.values())
            .<AnswerMethod>map(OptionAnswer::new)
            .toList();

    private AnswerMethods() {}

    /**
     * The answer method with this serialised name.
     *
     * @throws IllegalArgumentException if there is none, with the names there are
     */
    public static AnswerMethod named(String name) {
        return ALL.stream()
                .filter(method -> method.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("answer is '" + name + "'; allowed are "
                        + ALL.stream().map(AnswerMethod::name).toList()));
    }
}
