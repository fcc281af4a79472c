package io.firstlight.tensor.parameter;

import java.util.Arrays;

/**
 * One parameter before it has memory.
 *
 * @param name dotted path, such as decoder.layers.0.attention.query_key_value.weight
 * @param group the flat buffer it lies in: parameters of one group share a learning rate and a weight decay
 * @param initializer draws its first values
 */
public record ParameterDeclaration(String name, String group, Initializer initializer, long... shape) {
    public ParameterDeclaration {
        shape = shape.clone();
        for (long dimension : shape) {
            if (dimension < 1) {
                throw new IllegalArgumentException(
                        "parameter " + name + " has an empty shape " + Arrays.toString(shape));
            }
        }
    }
}
