package io.firstlight.cli.house;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arrows between modules as docs/architecture.md draws them, and the calls the style guide forbids. */
class ModuleArrowsTest {
    private static final String ROOT = "io.firstlight.";
    /** What each module may use directly; what that uses it may use too. */
    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            Map.entry("core", List.of()),
            Map.entry("tensor", List.of("core")),
            Map.entry("model", List.of("tensor")),
            Map.entry("data", List.of("tensor")),
            Map.entry("train", List.of("model", "data")),
            Map.entry("eval", List.of("model", "data")),
            Map.entry("study", List.of("train", "eval")),
            Map.entry("report", List.of("study")),
            Map.entry("worlds", List.of("data", "eval", "study")),
            Map.entry("bench", List.of("study", "report", "worlds")),
            Map.entry("cli", List.of("report", "worlds", "bench")));

    private static JavaClasses classes;

    @BeforeAll
    static void importAllModules() {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.firstlight");
    }

    static Set<String> modules() {
        return new TreeSet<>(MAY_USE.keySet());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleUsesOnlyWhatItsArrowsAllow(String module) {
        String[] forbidden = modules().stream()
                .filter(other -> !reachable(module).contains(other))
                .map(other -> ROOT + other + "..")
                .toArray(String[]::new);
        if (forbidden.length > 0) {
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + module + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden)
                    .check(classes);
        }
    }

    @Test
    void everyModuleOfTheBuildHasItsArrows() throws IOException {
        assertThat(SourceTree.modules()).containsExactlyInAnyOrderElementsOf(modules());
    }

    @Test
    void coreKnowsNothingNative() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "core..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(classes);
    }

    @Test
    void noTwoPackagesNeedEachOther() {
        SlicesRuleDefinition.slices()
                .assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        String name = type.getPackageName();
                        // A module's root package is its front and its base vocabulary at once; generated templates
                        // know their caller.
                        boolean exempt = name.split("\\.").length == 3 || name.equals(ROOT + "report.template");
                        return exempt ? SliceIdentifier.ignore() : SliceIdentifier.of(name);
                    }

                    @Override
                    public String getDescription() {
                        return "packages";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    void packagesAreNamedForConcepts() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..impl..", "..common..", "..helper..", "..misc..")
                .check(classes);
    }

    @Test
    void theDangerousCallsOfThePresetsStayOut() {
        forbid(
                "a detached pointer is freed at once; use TensorScope.keep",
                resideInAPackage("io.firstlight.."),
                "org.bytedeco.javacpp.PointerScope",
                "detach");
        forbid(
                "a forgotten guard leaves gradients off for good; use GradMode.off()",
                resideInAPackage("io.firstlight.."),
                "org.bytedeco.pytorch.NoGradGuard",
                "<init>");
        forbid(
                "it accepts wrong shapes silently; use Safetensors",
                resideInAPackage("io.firstlight.."),
                "org.bytedeco.pytorch.*Module",
                "load");
        forbid(
                "scopes free tensors; a collection only hides that one is missing",
                resideInAPackage("io.firstlight.."),
                "java.lang.(System|Runtime)",
                "gc");
        forbid(
                "reading a number waits for the device; only metrics may",
                resideOutsideOfPackages(
                        "io.firstlight.train..",
                        "io.firstlight.eval..",
                        "io.firstlight.tensor..",
                        "io.firstlight.model.loss.."),
                "org.bytedeco.pytorch.Tensor",
                "item.*");
    }

    @Test
    void onlyTheCommandLineEndsTheProcess() {
        forbid(
                "a library that exits takes the caller's work with it",
                resideOutsideOfPackages("io.firstlight.cli.."),
                "java.lang.(System|Runtime)",
                "(exit|halt)");
    }

    private static void forbid(String because, DescribedPredicate<JavaClass> where, String ownerName, String method) {
        DescribedPredicate<HasName> ownerMatches = nameMatching(ownerName);
        DescribedPredicate<JavaCall<?>> call = target(owner(ownerMatches)).and(target(nameMatching(method)));
        noClasses()
                .that(where)
                .should()
                .callCodeUnitWhere(call)
                .because(because)
                .check(classes);
    }

    private static Set<String> reachable(String module) {
        Set<String> found = new TreeSet<>(Set.of(module));
        for (String used : MAY_USE.get(module)) {
            found.addAll(reachable(used));
        }
        return found;
    }
}
