/** The pipeline from sources to batches. Start at {@link io.firstlight.data.batch.BatchStream}. */
package io.firstlight.data.batch;
