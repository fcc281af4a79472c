package io.firstlight.study.machine;

import io.firstlight.tensor.Engine;
import java.util.Map;

/** What computes here: the system and the versions that numbers may depend on, as noted with every finished stage. */
public final class Environment {
    public static final String SYSTEM = "system";
    public static final String JAVA = "java";
    public static final String LIBTORCH = "libtorch";
    public static final String MATH_LIBRARY = "math library";
    public static final String FIRSTLIGHT = "firstlight";
    /** Of the stages that compute tensors, see {@link NumericsClass}. */
    public static final String NUMERICS_CLASS = "numerics class";

    private Environment() {}

    /** This process's, by name. Loads libtorch if nothing has yet. */
    public static Map<String, String> here() {
        Engine.EngineDescription engine = Engine.describe();
        return Map.of(
                SYSTEM,
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                JAVA,
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                LIBTORCH,
                engine.libtorchVersion() + ", " + engine.cpuCapability(),
                MATH_LIBRARY,
                engine.mathLibrary(),
                FIRSTLIGHT,
                firstlight());
    }

    /** The build's own version; "development" when it does not run from a jar. */
    private static String firstlight() {
        String version = Environment.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
