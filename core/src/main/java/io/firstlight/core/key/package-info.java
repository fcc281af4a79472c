/** Names of results: {@link io.firstlight.core.key.StageKey}. */
package io.firstlight.core.key;
