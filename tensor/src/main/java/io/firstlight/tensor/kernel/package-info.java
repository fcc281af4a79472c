/**
 * The few operations that a device does in a way of its own: attention, rotation, gated product, a chunk of the
 * vocabulary loss, and the optimizer's update. Each is an interface with a version for the CPU and, where the two
 * differ, a reference version in plain operators, which is the oracle of the other.
 * {@link io.firstlight.tensor.kernel.Kernels} chooses by placement.
 */
package io.firstlight.tensor.kernel;
