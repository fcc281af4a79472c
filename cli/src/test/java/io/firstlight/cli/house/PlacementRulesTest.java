package io.firstlight.cli.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.firstlight.study.run.StageTask;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import java.util.Set;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

/**
 * Nothing reaches around a placement: outside of {@code tensor} no code makes a tensor by libtorch's own factories,
 * whose device and precision are the process's default, and none decides by itself what a number format is.
 */
class PlacementRulesTest {
    private static final String TORCH = "org.bytedeco.pytorch.global.torch";
    /** Those that take no tensor to be like. */
    private static final Set<String> FACTORIES = Set.of(
            "empty",
            "zeros",
            "ones",
            "full",
            "tensor",
            "rand",
            "randn",
            "randint",
            "randperm",
            "arange",
            "linspace",
            "eye",
            "from_blob",
            "scalar_tensor",
            "empty_strided");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.firstlight");

    @Test
    void onlyTheTensorModuleMakesTensorsFromNothing() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.firstlight.tensor..")
                .should()
                .callCodeUnitWhere(isFactory())
                .because("Tensors.of, full and empty take a placement")
                .check(CLASSES);
    }

    /** Or the rule would hold because it finds nothing anywhere. */
    @Test
    void theRuleSeesTheFactoriesThatThereAre() {
        assertThat(CLASSES.get(Tensors.class).getMethodCallsFromSelf()).anyMatch(isFactory());
    }

    @Test
    void onlyTheTensorModuleKnowsWhatANumberFormatIs() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.firstlight.tensor..")
                .should()
                .accessField(ScalarType.class, "Float")
                .orShould()
                .accessField(ScalarType.class, "Double")
                .orShould()
                .callConstructor(TensorOptions.class)
                .because("a placement's precision says so")
                .check(CLASSES);
    }

    @Test
    void onlyCommandsAndDefaultsOfTasksChooseAPlacement() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.firstlight.model..",
                        "io.firstlight.data..",
                        "io.firstlight.train..",
                        "io.firstlight.eval..",
                        "io.firstlight.bench..",
                        "io.firstlight.study..")
                .and()
                .doNotBelongToAnyOf(StageTask.class)
                .should()
                .accessField(Placement.class, "CPU")
                .because("a placement comes from outside")
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaCall<?>> isFactory() {
        return DescribedPredicate.describe("a factory of libtorch", call -> {
            CodeUnitCallTarget target = call.getTarget();
            return target.getOwner().getName().equals(TORCH) && FACTORIES.contains(target.getName());
        });
    }
}
