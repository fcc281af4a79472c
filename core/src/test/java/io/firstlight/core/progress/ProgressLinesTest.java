package io.firstlight.core.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
    private static final long SECOND = 1_000_000_000L;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final AtomicLong clock = new AtomicLong(5 * SECOND);

    private String[] lines() {
        return bytes.toString(StandardCharsets.UTF_8).split("\n");
    }

    @Test
    void aLogGetsALineEveryTenSecondsWithPercentRateAndTimeLeft() {
        Progress progress = new LineProgress(out, clock::get);
        try (Progress.Task task = progress.begin("text 0 to 80 %", 10_000, "tokens")) {
            for (int second = 1; second <= 20; second++) {
                clock.addAndGet(SECOND);
                task.update(second * 250L, "loss 3.21");
            }
            clock.addAndGet(SECOND);
            task.update(10_000, "loss 3.00");
        }
        assertThat(lines())
                .containsExactly(
                        "text 0 to 80 %: 10.0k tokens",
                        "text 0 to 80 %: 25 %, 250 tokens/s, 30 s left, loss 3.21",
                        "text 0 to 80 %: 50 %, 250 tokens/s, 20 s left, loss 3.21",
                        "text 0 to 80 %: 10.0k tokens in 21 s (476 tokens/s), loss 3.00");
    }

    @Test
    void workDoneByAnEarlierRunDoesNotCountAsSpeed() {
        Pace pace = new Pace(1000, 0);
        pace.update(400, SECOND / 10);
        pace.update(500, 10 * SECOND);
        assertThat(pace.perSecond()).isEqualTo(10);
        assertThat(pace.remaining()).hasValueSatisfying(left -> assertThat(left).hasSeconds(50));
    }

    @Test
    void anEndBeforeTheTotalSaysStopped() {
        Progress progress = new LineProgress(out, clock::get);
        try (Progress.Task task = progress.begin("features", 100, "images")) {
            task.update(0, "");
            clock.addAndGet(8 * SECOND);
            task.update(40, "");
        }
        assertThat(lines()).endsWith("features: stopped at 40 images after 8 s (5 images/s)");
    }

    @Test
    void messagesScrollAboveTheRunningTasksAndNoLineIsLost() {
        TerminalLines terminal = new TerminalLines(out);
        terminal.show("a", "task a");
        terminal.show("b", "task b");
        terminal.print("a message");
        terminal.end("a", "task a is over");
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo("\033[Jtask a\n"
                        + "\033[1F\033[Jtask a\ntask b\n"
                        + "\033[2F\033[Ja message\ntask a\ntask b\n"
                        + "\033[2F\033[Jtask a is over\ntask b\n");
    }

    @Test
    void aBarNeverOverflowsItsTerminal() {
        Pace pace = new Pace(3_000_000, 0);
        pace.update(0, SECOND / 2);
        pace.update(1_500_000, 10 * SECOND);
        for (int columns = 40; columns <= 160; columns++) {
            String line = new BarLine(columns, false)
                    .of("stage 3 of 17  text 0 to 80 % · seed 1", "tokens", pace, "loss 3.21");
            assertThat(line.length()).as("at " + columns + " columns").isLessThanOrEqualTo(columns);
        }
        assertThat(new BarLine(120, false).of("text", "tokens", pace, "loss 3.21"))
                .isEqualTo("text   50 % " + "━".repeat(12) + "─".repeat(12)
                        + " 1.50M/3.00M tokens  150k/s  10 s left  loss 3.21");
    }

    @Test
    void thereAreBarsOnlyOnATerminalAndColorsOnlyWhereTheyAreWelcome() {
        assertThat(ConsoleProgress.of(out, "", Map.of())).isInstanceOf(LineProgress.class);
        assertThat(ConsoleProgress.of(out, "100", Map.of("TERM", "dumb"))).isInstanceOf(LineProgress.class);
        assertThat(ConsoleProgress.of(out, "100", Map.of("TERM", "xterm"))).isInstanceOf(BarProgress.class);
        Pace pace = new Pace(10, 0);
        pace.update(5, SECOND);
        assertThat(new BarLine(80, false).of("a", "images", pace, "")).doesNotContain("\033");
        assertThat(new BarLine(80, true).of("a", "images", pace, "")).contains("\033[33m");
    }

    @Test
    void aTaskTooShortToFollowLeavesNoEnding() {
        LineProgress progress = new LineProgress(out, clock::get);
        try (Progress.Task task = progress.begin("drawings of noto", 26, "drawings")) {
            task.update(26, "");
        }
        assertThat(lines()).containsExactly("drawings of noto: 26 drawings");
        bytes.reset();
        Progress bars = ConsoleProgress.of(out, "100", Map.of("NO_COLOR", "1"));
        Progress.Task task = bars.begin("drawings of noto", 26, "drawings");
        task.close();
        task.close();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).doesNotContain("in 0 s");
    }
}
