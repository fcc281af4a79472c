package io.firstlight.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Main code that only tests use is dead: it is read, kept compiling and trusted for nothing. A method or class here is
 * alive if main code of any module refers to it from elsewhere; private members are the compiler's and Error Prone's
 * concern.
 */
class DeadCodeTest {
    /** Alive for a reason that bytecode does not show; each says which. */
    private static final Set<String> ALIVE = Set.of(
            // Called by Jackson.
            "report.figure.Figure$PanelData.type()",
            // The counts that the contract "tokens are the unit" is tested by.
            "data.ledger.TokenLedger.paddingShare()",
            "data.ledger.TokenLedger.samples()",
            "data.ledger.TokenLedger.targetTokens()",
            "data.ledger.TokenLedger.textTokens()",
            "data.ledger.TokenLedger.visualShare()",
            // The writer's other half: what a file holds, read without a model to put it into.
            "tensor.safetensors.Safetensors.read(Path)",
            // The seams of decoder and placement: an oracle, and values of placements that tests run models on.
            "model.decoder.Decoder.autogradPass(PackedTokens, Tensor)",
            "model.decoder.Decoder.config()",
            "tensor.device.Device.cuda(int)",
            "tensor.device.Placement.withMicroBatchRows(int)",
            "tensor.device.Placement.withPrecision(Precision)",
            "tensor.device.Placement.withRecomputation(Recomputation)",
            "tensor.parameter.FlatParameters.groups()",
            // What contrastive training brought an encoder to.
            "model.contrastive.ContrastiveModel.embedImages(List, boolean)",
            // Small ends of interfaces that tests of several modules stand on.
            "core.file.Checksums.sha256(byte[])",
            "core.json.Json.read(Path, Class)",
            "data.tokenize.TextTokenizer.load(Path)",
            "study.cost.SpeedProbe.assumed(double)");

    /** Each says why. */
    private static final Set<String> ALIVE_CLASSES = Set.of(
            // Found through META-INF/services.
            "io.firstlight.worlds.quickstart.QuickstartWorld",
            // Constants, which the compiler copies to where they are used.
            "io.firstlight.study.training.StageFiles",
            // Every training stage is to write it.
            "io.firstlight.data.ledger.SampleLedgerFile",
            // Named by an annotation.
            "io.firstlight.model.family.DecoderFamilies",
            // Proven steps of decoder families that issue 12 adds.
            "io.firstlight.model.decoder.step.Gelu",
            "io.firstlight.model.decoder.step.QueryKeyNorm");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.firstlight");

    @Test
    void everyMethodHasACallerInMainCode() {
        assertThat(CLASSES.stream()
                        .filter(type -> !isGenerated(type))
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> !isAlive(method))
                        .map(DeadCodeTest::name)
                        .sorted())
                .as("methods that no main code calls: delete them, or list them in ALIVE with the reason")
                .isEmpty();
    }

    @Test
    void everyClassHasAUserInMainCode() {
        assertThat(CLASSES.stream()
                        .filter(type -> !isGenerated(type) && !isEntryPoint(type))
                        .filter(type -> type.getDirectDependenciesToSelf().stream()
                                .allMatch(use -> outermost(use.getOriginClass()).equals(outermost(type))))
                        .filter(type -> type.getEnclosingClass().isEmpty())
                        .map(JavaClass::getName)
                        .sorted())
                .as("classes that no main code uses: delete them, or list them in ALIVE_CLASSES with the reason")
                .isEmpty();
    }

    /** What is listed as alive is really there and really without a caller, so that the list does not rot. */
    @Test
    void theListOfExceptionsIsTight() {
        Set<String> unused = CLASSES.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> !isUsed(method))
                .map(DeadCodeTest::name)
                .collect(Collectors.toSet());
        assertThat(unused).containsAll(ALIVE);
    }

    private static boolean isAlive(JavaMethod method) {
        return isUsed(method)
                || method.getModifiers().contains(JavaModifier.PRIVATE)
                || method.getModifiers().contains(JavaModifier.SYNTHETIC)
                || method.getModifiers().contains(JavaModifier.BRIDGE)
                || isMadeByTheCompiler(method)
                || isCalledByALibrary(method)
                || overridesSomething(method)
                || ALIVE.contains(name(method));
    }

    /** Called or referred to from another method; recursion alone keeps nothing alive. */
    private static boolean isUsed(JavaMethod method) {
        return Stream.concat(method.getCallsOfSelf().stream(), method.getReferencesToSelf().stream())
                .anyMatch(use -> !use.getOrigin().equals(method));
    }

    private static boolean isMadeByTheCompiler(JavaMethod method) {
        Class<?> type = method.getOwner().reflect();
        boolean accessor = type.isRecord()
                && method.getParameters().isEmpty()
                && Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getName)
                        .anyMatch(method.getName()::equals);
        return accessor || (type.isEnum() && List.of("values", "valueOf").contains(method.getName()));
    }

    private static boolean isCalledByALibrary(JavaMethod method) {
        return method.getName().equals("main")
                || method.isAnnotatedWith(JsonCreator.class)
                || method.isAnnotatedWith(JsonValue.class)
                || method.isAnnotatedWith(JsonProperty.class)
                || method.getAnnotations().stream()
                        .anyMatch(annotation ->
                                annotation.getRawType().getPackageName().startsWith("picocli"));
    }

    /** An implementation is called through what it implements, which is checked in its place. */
    private static boolean overridesSomething(JavaMethod method) {
        JavaClass owner = method.getOwner();
        return Stream.concat(owner.getAllRawInterfaces().stream(), owner.getAllRawSuperclasses().stream())
                .flatMap(above -> Arrays.stream(above.reflect().getDeclaredMethods()))
                .anyMatch(above -> above.getName().equals(method.getName())
                        && above.getParameterCount() == method.getParameters().size());
    }

    private static boolean isGenerated(JavaClass type) {
        return type.getPackageName().equals("io.firstlight.report.template")
                || type.getSimpleName().equals("package-info");
    }

    private static boolean isEntryPoint(JavaClass type) {
        return type.tryGetMethod("main", String[].class).isPresent() || ALIVE_CLASSES.contains(type.getName());
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(DeadCodeTest::outermost).orElse(type);
    }

    private static String name(JavaMethod method) {
        String parameters = method.getRawParameterTypes().stream()
                .map(JavaClass::getSimpleName)
                .collect(Collectors.joining(", ", "(", ")"));
        return method.getOwner().getName().replaceFirst("^io\\.firstlight\\.", "") + "." + method.getName()
                + parameters;
    }
}
