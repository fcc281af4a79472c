package io.firstlight.core.progress;

import io.firstlight.core.text.Quantities;
import java.time.Duration;

/** The line that stays when a task is over. */
final class Ending {
    private static final Duration TOO_SHORT = Duration.ofSeconds(5);

    private Ending() {}

    /** Whether the task took long enough for its end to be news; many short ones would bury the others. */
    static boolean isWorthALine(Pace pace) {
        return pace.elapsed().compareTo(TOO_SHORT) >= 0;
    }

    static String of(String label, String unit, Pace pace, String detail) {
        String time = Quantities.duration(pace.elapsed());
        // An end before the total is an interruption or a fault, and saying "done" would hide it.
        boolean stopped = pace.percent()
                .filter(percent -> percent < 100 && pace.done() > 0)
                .isPresent();
        String amount = pace.done() == 0 ? "" : Quantities.amount(pace.done()) + " " + unit + " ";
        String rate = pace.perSecond() <= 0 ? "" : " (" + Quantities.amount(pace.perSecond()) + " " + unit + "/s)";
        return label + ": " + (stopped ? "stopped at " + amount + "after " : amount + "in ") + time + rate
                + (detail.isEmpty() ? "" : ", " + detail);
    }
}
