/**
 * How models answer: an {@link io.firstlight.eval.answer.AnswerMethod} puts items to a model and gives a
 * {@link io.firstlight.eval.answer.Response} each. Multiple choice is {@link io.firstlight.eval.answer.OptionAnswer}.
 */
package io.firstlight.eval.answer;
