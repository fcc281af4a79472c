/**
 * Images as a model reads them, by key: cached features or pixels. Start at
 * {@link io.firstlight.data.visual.VisualLookup}.
 */
package io.firstlight.data.visual;
