/** Learning rates in tokens. */
package io.firstlight.train.schedule;
