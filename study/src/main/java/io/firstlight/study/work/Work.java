package io.firstlight.study.work;

/**
 * How much there is to do.
 *
 * @param tokens that enter the decoder; views for stages without a decoder
 * @param flops floating point operations, a multiplication and an addition counted as two; 0 where they do not decide
 * @param shape stages of one kind and one shape run at one speed
 */
public record Work(long tokens, double flops, String shape) {}
