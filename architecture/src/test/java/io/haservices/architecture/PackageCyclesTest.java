package io.haservices.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.haservices.architecture.Modules.API;
import static io.haservices.architecture.Modules.BACKENDS;
import static io.haservices.architecture.Modules.BOOTSTRAP;
import static io.haservices.architecture.Modules.CLI;
import static io.haservices.architecture.Modules.CORE;
import static io.haservices.architecture.Modules.ROOT;
import static io.haservices.architecture.Modules.TESTKIT;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** No circle of packages in any module: every package can be read after those it needs. */
@AnalyzeClasses(
        packages = ROOT,
        importOptions = {ImportOption.DoNotIncludeTests.class, Modules.OwnClasses.class})
class PackageCyclesTest {

    @ArchTest
    static final ArchRule noneInTheApi = noCyclesAmong(API);

    @ArchTest
    static final ArchRule noneInTheCore = noCyclesAmong(resideInAPackage(CORE));

    @ArchTest
    static final ArchRule noneInTheTestKit = noCyclesAmong(resideInAPackage(TESTKIT));

    @ArchTest
    static final ArchRule noneInTheCommandLine = noCyclesAmong(resideInAPackage(CLI));

    @ArchTest
    static final ArchRule noneInTheServerScripts = noCyclesAmong(resideInAPackage(BOOTSTRAP));

    @ArchTest
    static void noneInAnyBackend(JavaClasses haServices) {
        for (String backend : BACKENDS) {
            noCyclesAmong(resideInAPackage(backend)).check(haServices);
        }
    }

    private static ArchRule noCyclesAmong(DescribedPredicate<JavaClass> module) {
        return slices().assignedFrom(packagesOf(module))
                .should()
                .beFreeOfCycles()
                .because("packages in a circle are one package that pretends to be several")
                .allowEmptyShould(true);
    }

    private static SliceAssignment packagesOf(DescribedPredicate<JavaClass> module) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return module.test(type) ? SliceIdentifier.of(type.getPackageName()) : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "packages of " + module.getDescription();
            }
        };
    }
}
