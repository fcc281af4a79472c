package io.firstlight.train.schedule;

/** How a segment goes from its first rate to its last; {@code u} runs from 0 to 1. */
public enum ScheduleShape {
    LINEAR {
        @Override
        double remaining(double u, double power) {
            return 1 - u;
        }
    },
    /** Half a cosine: flat at both ends. */
    COSINE {
        @Override
        double remaining(double u, double power) {
            return 0.5 * (1 + Math.cos(Math.PI * u));
        }
    },
    /** {@code (1 - u)^power}. */
    POWER {
        @Override
        double remaining(double u, double power) {
            return Math.pow(1 - u, power);
        }
    };

    abstract double remaining(double u, double power);
}
