/**
 * How an answer is judged: the likelihood of every option after the exact prompt. Start at
 * {@link io.firstlight.eval.score.OptionScorer}; {@link io.firstlight.eval.score.NextTokenModel} is all it asks of a
 * model.
 */
package io.firstlight.eval.score;
