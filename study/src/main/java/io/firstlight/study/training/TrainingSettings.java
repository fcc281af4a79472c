package io.firstlight.study.training;

/**
 * Everything that a training stage's result depends on beside its inputs. Start weights, and whether moments and the
 * order of samples go on, follow from which inputs the stage has.
 *
 * @param model what is built
 * @param mixture what it is trained on
 * @param budget for how long
 * @param rates the learning rate over that budget
 * @param optimizer AdamW, and which parts train at which multiple of the rate
 * @param objective what it is trained for, and how its batches are made
 * @param order names the order in which samples are drawn; stages of different names draw in different orders
 * @param seed of everything random: new weights, the order of samples
 */
public record TrainingSettings(
        ModelParts model,
        MixtureSettings mixture,
        TrainingBudget budget,
        RateSettings rates,
        OptimizerSettings optimizer,
        ObjectiveSettings objective,
        String order,
        long seed) {}
