package io.firstlight.study.statistics;

import java.util.List;

/**
 * One part of an estimate's variance, and how well it is known.
 *
 * @param value in squared centred score; at least 0
 * @param error variance of {@code value} itself, times {@code 1/2}: {@code value^2} divided by its degrees of freedom,
 *     where it is a mean square
 */
record VariancePart(double value, double error) {
    static final VariancePart NONE = new VariancePart(0, 0);

    /** A mean square with its degrees of freedom. */
    static VariancePart of(double value, double degreesOfFreedom) {
        return new VariancePart(value, value * value / degreesOfFreedom);
    }

    VariancePart times(double factor) {
        return new VariancePart(factor * value, factor * factor * error);
    }

    /** The sum of independent parts. */
    static VariancePart sum(List<VariancePart> parts) {
        return new VariancePart(
                parts.stream().mapToDouble(VariancePart::value).sum(),
                parts.stream().mapToDouble(VariancePart::error).sum());
    }

    /** By Satterthwaite (Biometrics Bulletin 2, 1946); endless for a variance that is known. */
    double degreesOfFreedom() {
        return error == 0 ? Double.POSITIVE_INFINITY : Math.max(1, value * value / error);
    }
}
