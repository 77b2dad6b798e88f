package dev.alcove.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The house of docs/architecture.md: each floor knows those below it, and some things are known to one floor only. */
final class ArchitectureTest {
    private static final String RAW = "dev.alcove.linux.raw..";

    /** What modules export to Alcove's own alone. */
    private static final String[] OWN = {
        "dev.alcove.namespace.process..", "dev.alcove.namespace.steps..", "dev.alcove.container.engine.."
    };

    private static JavaClasses house = new ClassFileImporter().importClasses();

    @BeforeAll
    static void read() {
        List<Path> floors = List.of("linux", "launch", "namespace", "net", "container", "cli").stream()
                .map(floor -> Path.of("../alcove-" + floor + "/target/classes"))
                .toList();
        house = new ClassFileImporter().importPaths(floors);
        for (String floor : List.of("linux", "launch", "namespace", "net", "container", "cli")) {
            assertFalse(
                    house.that(resideInAPackage("dev.alcove." + floor + "..")).isEmpty(), floor);
        }
    }

    @Test
    void eachFloorKnowsThoseBelow() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("linux")
                .definedBy("dev.alcove.linux..")
                .layer("launch")
                .definedBy("dev.alcove.launch..")
                .layer("namespace")
                .definedBy("dev.alcove.namespace..")
                .layer("net")
                .definedBy("dev.alcove.net..")
                .layer("container")
                .definedBy("dev.alcove.container..")
                .layer("cli")
                .definedBy("dev.alcove.cli..")
                .whereLayer("linux")
                .mayNotAccessAnyLayer()
                .whereLayer("launch")
                .mayOnlyAccessLayers("linux")
                .whereLayer("namespace")
                .mayOnlyAccessLayers("linux", "launch")
                .whereLayer("net")
                .mayOnlyAccessLayers("linux", "launch", "namespace")
                .whereLayer("container")
                .mayOnlyAccessLayers("linux", "launch", "namespace", "net")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .check(house);
    }

    @Test
    void dependsOnTheJdkAlone() {
        classes()
                .that()
                .resideOutsideOfPackage("dev.alcove.cli.topology..") // reads YAML
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "dev.alcove..")
                .check(house);
    }

    @Test
    void nativeCodeIsCalledInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage(RAW)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.lang.foreign..")
                .check(house);
    }

    @Test
    void theKernelsNumbersAreNoApi() {
        DescribedPredicate<JavaMethod> api = DescribedPredicate.describe(
                "are public in an exported package",
                method -> method.getModifiers().contains(JavaModifier.PUBLIC)
                        && method.getOwner().getModifiers().contains(JavaModifier.PUBLIC)
                        && !resideInAPackage(RAW).test(method.getOwner())
                        && !resideInAnyPackage(OWN).test(method.getOwner())
                        && !resideInAPackage("dev.alcove.cli..").test(method.getOwner()));
        methods().that(api).should(mentionNothingOf(resideInAPackage(RAW))).check(house);
    }

    private static ArchCondition<JavaMethod> mentionNothingOf(DescribedPredicate<JavaClass> hidden) {
        return new ArchCondition<>("mention no type of " + RAW) {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean mentions = hidden.test(method.getRawReturnType())
                        || method.getRawParameterTypes().stream().anyMatch(hidden);
                events.add(new SimpleConditionEvent(method, !mentions, method.getFullName()));
            }
        };
    }
}
