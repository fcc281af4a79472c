/**
 * The folder a data set lives in, and its description. The layout is described in docs/dataset-layout.md. Start at
 * {@link io.firstlight.data.dataset.DatasetDirectory}.
 */
package io.firstlight.data.dataset;
