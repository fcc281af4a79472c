package io.firstlight.study.run.process;

import io.firstlight.study.run.StageExecutor;
import io.firstlight.study.run.StageListener;
import io.firstlight.study.run.StageTask;
import io.firstlight.study.run.WorkerThreads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

/** Runs each stage in a JVM of its own on this machine. */
public final class ProcessExecutor implements StageExecutor {
    /** A process that is not stuck says so every two seconds; a full machine may delay that. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private final int numWorkers;
    private final WorkerCommand command;
    private final Path logFolder;
    private final Duration silence;
    private final ExecutorService threads;
    private final Set<WorkerProcess> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * An executor of {@code numWorkers} processes at a time.
     *
     * @param command starts one
     * @param logFolder gets a file for each stage, with what its process wrote
     */
    public ProcessExecutor(int numWorkers, WorkerCommand command, Path logFolder) {
        this(numWorkers, command, logFolder, SILENCE);
    }

    /**
     * An executor with the given number of worker processes.
     *
     * @param silence time after which a process without a message is considered hung and is killed
     */
    ProcessExecutor(int numWorkers, WorkerCommand command, Path logFolder, Duration silence) {
        this.numWorkers = numWorkers;
        this.command = command;
        this.logFolder = logFolder.toAbsolutePath();
        this.silence = silence;
        threads = WorkerThreads.start(numWorkers, "process");
    }

    @Override
    public int numWorkers() {
        return numWorkers;
    }

    @Override
    public void execute(StageTask task, StageListener listener) {
        threads.execute(() -> {
            Path log = logFolder.resolve("stage-" + task.stage().key().abbreviated() + ".log");
            WorkerProcess process = new WorkerProcess(command, log, silence);
            running.add(process);
            if (closed) {
                process.kill();
            }
            listener.ended(process.run(task, listener));
            running.remove(process);
        });
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdown();
        running.forEach(WorkerProcess::kill);
    }
}
