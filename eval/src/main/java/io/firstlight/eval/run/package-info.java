/**
 * One model on all tasks: {@link io.firstlight.eval.run.Evaluation}, the body of an evaluation stage. It stands above
 * all other packages of this module, which therefore may not know it.
 */
package io.firstlight.eval.run;
