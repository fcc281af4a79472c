package io.firstlight.tensor.parameter;

import io.firstlight.tensor.Tensors;
import java.util.Arrays;

/**
 * One parameter before it has memory.
 *
 * @param name dotted path whose first part is the module, such as decoder.layers.0.attention.query_key_value.weight
 * @param group the flat buffer it lies in; parameters of one group train or are frozen together
 * @param role what it does in its module
 * @param initializer draws its first values
 */
public record ParameterDeclaration(
        String name, String group, ParameterRole role, Initializer initializer, long... shape) {
    public ParameterDeclaration {
        shape = shape.clone();
        for (long dimension : shape) {
            if (dimension < 1) {
                throw new IllegalArgumentException(
                        "parameter " + name + " has an empty shape " + Arrays.toString(shape));
            }
        }
    }

    /** Number of elements. */
    public long size() {
        return Tensors.size(shape);
    }

    /** The part of the name before its first dot, such as decoder or projector. */
    public String module() {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
