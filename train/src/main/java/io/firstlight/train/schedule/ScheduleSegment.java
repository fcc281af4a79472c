package io.firstlight.train.schedule;

/**
 * The learning rate between two token counts.
 *
 * @param power exponent of {@link ScheduleShape#POWER}, otherwise unused
 */
public record ScheduleSegment(
        long fromToken, long toToken, ScheduleShape shape, double power, double fromLr, double toLr) {
    public ScheduleSegment {
        if (fromToken < 0 || toToken <= fromToken) {
            throw new IllegalArgumentException(
                    "a schedule segment must run forward, found tokens " + fromToken + " to " + toToken);
        }
        if (!(fromLr >= 0) || !(toLr >= 0) || !Double.isFinite(fromLr + toLr) || !(power > 0)) {
            throw new IllegalArgumentException(
                    "learning rates must be finite and not negative and the power positive, found " + fromLr + ", "
                            + toLr + " and " + power);
        }
    }

    double at(double token) {
        double u = Math.min(1, Math.max(0, (token - fromToken) / (toToken - fromToken)));
        return toLr + (fromLr - toLr) * shape.remaining(u, power);
    }
}
