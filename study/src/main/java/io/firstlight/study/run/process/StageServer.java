package io.firstlight.study.run.process;

import io.firstlight.study.run.StageAttempt;
import io.firstlight.study.run.StageTask;
import io.firstlight.study.stage.StageBody;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The inside of a stage's process: reads one task, executes it, and tells the parent how it goes and how it ended. */
public final class StageServer {
    private static final long ALIVE_EVERY_MILLIS = 2000;
    private final OutputStream out;
    private final Runnable orphaned;

    private StageServer(OutputStream out, Runnable orphaned) {
        this.out = out;
        this.orphaned = orphaned;
    }

    /**
     * Serves one task and returns when its outcome is sent.
     *
     * @param in first a line with the task, then nothing until the parent ends
     * @param out for messages alone; whatever else prints must print elsewhere
     * @param orphaned ends this process at once; called, from any thread, when the parent is gone
     */
    public static void serve(InputStream in, OutputStream out, StageBody body, Runnable orphaned)
            throws IOException, InterruptedException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        String line = reader.readLine();
        if (line == null) {
            orphaned.run();
            return;
        }
        StageTask task = StageTask.parse(line);
        StageServer server = new StageServer(out, orphaned);
        server.daemon("parent watch", () -> server.awaitEnd(reader)).start();
        server.daemon("heartbeat", server::beat).start();
        // A thread as the other executor's are, not the main thread, whose stack and arithmetic may differ.
        Thread worker = server.daemon(
                "worker-1",
                () -> server.send(
                        new WorkerMessage.Ended(StageAttempt.run(task, body, new RemoteProgress(server::send)))));
        worker.start();
        worker.join();
    }

    private Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private void awaitEnd(BufferedReader reader) {
        try {
            while (reader.readLine() != null) {
                // The parent says nothing more; only the end of the stream counts.
            }
        } catch (IOException e) {
            // A broken pipe is an end as well.
        }
        orphaned.run();
    }

    private void beat() {
        try {
            while (true) {
                send(new WorkerMessage.Alive());
                Thread.sleep(ALIVE_EVERY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void send(WorkerMessage message) {
        try {
            out.write(message.toLine().getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            orphaned.run();
        }
    }
}
