package io.firstlight.study.statistics;

/** Derivatives of the logarithm of the gamma function, for positive arguments (Abramowitz and Stegun, chapter 6). */
final class Gamma {
    /** From here on the asymptotic series has all the digits of a double that matter. */
    private static final double LARGE = 10;

    private Gamma() {}

    /** The first derivative. */
    static double digamma(double x) {
        double below = 0;
        double at = x;
        while (at < LARGE) {
            below += 1 / at;
            at++;
        }
        double r = 1 / (at * at);
        return Math.log(at) - 0.5 / at - r * (1.0 / 12 - r * (1.0 / 120 - r * (1.0 / 252 - r / 240))) - below;
    }

    /** The second derivative. */
    static double trigamma(double x) {
        double below = 0;
        double at = x;
        while (at < LARGE) {
            below += 1 / (at * at);
            at++;
        }
        double r = 1 / (at * at);
        return (1 + 0.5 / at + r * (1.0 / 6 - r * (1.0 / 30 - r * (1.0 / 42 - r / 30)))) / at + below;
    }

    /** Where {@link #trigamma}, which falls, has a positive value. */
    static double inverseTrigamma(double value) {
        double low = 1e-8;
        double high = 1e8;
        for (int i = 0; i < 200; i++) {
            double middle = Math.sqrt(low * high);
            if (trigamma(middle) > value) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.sqrt(low * high);
    }
}
