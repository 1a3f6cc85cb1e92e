package io.haservices.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.haservices.core.election.SessionElection;
import io.haservices.core.service.CoreServices;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The simulator runs what is shipped, and decides nothing of an election by itself. */
class SimulatorTest {
    private static final String SIMULATION = "io.haservices.core.simulation..";
    private static final JavaClasses SIMULATOR = new ClassFileImporter()
            .importPath(Path.of("..", "ha-core", "target", "test-classes", "io", "haservices", "core", "simulation"));

    private static final DescribedPredicate<JavaClass> CORE =
            resideInAPackage(Modules.CORE).and(not(resideInAPackage(SIMULATION)));

    @Test
    void ofTheCoreItUsesTheServicesAsAWholeWhatTheyRunOnAndTheRecords() {
        noClasses()
                .that()
                .resideInAPackage(SIMULATION)
                .should()
                .dependOnClassesThat(CORE.and(not(type(CoreServices.class)))
                        // Only to stop without waiting on a thread.
                        .and(not(type(SessionElection.class)))
                        .and(not(resideInAnyPackage("io.haservices.core.runtime..", "io.haservices.core.records.."))))
                .because("a simulator that has parts of the election of its own would prove something about those")
                .check(SIMULATOR);
    }

    @Test
    void itImplementsOnlyWhatTheServicesRunOn() {
        noClasses()
                .that()
                .resideInAPackage(SIMULATION)
                .should()
                .beAssignableTo(CORE.and(not(resideInAPackage("io.haservices.core.runtime..")))
                        .and(not(assignableTo(Throwable.class))))
                .because("everything else has to be the shipped class")
                .check(SIMULATOR);
    }

    @Test
    void itMakesTheShippedServices() {
        classes()
                .that()
                .haveSimpleName("Member")
                .should()
                .callConstructorWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                        com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                                type(CoreServices.class))))
                .because("what is not the production code proves nothing about it")
                .check(SIMULATOR);
    }
}
