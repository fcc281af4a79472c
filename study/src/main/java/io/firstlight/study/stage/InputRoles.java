package io.firstlight.study.stage;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which inputs a stage reads.
 *
 * @param required it cannot do without
 * @param optional it reads where they are given
 */
public record InputRoles(Set<StageRole> required, Set<StageRole> optional) {
    public InputRoles {
        required = Set.copyOf(required);
        optional = Set.copyOf(optional);
    }

    /**
     * Requires that the inputs of a stage fit these roles.
     *
     * @throws IllegalArgumentException if {@code given} lacks a required role or has one that is never read
     */
    void require(String label, Set<StageRole> given) {
        Set<StageRole> missing = EnumSet.noneOf(StageRole.class);
        missing.addAll(required);
        missing.removeAll(given);
        Set<StageRole> unread = EnumSet.noneOf(StageRole.class);
        unread.addAll(given);
        unread.removeAll(required);
        unread.removeAll(optional);
        if (!missing.isEmpty() || !unread.isEmpty()) {
            throw new IllegalArgumentException("stage '" + label + "' was given the inputs " + given + "; it needs "
                    + required + " and may have " + optional);
        }
    }
}
