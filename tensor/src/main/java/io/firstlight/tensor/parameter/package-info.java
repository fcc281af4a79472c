/** Parameters and gradients in flat buffers, their declaration and their first values. */
package io.firstlight.tensor.parameter;
