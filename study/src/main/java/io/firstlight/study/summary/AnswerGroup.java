package io.firstlight.study.summary;

import io.firstlight.eval.score.Condition;
import io.firstlight.eval.task.Split;

/** Which answers of a model. */
record AnswerGroup(String task, Split split, Condition condition) {}
