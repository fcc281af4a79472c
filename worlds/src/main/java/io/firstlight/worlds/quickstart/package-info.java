/**
 * The quickstart world: a data set made from drawings, names and dictionary text in Maven artifacts, written in the
 * layout of docs/dataset-layout.md. Start at {@link io.firstlight.worlds.quickstart.QuickstartWorld}.
 */
package io.firstlight.worlds.quickstart;
