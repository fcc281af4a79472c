package io.firstlight.study.machine;

/**
 * @param flopsPerSecond sustained
 * @param overheadSeconds that a stage takes besides: loading, saving, first steps
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
