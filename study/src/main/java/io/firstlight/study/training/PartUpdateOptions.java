package io.firstlight.study.training;

import io.firstlight.model.decoder.Decoder;
import io.firstlight.model.projector.Projector;
import io.firstlight.model.vision.ImageEncoder;
import io.firstlight.study.training.OptimizerSettings.PartRates;
import io.firstlight.tensor.parameter.ParameterRole;
import io.firstlight.train.optimizer.AdamW;

/** Which parameters train, at which multiple of the learning rate and with which weight decay. */
public final class PartUpdateOptions {
    private static final double EPSILON = 1e-8;

    private final Training training;
    private final OptimizerSettings settings;

    private PartUpdateOptions(Training training, OptimizerSettings settings) {
        this.training = training;
        this.settings = settings;
    }

    /**
     * Makes exactly those parameters of {@code training} trainable that {@code settings} or the objective train, and
     * says how AdamW treats them.
     *
     * @throws IllegalArgumentException if every part of the model is frozen
     */
    public static AdamW.UpdateSettings train(Training training, OptimizerSettings settings) {
        PartUpdateOptions options = new PartUpdateOptions(training, settings);
        training.parameters().train((module, role) -> options.of(module, role).lrMultiple() > 0);
        if (training.parameters().trainableGroups().isEmpty()) {
            throw new IllegalArgumentException(
                    "every part of the model is frozen (" + settings.parts() + "), so nothing would train");
        }
        return new AdamW.UpdateSettings(settings.adam().beta1(), settings.adam().beta2(), EPSILON, options::of);
    }

    private AdamW.UpdateOptions of(String module, ParameterRole role) {
        return training.ownUpdateOptions(module, role).orElseGet(() -> ofPart(module, role));
    }

    /** Weight decay on matrices; embeddings, gains and biases keep their size. */
    private AdamW.UpdateOptions ofPart(String module, ParameterRole role) {
        PartRates parts = settings.parts();
        double decay = role.decays() ? settings.adam().weightDecay() : 0;
        return switch (module) {
            case Decoder.MODULE ->
                new AdamW.UpdateOptions(role == ParameterRole.EMBEDDING ? parts.embedding() : parts.decoder(), decay);
            // A projector is small and trained briefly: none of it decays.
            case Projector.MODULE -> new AdamW.UpdateOptions(parts.projector(), 0);
            case ImageEncoder.MODULE -> new AdamW.UpdateOptions(parts.imageEncoder(), decay);
            default -> throw new IllegalArgumentException("no optimizer settings for the module " + module);
        };
    }
}
