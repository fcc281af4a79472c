package io.firstlight.study.run.process;

import io.firstlight.core.error.UserException;
import io.firstlight.core.progress.Progress;
import io.firstlight.study.stage.StageBody;
import io.firstlight.study.stage.StageContext;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;

/** The main class of a stage's process whose body does what the stage's label says. */
public final class FaultyWorker {
    private FaultyWorker() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        OutputStream messages = new FileOutputStream(FileDescriptor.out);
        StageBody body = FaultyWorker::misbehave;
        StageServer.serve(System.in, messages, body, () -> Runtime.getRuntime().halt(3));
        Runtime.getRuntime().halt(0);
    }

    private static void misbehave(StageContext context) throws IOException {
        switch (context.stage().label()) {
            case "work" -> {
                try (Progress.Task task = context.progress().begin("counting", 1000, "things")) {
                    for (int i = 1; i <= 1000; i++) {
                        task.update(i, "at " + i);
                    }
                }
                System.out.println("a library speaks");
                System.out.print("half a line");
                System.out.flush();
                context.progress().message("a word to the user");
                Files.writeString(
                        context.outputDirectory().resolve("result"), "with " + context.numThreads() + " threads");
            }
            case "user mistake" -> throw new UserException("an image is missing");
            case "fault" -> throw new IllegalStateException("the projector broke");
            case "heap" -> fillTheHeap();
            case "exit" -> Runtime.getRuntime().halt(42);
            case "wait" -> waitForever(context);
            default -> throw new IllegalArgumentException(context.stage().label());
        }
    }

    private static void fillTheHeap() {
        Object[] all = new Object[1 << 20];
        for (int i = 0; i < all.length; i++) {
            all[i] = new byte[1 << 24];
        }
        throw new IllegalStateException("the heap held " + all.length);
    }

    private static void waitForever(StageContext context) {
        context.progress().message("waiting");
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
