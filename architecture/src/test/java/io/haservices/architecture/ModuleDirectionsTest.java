package io.haservices.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.haservices.architecture.Modules.API;
import static io.haservices.architecture.Modules.BACKENDS;
import static io.haservices.architecture.Modules.BOOTSTRAP;
import static io.haservices.architecture.Modules.CLI;
import static io.haservices.architecture.Modules.CONFIGURATION;
import static io.haservices.architecture.Modules.CORE;
import static io.haservices.architecture.Modules.RELOCATED;
import static io.haservices.architecture.Modules.ROOT;
import static io.haservices.architecture.Modules.TESTKIT;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** {@code ha-cli -> ha-core -> ha-api <- backends}, {@code ha-testkit -> ha-api}. */
@AnalyzeClasses(
        packages = ROOT,
        importOptions = {ImportOption.DoNotIncludeTests.class, Modules.OwnClasses.class})
class ModuleDirectionsTest {

    @ArchTest
    static final ArchRule theApiNeedsOnlyTheJdkAndJSpecify = classes()
            .that(API)
            .should()
            .onlyDependOnClassesThat(API.or(resideInAnyPackage("java..", "javax..", "org.jspecify..")))
            .because("whoever implements or uses the contracts gets no other library forced upon them")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule theCoreNeedsOnlyTheApi = noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .dependOnClassesThat(resideInAnyPackage(CLI, TESTKIT, RELOCATED).or(resideInAnyPackage(BACKENDS)))
            .because(
                    "the services are built once over the two SPIs; backends are found with ServiceLoader, never named")
            .allowEmptyShould(true);

    @ArchTest
    static void aBackendNeedsOnlyTheApiAndItsSdk(JavaClasses haServices) {
        for (String backend : BACKENDS) {
            noClasses()
                    .that()
                    .resideInAPackage(backend)
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(CORE, CLI, TESTKIT)
                            .or(resideInAnyPackage(BACKENDS).and(not(resideInAPackage(backend)))))
                    .because(
                            "a third party writes a backend against ha-api alone, and any two backends can be installed "
                                    + "or left out together")
                    .allowEmptyShould(true)
                    .check(haServices);
        }
    }

    @ArchTest
    static final ArchRule theTestKitNeedsOnlyTheApi = noClasses()
            .that()
            .resideInAPackage(TESTKIT)
            .should()
            .dependOnClassesThat(resideInAnyPackage(CORE, CLI, RELOCATED).or(resideInAnyPackage(BACKENDS)))
            .because(
                    "the TCK is published for backends of others: it may know the contracts, and none of our code behind them")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule theCommandLineNamesNoBackend = noClasses()
            .that()
            .resideInAPackage(CLI)
            .should()
            .dependOnClassesThat(resideInAPackage(TESTKIT).or(resideInAnyPackage(BACKENDS)))
            .because("bin/ha works with whatever backend lies in lib/, and ships without the test kit")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule theServerScriptsStandAlone = noClasses()
            .that()
            .resideInAPackage(BOOTSTRAP)
            .should()
            .dependOnClassesThat(resideInAnyPackage(CORE, CLI, TESTKIT, RELOCATED)
                    .or(resideInAnyPackage(BACKENDS))
                    .and(not(resideInAPackage(CONFIGURATION))))
            .because("it starts the server of any client jar as a process, so it can be linked with none; of the rest"
                    + " it only needs to read conf/ha.yaml as everybody does")
            .allowEmptyShould(true);
}
