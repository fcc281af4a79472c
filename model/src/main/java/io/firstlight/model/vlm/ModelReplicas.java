package io.firstlight.model.vlm;

import io.firstlight.tensor.ParallelParts;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.parameter.ParameterGroup;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The gradients of a batch's parts, computed at the same time and added in the order of the parts, so that the sum does
 * not depend on how many threads there are. The first part adds to the model's own gradients, every other one to those
 * of a replica, which are then added to the model's. There are as many replicas as parts run at the same time.
 */
final class ModelReplicas implements AutoCloseable {
    private final VisionLanguageModel model;
    private final Deque<VisionLanguageModel> idle = new ArrayDeque<>();
    private List<String> trained = List.of();

    ModelReplicas(VisionLanguageModel model) {
        this.model = model;
    }

    double backward(int parts, VisionLanguageModel.PartBackward part) {
        List<String> trains = model.parameters().trainableGroups().stream()
                .map(ParameterGroup::name)
                .toList();
        if (!trains.equals(trained)) {
            close();
            trained = trains;
        }
        double[] shares = new double[parts];
        Turns turns = new Turns();
        ParallelParts.run(parts, i -> {
            boolean isAdded = false;
            try (TensorScope scope = TensorScope.open()) {
                if (i == 0) {
                    shares[0] = part.backward(model, 0);
                } else {
                    shares[i] = onReplica(i, part, turns);
                }
                isAdded = true;
            } finally {
                turns.end(i, isAdded);
            }
        });
        double sum = 0;
        for (double share : shares) {
            sum += share;
        }
        return sum;
    }

    private double onReplica(int index, VisionLanguageModel.PartBackward part, Turns turns) {
        VisionLanguageModel replica = take();
        boolean isClean = false;
        try {
            double share = part.backward(replica, index);
            if (turns.await(index)) {
                model.parameters().takeGradientsOf(replica.parameters());
                isClean = true;
            }
            return share;
        } finally {
            if (isClean) {
                giveBack(replica);
            } else {
                replica.close();
            }
        }
    }

    private VisionLanguageModel take() {
        synchronized (idle) {
            if (!idle.isEmpty()) {
                return idle.pop();
            }
        }
        return model.replica();
    }

    private void giveBack(VisionLanguageModel replica) {
        synchronized (idle) {
            idle.push(replica);
        }
    }

    @Override
    public void close() {
        synchronized (idle) {
            idle.forEach(VisionLanguageModel::close);
            idle.clear();
        }
    }

    /** Whose gradients are added next. */
    private static final class Turns {
        private int next;
        private boolean failed;

        /** Waits until all parts before {@code index} are in the sum; false if one of them will never be. */
        private synchronized boolean await(int index) {
            boolean interrupted = false;
            while (next < index && !failed) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return !failed;
        }

        private synchronized void end(int index, boolean isAdded) {
            failed |= !isAdded;
            next = Math.max(next, index + 1);
            notifyAll();
        }
    }
}
