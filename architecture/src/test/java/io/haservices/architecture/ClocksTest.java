package io.haservices.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.haservices.architecture.Modules.CORE;
import static io.haservices.architecture.Modules.ETCD;
import static io.haservices.architecture.Modules.ROOT;
import static io.haservices.architecture.Modules.ZOOKEEPER;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Nothing that is decided hangs on the wall clock. */
@AnalyzeClasses(
        packages = ROOT,
        importOptions = {ImportOption.DoNotIncludeTests.class, Modules.OwnClasses.class})
class ClocksTest {

    @ArchTest
    static final ArchRule noWallClockInSessionsAndElections = noClasses()
            .that()
            .resideInAnyPackage(CORE, ETCD, ZOOKEEPER)
            .and()
            .haveSimpleNameNotStartingWith("Tls")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.LocalDateTime.class, "now")
            .orShould()
            .callMethod(java.time.ZonedDateTime.class, "now")
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(java.util.Date.class, java.time.Clock.class)
            .because("the wall clock may jump; sessions and terms are counted on the monotonic clock"
                    + " (certificates are the exception: their dates are of the wall clock)");
}
