package io.firstlight.study.run.process;

import io.firstlight.core.progress.Progress;
import io.firstlight.study.run.StageListener;
import io.firstlight.study.run.StageOutcome;
import io.firstlight.study.run.StageTask;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One stage's process, seen from its parent. */
final class WorkerProcess {
    private static final long TICK_MILLIS = 1000;
    private final WorkerCommand command;
    private final Path log;
    private final long mostSilentTicks;
    private final Map<Integer, Progress.Task> tasks = new HashMap<>();
    private Process process;
    private boolean killed;
    private volatile boolean hung;
    private final AtomicLong silentTicks = new AtomicLong();

    /**
     * A worker process that is not started yet.
     *
     * @param silence time after which a process without a message is killed, rounded up to whole seconds
     */
    WorkerProcess(WorkerCommand command, Path log, Duration silence) {
        this.command = command;
        this.log = log;
        this.mostSilentTicks = Math.max(1, (silence.toMillis() + TICK_MILLIS - 1) / TICK_MILLIS);
    }

    /** Runs {@code task} in a new process and returns when that has ended. */
    StageOutcome run(StageTask task, StageListener listener) {
        try {
            start();
        } catch (IOException e) {
            return StageOutcome.Failed.of(
                    new IOException("the process of the stage does not start: " + e.getMessage(), e));
        }
        try {
            listener.started("process " + process.pid());
            watch();
            return converse(task, listener);
        } catch (RuntimeException e) {
            return StageOutcome.Failed.of(e);
        } finally {
            // Its directories belong to the caller again, so it must be gone, not going.
            process.destroyForcibly().onExit().join();
            tasks.values().forEach(Progress.Task::close);
        }
    }

    private synchronized void start() throws IOException {
        if (killed) {
            throw new IOException("the executor was closed");
        }
        process = command.start(log);
    }

    /** Ends the process at once; one that has not started never will. */
    synchronized void kill() {
        killed = true;
        if (process != null) {
            process.destroyForcibly();
        }
    }

    private StageOutcome converse(StageTask task, StageListener listener) {
        // Open until the process has ended: its end tells the process that this one is gone.
        try (OutputStream lifeline = process.getOutputStream();
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lifeline.write((task.toJson() + "\n").getBytes(StandardCharsets.UTF_8));
            lifeline.flush();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                silentTicks.set(0);
                Optional<WorkerMessage> message = WorkerMessage.parse(line);
                if (message.isPresent() && message.get() instanceof WorkerMessage.Ended ended) {
                    return ended.outcome();
                }
                if (message.isPresent()) {
                    show(message.get(), listener.progress());
                } else if (!line.isEmpty()) {
                    Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                }
            }
        } catch (IOException e) {
            // The process ended while it was written to or read; its exit status says more.
        }
        return death();
    }

    private void show(WorkerMessage message, Progress progress) {
        if (message instanceof WorkerMessage.Begin begin) {
            tasks.put(begin.task(), progress.begin(begin.label(), begin.total(), begin.unit()));
        } else if (message instanceof WorkerMessage.Update update && tasks.containsKey(update.task())) {
            tasks.get(update.task()).update(update.done(), update.detail());
        } else if (message instanceof WorkerMessage.Close close && tasks.containsKey(close.task())) {
            tasks.remove(close.task()).close();
        } else if (message instanceof WorkerMessage.Line line) {
            progress.message(line.text());
        }
    }

    /** Kills the process when it is silent for too long: it is stopped, or its heap is so full that nothing moves. */
    private void watch() {
        Thread watch = new Thread(
                () -> {
                    try {
                        // Ticks, not a clock: time in which the whole machine slept is nobody's silence.
                        while (!process.waitFor(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                            if (silentTicks.incrementAndGet() > mostSilentTicks) {
                                hung = true;
                                kill();
                            }
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "watch-" + process.pid());
        watch.setDaemon(true);
        watch.start();
    }

    private StageOutcome death() {
        String name = "process " + process.pid();
        try {
            int exitValue = process.waitFor();
            String how = hung
                    ? name + " said nothing for " + mostSilentTicks * TICK_MILLIS / 1000
                            + " s, so it was taken to hang and was ended"
                    : name + " " + ExitStatus.describe(exitValue);
            return new StageOutcome.Killed(how, log.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new StageOutcome.Killed(name + " was left because this process ends", log.toString());
        }
    }
}
