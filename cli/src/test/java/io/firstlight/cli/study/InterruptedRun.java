package io.firstlight.cli.study;

/** A process that is at work, as a study is, until it is interrupted. */
final class InterruptedRun {
    private InterruptedRun() {}

    public static void main(String[] arguments) throws InterruptedException {
        try (Interruption interruption = new Interruption(line -> System.out.println(line))) {
            System.out.println("at work");
            Thread.sleep(60_000);
        }
    }
}
