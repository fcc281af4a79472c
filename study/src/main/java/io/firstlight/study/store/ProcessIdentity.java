package io.firstlight.study.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * A process among all that may share a store, on any machine.
 *
 * @param pid on its machine
 * @param started when the process began, ISO 8601; tells it from a later one with the same pid
 * @param host name of its machine, for people
 * @param machine names one boot of one machine and its process numbers; empty where the system does not say
 */
public record ProcessIdentity(long pid, String started, String host, String machine) {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path PROCESS_NUMBERS = Path.of("/proc/self/ns/pid");

    /** Two readings of one start can differ by this much: the system counts from a boot time that it corrects. */
    private static final Duration CLOCK_CORRECTION = Duration.ofSeconds(5);

    private static final ProcessIdentity HERE = new ProcessIdentity(
            ProcessHandle.current().pid(), startOf(ProcessHandle.current()), hostName(), machineName());

    /** This process. */
    public static ProcessIdentity here() {
        return HERE;
    }

    /**
     * Whether the process is known to have ended. False as well for one on another machine, of which nothing is known.
     */
    public boolean isGone() {
        return isOnThisMachine()
                && ProcessHandle.of(pid)
                        .filter(ProcessHandle::isAlive)
                        .filter(this::startedWith)
                        .isEmpty();
    }

    /** Whether {@link #isGone()} can tell. */
    public boolean isOnThisMachine() {
        return host.equals(HERE.host) && machine.equals(HERE.machine);
    }

    private boolean startedWith(ProcessHandle process) {
        Optional<Instant> start = process.info().startInstant();
        try {
            return start.isEmpty()
                    || started.isEmpty()
                    || Duration.between(Instant.parse(started), start.get())
                                    .abs()
                                    .compareTo(CLOCK_CORRECTION)
                            < 0;
        } catch (DateTimeParseException e) {
            // Nobody writes such a time: whoever has the number now did not.
            return false;
        }
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this machine";
        }
    }

    private static String machineName() {
        try {
            return Files.readString(BOOT).strip() + " " + Files.readSymbolicLink(PROCESS_NUMBERS);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public String toString() {
        return "process " + pid + " on " + host;
    }
}
