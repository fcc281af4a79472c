/**
 * Reading and writing tensors in the safetensors layout. One class today; further number formats and sharded files go
 * here.
 */
package io.firstlight.tensor.safetensors;
