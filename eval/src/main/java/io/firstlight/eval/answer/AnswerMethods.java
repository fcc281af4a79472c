package io.firstlight.eval.answer;

import java.util.List;

/** The ways to answer, by name. A new one is a class and a line here. */
public final class AnswerMethods {
    private static final List<AnswerMethod> ALL = List.of(new OptionAnswer());

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
