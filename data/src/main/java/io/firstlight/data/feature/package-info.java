/**
 * Features of a frozen image encoder, computed once and read by every recipe: one checked file of half precision
 * numbers per image set. Start at {@link io.firstlight.data.feature.FeatureStore};
 * {@link io.firstlight.data.feature.FeatureFile} has the layout.
 */
package io.firstlight.data.feature;
