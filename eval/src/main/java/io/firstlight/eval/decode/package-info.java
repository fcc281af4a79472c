/** Answers in words: {@link io.firstlight.eval.decode.GreedyDecoder} continues a prompt token by token. */
package io.firstlight.eval.decode;
