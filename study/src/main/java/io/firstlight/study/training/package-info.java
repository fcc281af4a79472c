/**
 * Training, whatever for: {@link io.firstlight.study.training.TrainingSettings} says what trains, on what, for how long
 * and towards which objective; an {@link io.firstlight.study.training.ObjectiveSettings} makes the running
 * {@link io.firstlight.study.training.Training} of it. Trunk segments, branches, alignment, image-encoder training and
 * fine-tuning are different settings, not different code.
 */
package io.firstlight.study.training;
