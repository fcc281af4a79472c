/**
 * The boundary to libtorch: what the JavaCPP presets leave dangerous (lifetimes, gradient mode, threads, strict
 * loading) has one safe form here. Operators are not wrapped: {@code org.bytedeco.pytorch.Tensor} is used directly in
 * tensor, model, train and eval. Start with {@link io.firstlight.tensor.TensorScope}.
 */
package io.firstlight.tensor;
