/** One model on all tasks: {@link io.firstlight.eval.run.Evaluation}, the body of an evaluation stage. */
package io.firstlight.eval.run;
