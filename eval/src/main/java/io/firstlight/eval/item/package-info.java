/** One question: {@link io.firstlight.eval.item.EvaluationItem} and the values that describe it. */
package io.firstlight.eval.item;
