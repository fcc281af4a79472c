package io.firstlight.cli.command;

import io.firstlight.cli.doctor.Doctor;
import io.firstlight.cli.doctor.DoctorText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description =
                "Says what this machine has, which engine and math library were loaded, and what to change for speed.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./firstlight doctor",
            "  ./firstlight doctor --json",
            "  FIRSTLIGHT_ALLOCATOR=system ./firstlight doctor"
        })
public final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private PlaceOptions places;

    @Mixin
    private ThreadsOption threads;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        Doctor doctor = Doctor.examine(Version.number(), places.store(), threads.count());
        json.print(spec.commandLine().getOut(), doctor, () -> DoctorText.of(doctor));
        return 0;
    }
}
