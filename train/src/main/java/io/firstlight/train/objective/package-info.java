/** What is trained for; each objective gives steps to the one training loop. */
package io.firstlight.train.objective;
