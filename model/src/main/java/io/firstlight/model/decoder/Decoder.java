package io.firstlight.model.decoder;

import io.firstlight.core.sequence.PackedTokens;
import org.bytedeco.pytorch.Tensor;

/**
 * A causal language model over packed documents, between its embedding and its head. Letters: B rows, T columns, N =
 * B*T, D width. A {@link DecoderConfig} declares its parameters, whose roles decide how they train, and creates it over
 * them. Not thread-safe.
 */
public interface Decoder extends AutoCloseable {
    /** First part of the names of all of a decoder's parameters. */
    String MODULE = "decoder";

    /** The prefix of their names. */
    String PREFIX = MODULE + ".";

    DecoderConfig config();

    /** Embedded tokens, [N, D], in the caller's scope; recorded by autograd where the caller's gradient mode is on. */
    Tensor embed(PackedTokens tokens);

    /** The input embedding, [V, D], owned by the parameters. */
    Tensor embedding();

    /**
     * Hidden states with a backward pass, in the caller's scope.
     *
     * @param inputs [N, D], embedded tokens or what took their place; gradients go on into whatever autograd recorded
     *     of them
     */
    DecoderPass pass(PackedTokens tokens, Tensor inputs);

    /** The same pass with every step by its formula under autograd: slow, and the oracle of {@link #pass}. */
    DecoderPass autogradPass(PackedTokens tokens, Tensor inputs);

    /** The hidden states of {@link #pass} without gradients, [N, D], in the caller's scope. */
    Tensor hiddenStates(PackedTokens tokens, Tensor inputs);

    /** From hidden states to the vocabulary. */
    LanguageHead head();

    @Override
    void close();
}
