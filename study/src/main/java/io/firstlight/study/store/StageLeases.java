package io.firstlight.study.store;

import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.key.StageKey;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Who works on which unfinished stage. Needs nothing of the file system but that a directory is renamed by one process
 * alone, and no clock that machines share.
 *
 * <p>{@code work/KEY/} holds one directory with a lease, named by a token that is used once. A new area is made aside
 * with its lease in it and renamed to {@code work/KEY}, which fails where there is one already. A takeover renames the
 * token's directory, which only one process can do and after which the former owner finds none of its paths.
 */
final class StageLeases {
    /** How long a lease that changes hands may lack its new owner's name. */
    private static final Duration HANDOVER = Duration.ofSeconds(10);

    private static final String NEW = ".new-";
    private static final String OLD = ".old-";
    private final Path work;
    private final Duration silence;
    private final LongSupplier nanoClock;
    private final Map<StageKey, Observation> observed = new ConcurrentHashMap<>();

    /**
     * A lease as it was last seen to change.
     *
     * @param sinceNanos time since which the state has been the same
     */
    private record Observation(String state, long sinceNanos) {}

    /**
     * The leases of the stages under the store's folder of work.
     *
     * @param silence time after which the owner of an unchanged lease is considered dead
     */
    StageLeases(Path work, Duration silence, LongSupplier nanoClock) {
        this.work = work;
        this.silence = silence;
        this.nanoClock = nanoClock;
    }

    /** Takes the stage if nobody has it, or if who has it is dead. */
    StageStart acquire(StageKey key) throws IOException {
        // Another process can be quicker at each step; then the state is a new one.
        for (int attempt = 0; attempt < 100; attempt++) {
            Optional<Path> current = leased(key);
            Optional<? extends StageStart> answer = current.isEmpty() ? make(key) : take(key, current.get());
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new IOException("the work area " + directory(key) + " changes all the time");
    }

    /** The directory with the stage's lease. */
    private Optional<Path> leased(StageKey key) throws IOException {
        if (!Files.isDirectory(directory(key))) {
            return Optional.empty();
        }
        // A process that lost the stage can leave directories of its own, but no lease in them.
        try (Stream<Path> attempts = Files.list(directory(key))) {
            return attempts.filter(attempt -> Files.exists(attempt.resolve(Lease.FILE)))
                    .findFirst();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Optional<StageStart.Granted> make(StageKey key) throws IOException {
        Path aside = work.resolve(NEW + newToken());
        Lease lease = new Lease(newToken(), ProcessIdentity.here(), 0, 0, false);
        try {
            Files.createDirectories(aside.resolve(lease.token()));
            lease.create(aside.resolve(lease.token()));
            Files.move(aside, directory(key), StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            AtomicFiles.deleteTree(aside);
            if (!Files.exists(directory(key))) {
                throw e;
            }
            if (leased(key).isEmpty()) {
                // Not of this version's making, or cut by a power failure.
                discard(key);
            }
            return Optional.empty();
        }
        return granted(key, lease, Optional.empty());
    }

    private Optional<? extends StageStart> take(StageKey key, Path attempt) throws IOException {
        Optional<Lease> found = Lease.read(attempt);
        boolean settled = found.filter(lease -> attempt.endsWith(lease.token())).isPresent();
        boolean free = settled && found.get().released();
        boolean dead = settled && found.get().owner().isGone();
        if (!free && !dead && !isSilent(key, attempt + " " + found, settled ? silence : HANDOVER)) {
            return Optional.of(new StageStart.Held(
                    found.map(lease -> lease.owner().toString()).orElse("another process")));
        }
        Lease mine = new Lease(
                newToken(), ProcessIdentity.here(), 0, found.map(Lease::seconds).orElse(0.0), false);
        try {
            Files.move(attempt, directory(key).resolve(mine.token()), StandardCopyOption.ATOMIC_MOVE);
            mine.create(directory(key).resolve(mine.token()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        return granted(key, mine, free ? Optional.empty() : found.map(Lease::owner));
    }

    private Optional<StageStart.Granted> granted(StageKey key, Lease lease, Optional<ProcessIdentity> from)
            throws IOException {
        observed.remove(key);
        return Optional.of(new StageStart.Granted(new WorkArea(directory(key).resolve(lease.token()), lease), from));
    }

    /** Whether {@code state} has been the same for {@code limit}, by this process's own clock. */
    private boolean isSilent(StageKey key, String state, Duration limit) {
        long now = nanoClock.getAsLong();
        Observation seen = observed.merge(
                key,
                new Observation(state, now),
                (before, latest) -> before.state().equals(state) ? before : latest);
        return now - seen.sinceNanos() >= limit.toNanos();
    }

    /** Removes a stage's directories, whoever has them; the caller holds the lease or knows that nobody does. */
    void discard(StageKey key) throws IOException {
        Path aside = work.resolve(OLD + newToken());
        try {
            Files.move(directory(key), aside, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return;
        }
        AtomicFiles.deleteTree(aside);
    }

    /**
     * Deletes what was put aside longer than {@code age} ago, and the areas that nobody is at of stages that are
     * {@code finished}.
     */
    void sweep(Duration age, Predicate<StageKey> finished) throws IOException {
        List<Path> found;
        try (Stream<Path> areas = Files.list(work)) {
            found = areas.toList();
        }
        for (Path area : found) {
            String name = area.getFileName().toString();
            if (name.startsWith(NEW) || name.startsWith(OLD)) {
                if (isOlder(area, age)) {
                    AtomicFiles.deleteTree(area);
                }
            } else if (StageKey.isKey(name) && finished.test(new StageKey(name))) {
                StageKey key = new StageKey(name);
                if (acquire(key) instanceof StageStart.Granted granted) {
                    granted.area().close();
                    discard(key);
                }
            }
        }
    }

    private static boolean isOlder(Path path, Duration age) throws IOException {
        try {
            Instant modified = Files.getLastModifiedTime(path).toInstant();
            return modified.isBefore(Instant.now().minus(age));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private Path directory(StageKey key) {
        return work.resolve(key.hex());
    }

    private static String newToken() {
        byte[] token = new byte[8];
        ThreadLocalRandom.current().nextBytes(token);
        return HexFormat.of().formatHex(token);
    }
}
