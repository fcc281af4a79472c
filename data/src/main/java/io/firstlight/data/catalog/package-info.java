/**
 * What a study reads, by name: sources, benchmarks, the tokenizer, the words around a question, the notices. A data
 * directory has a catalog in its {@code dataset.json} (docs/dataset-layout.md), a study file may name its sources
 * itself, and a world writes one. Nothing else in the house knows where a file of a data set lies. Start at
 * {@link io.firstlight.data.catalog.Catalog}.
 */
package io.firstlight.data.catalog;
