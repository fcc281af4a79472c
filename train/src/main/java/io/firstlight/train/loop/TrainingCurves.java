package io.firstlight.train.loop;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;

/**
 * Learning rate and loss over a stage, thinned to one point per interval: the loss of a point is the mean over its
 * interval. Part of the checkpoint, so a resumed run has the same curves.
 */
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY, getterVisibility = JsonAutoDetect.Visibility.NONE)
public final class TrainingCurves {
    private static final double RECENT = 0.05;
    private final long intervalUnits;
    private final List<Point> points;
    private double sum;
    private long count;
    private double recentLoss;

    /** @param units done at the end of the interval */
    public record Point(long units, double learningRate, double loss) {}

    public TrainingCurves(long intervalUnits) {
        this(intervalUnits, new ArrayList<>(), 0, 0, Double.NaN);
    }

    @JsonCreator
    TrainingCurves(@JsonProperty("intervalUnits") long intervalUnits, @JsonProperty("points") List<Point> points,
            @JsonProperty("sum") double sum, @JsonProperty("count") long count, @JsonProperty("recentLoss") double recentLoss) {
        this.intervalUnits = intervalUnits;
        this.points = new ArrayList<>(points);
        this.sum = sum;
        this.count = count;
        this.recentLoss = recentLoss;
    }

    void add(long doneUnits, double learningRate, double loss) {
        sum += loss;
        count++;
        recentLoss = Double.isNaN(recentLoss) ? loss : recentLoss + RECENT * (loss - recentLoss);
        long last = points.isEmpty() ? 0 : points.get(points.size() - 1).units();
        if (points.isEmpty() || doneUnits - last >= intervalUnits) {
            points.add(new Point(doneUnits, learningRate, sum / count));
            sum = 0;
            count = 0;
        }
    }

    public List<Point> points() {
        return List.copyOf(points);
    }

    /** Exponential mean of the last steps' losses. */
    public double recentLoss() {
        return recentLoss;
    }
}
