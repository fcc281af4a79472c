package io.firstlight.study.training;

import io.firstlight.train.loop.TrainingCurves;
import java.util.List;

/**
 * What {@link StageFiles#CURVES} holds.
 *
 * @param learningRate points of (units done, rate)
 * @param loss points of (units done, mean loss since the last point, in nats)
 */
public record CurveFile(List<double[]> learningRate, List<double[]> loss) {
    public CurveFile {
        learningRate = List.copyOf(learningRate);
        loss = List.copyOf(loss);
    }

    static CurveFile of(TrainingCurves curves) {
        return new CurveFile(
                curves.points().stream()
                        .map(point -> new double[] {point.units(), point.learningRate()})
                        .toList(),
                curves.points().stream()
                        .map(point -> new double[] {point.units(), point.loss()})
                        .toList());
    }
}
