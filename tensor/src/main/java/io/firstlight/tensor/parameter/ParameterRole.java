package io.firstlight.tensor.parameter;

/**
 * What a parameter does in its module. Roles decide weight decay, learning-rate multiples and what is frozen, whatever
 * family of model a parameter belongs to.
 */
public enum ParameterRole {
    /** A vector per token of the vocabulary; also the output weight of a model whose head is tied to it. */
    EMBEDDING,
    /** Weight of a matrix product or a convolution. */
    MATRIX,
    /** Weight of an output projection to the vocabulary that is not tied to the embedding. */
    HEAD,
    /** Multiplies a normalised vector. */
    GAIN,
    /** Is added to the output of a product or of a norm. */
    BIAS,
    /** A vector that says where a token is, or of which kind. */
    POSITION,
    /** A single number, such as a temperature. */
    SCALAR,
    /** A running mean or variance: written by forward passes, never by an optimizer. */
    STATISTIC;

    /** Whether weight decay applies: to weights of products, whose size carries no meaning of its own. */
    public boolean decays() {
        return this == MATRIX || this == HEAD;
    }
}
