package io.firstlight.cli;

import io.firstlight.cli.log.LogFile;
import io.firstlight.study.run.process.StageServer;
import io.firstlight.study.stage.StageBodies;
import io.firstlight.tensor.Engine;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** The main class of a stage's process, started by {@code --executor processes}; nobody starts it by hand. */
public final class StageWorker {
    private static final int ORPHANED = 3;
    private static final int TERMINATED = 143;

    private StageWorker() {}

    /**
     * Serves one stage and ends this process.
     *
     * @param arguments the log file, to which standard error goes already
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        OutputStream messages = new FileOutputStream(FileDescriptor.out);
        // What a library prints must not end up between the messages.
        System.setOut(System.err);
        LogFile.writeTo(Path.of(arguments[0]));
        Engine.tell(System.err::println);
        // An orderly exit would run libtorch's destructors under threads that still compute, and crash.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(TERMINATED)));
        StageServer.serve(
                System.in,
                messages,
                StageBodies.bySpec(),
                () -> Runtime.getRuntime().halt(ORPHANED));
        Runtime.getRuntime().halt(0);
    }
}
