package io.firstlight.study.chain.section;

import io.firstlight.train.schedule.ScheduleShape;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The names of {@link ScheduleShape} in study files. */
public final class ScheduleShapes {
    private ScheduleShapes() {}

    public static Set<String> names() {
        return Arrays.stream(ScheduleShape.values())
                .map(ScheduleShapes::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The shape of a name that is one of {@link #names}. */
    public static ScheduleShape of(String name) {
        return ScheduleShape.valueOf(name.toUpperCase(Locale.ROOT));
    }

    static String name(ScheduleShape shape) {
        return shape.name().toLowerCase(Locale.ROOT);
    }
}
