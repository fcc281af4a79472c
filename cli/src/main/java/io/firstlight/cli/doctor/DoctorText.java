package io.firstlight.cli.doctor;

import io.firstlight.core.text.Quantities;
import io.firstlight.core.text.TerminalText;
import io.firstlight.core.text.TextTable;
import java.util.Locale;

/** What a doctor found, for people: a table, then the advice. */
public final class DoctorText {
    private DoctorText() {}

    public static String of(Doctor doctor) {
        MachineFacts machine = doctor.machine();
        Doctor.Loaded loaded = doctor.loaded();
        TextTable table = TextTable.titled("", "")
                .row("Firstlight", doctor.version())
                .row("System", machine.system())
                .row("Processor", doctor.processor().describe())
                .row(
                        "Memory",
                        Quantities.bytes(machine.memory().totalBytes()) + ", "
                                + Quantities.bytes(machine.memory().freeBytes()) + " free")
                .row(
                        "Store",
                        machine.disk().place() + ", "
                                + Quantities.bytes(machine.disk().freeBytes()) + " free"
                                + (machine.disk().writable() ? "" : ", not writable"))
                .row(
                        "Java",
                        machine.java().version() + " (" + machine.java().vendor() + "), heap at most "
                                + Quantities.bytes(machine.java().maxHeapBytes()) + ", "
                                + machine.java().collector())
                .row(
                        "Engine",
                        "libtorch " + loaded.engine().libtorchVersion() + ", kernels for "
                                + loaded.engine().cpuCapability())
                .row(
                        "Math library",
                        loaded.mathLibrary()
                                + String.format(
                                        Locale.ROOT, ", %.0f GFLOP/s in float32 matrix products", loaded.gemmGflops()))
                .row("Threads", loaded.engine().computeThreads())
                .row("Precision", loaded.engine().precision())
                .row(
                        "Allocator",
                        doctor.allocator().name() + ", " + doctor.allocator().reason())
                .row("Huge pages", machine.hugePages())
                .row("Native cache", loaded.nativeCache());
        StringBuilder text = new StringBuilder(table.toString()).append('\n');
        if (doctor.advice().isEmpty()) {
            return text.append("Nothing to change.\n").toString();
        }
        text.append("To change:\n");
        for (String advice : doctor.advice()) {
            String bullet = "- ";
            for (String line : TerminalText.wrap(advice, TextTable.WIDTH - 2)) {
                text.append(bullet).append(line).append('\n');
                bullet = "  ";
            }
        }
        return text.toString();
    }
}
