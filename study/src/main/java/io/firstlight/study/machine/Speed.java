package io.firstlight.study.machine;

/**
 * The speed of a machine at one kind of work.
 *
 * @param flopsPerSecond sustained FLOP per second
 * @param overheadSeconds seconds of a stage that do not depend on its work: loading, saving, first steps
 */
public record Speed(double flopsPerSecond, double overheadSeconds) {
    public Speed {
        if (!(flopsPerSecond > 0) || !(overheadSeconds >= 0)) {
            throw new IllegalArgumentException(
                    "a speed of " + flopsPerSecond + " FLOP/s after " + overheadSeconds + " s is impossible");
        }
    }

    public double seconds(double flops) {
        return overheadSeconds + flops / flopsPerSecond;
    }
}
