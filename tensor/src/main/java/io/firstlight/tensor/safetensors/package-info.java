/** Reading and writing tensors in the safetensors layout. */
package io.firstlight.tensor.safetensors;
