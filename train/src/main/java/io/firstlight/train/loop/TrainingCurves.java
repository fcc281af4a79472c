package io.firstlight.train.loop;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;

/**
 * Learning rate and loss over a stage, thinned to one point per interval: the loss of a point is the mean over its
 * interval, and the last point stands at the end of the stage. Part of the checkpoint, so a resumed run has the same
 * curves.
 */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY, getterVisibility = JsonAutoDetect.Visibility.NONE)
public final class TrainingCurves {
    private static final double RECENT = 0.05;
    private final long startUnits;
    private final long intervalUnits;
    private final List<CurvePoint> points;
    private double sum;
    private long count;
    private double recentLoss;
    /** Of the last step, for the end of the stage, which may come right after a resume. */
    private long lastUnits;

    private double lastLearningRate;

    /**
     * The end of an interval.
     *
     * @param units done by then
     * @param learningRate of the last step
     * @param loss mean over the interval
     */
    public record CurvePoint(long units, double learningRate, double loss) {}

    /**
     * Empty curves.
     *
     * @param startUnits done before the stage began
     * @param intervalUnits between two points
     */
    public TrainingCurves(long startUnits, long intervalUnits) {
        this(startUnits, intervalUnits, new ArrayList<>(), 0, 0, Double.NaN, 0, 0);
    }

    @JsonCreator
    TrainingCurves(
            @JsonProperty("startUnits") long startUnits,
            @JsonProperty("intervalUnits") long intervalUnits,
            @JsonProperty("points") List<CurvePoint> points,
            @JsonProperty("sum") double sum,
            @JsonProperty("count") long count,
            @JsonProperty("recentLoss") double recentLoss,
            @JsonProperty("lastUnits") long lastUnits,
            @JsonProperty("lastLearningRate") double lastLearningRate) {
        this.startUnits = startUnits;
        this.intervalUnits = intervalUnits;
        this.points = new ArrayList<>(points);
        this.sum = sum;
        this.count = count;
        this.recentLoss = recentLoss;
        this.lastUnits = lastUnits;
        this.lastLearningRate = lastLearningRate;
    }

    void add(long doneUnits, double learningRate, double loss) {
        sum += loss;
        count++;
        lastUnits = doneUnits;
        lastLearningRate = learningRate;
        recentLoss = Double.isNaN(recentLoss) ? loss : recentLoss + RECENT * (loss - recentLoss);
        long last =
                points.isEmpty() ? startUnits : points.get(points.size() - 1).units();
        if (doneUnits - last >= intervalUnits) {
            endInterval();
        }
    }

    /** Adds the point of the interval that the end of the stage cut short, if it cut one. */
    void end() {
        if (count > 0) {
            endInterval();
        }
    }

    private void endInterval() {
        points.add(new CurvePoint(lastUnits, lastLearningRate, sum / count));
        sum = 0;
        count = 0;
    }

    public List<CurvePoint> points() {
        return List.copyOf(points);
    }

    /** Exponential mean of the last steps' losses. */
    public double recentLoss() {
        return recentLoss;
    }
}
