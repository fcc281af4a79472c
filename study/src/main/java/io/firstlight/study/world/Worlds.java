package io.firstlight.study.world;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeSet;

/** The worlds a study file can name. */
public final class Worlds {
    private final Map<String, World> byName = new LinkedHashMap<>();

    public Worlds(Collection<? extends World> worlds) {
        for (World world : worlds) {
            World other = byName.put(world.name(), world);
            if (other != null) {
                throw new IllegalStateException("two worlds have the name '" + world.name() + "': "
                        + other.getClass().getName() + " and "
                        + world.getClass().getName());
            }
        }
    }

    /** Those registered under {@code META-INF/services} on the class path. */
    public static Worlds installed() {
        return new Worlds(ServiceLoader.load(World.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    }

    public Optional<World> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public SortedSet<String> names() {
        return new TreeSet<>(byName.keySet());
    }
}
