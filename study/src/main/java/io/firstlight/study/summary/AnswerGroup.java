package io.firstlight.study.summary;

import io.firstlight.eval.item.Split;
import io.firstlight.eval.score.Condition;

/** Which answers of a model. */
record AnswerGroup(String task, Split split, Condition condition) {}
