/** Where and how precisely a model computes, as values: start with {@link io.firstlight.tensor.device.Placement}. */
package io.firstlight.tensor.device;
