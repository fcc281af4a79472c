/**
 * Names of results: {@link io.firstlight.core.key.StageKey}. A package of its own: plan, store, runner and results
 * share it.
 */
package io.firstlight.core.key;
