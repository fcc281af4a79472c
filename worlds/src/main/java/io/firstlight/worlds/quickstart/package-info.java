/**
 * The embedded world: real drawings, names and dictionary text out of Maven artifacts, written as a data set in the
 * layout of docs/dataset-layout.md. Start at {@link io.firstlight.worlds.quickstart.QuickstartWorld}.
 */
package io.firstlight.worlds.quickstart;
