package io.firstlight.cli.command;

import picocli.CommandLine.IVersionProvider;

/** The version of this build, with Java's and the machine's, for {@code --version} and bug reports. */
public final class Version implements IVersionProvider {

    /** The build's own version; "development" when it does not run from a jar. */
    static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "firstlight " + number() + " (Java " + Runtime.version().feature() + ", " + System.getProperty("os.name")
                    + " " + System.getProperty("os.arch") + ")"
        };
    }
}
