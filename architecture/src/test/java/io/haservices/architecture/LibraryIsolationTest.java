package io.haservices.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.haservices.architecture.Modules.CLI;
import static io.haservices.architecture.Modules.ETCD;
import static io.haservices.architecture.Modules.HDFS;
import static io.haservices.architecture.Modules.RELOCATED;
import static io.haservices.architecture.Modules.ROOT;
import static io.haservices.architecture.Modules.S3;
import static io.haservices.architecture.Modules.WIRING;
import static io.haservices.architecture.Modules.ZOOKEEPER;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Libraries stay where they were let in. */
@AnalyzeClasses(
        packages = ROOT,
        importOptions = {ImportOption.DoNotIncludeTests.class, Modules.OwnClasses.class})
class LibraryIsolationTest {

    @ArchTest
    static final ArchRule guiceOnlyInTheCompositionRoot = noClasses()
            .that()
            .resideOutsideOfPackages(WIRING, CLI)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.google.inject..", "jakarta.inject..", "javax.inject..")
            .because("objects are built by constructors anybody can call; who uses no Guice must not meet it")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule awsOnlyInItsBackend = noClasses()
            .that()
            .resideOutsideOfPackage(S3)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon..", "org.apache.hc..")
            .because("a vendor's SDK stays inside its backend; who stores elsewhere must not meet it")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule grpcOnlyInTheBackendForEtcd = noClasses()
            .that()
            .resideOutsideOfPackage(ETCD)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.grpc..", "io.etcd..", "com.google.protobuf..")
            .because("a vendor's SDK stays inside its backend; who coordinates elsewhere must not meet it")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule hadoopOnlyInItsBackend = noClasses()
            .that()
            // The test servers run a cluster of it.
            .resideOutsideOfPackages(HDFS, "io.haservices.testkit.servers..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.hadoop..")
            .because("a vendor's client stays inside its backend; who stores elsewhere must not meet it")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule zookeeperAndCuratorOnlyInTheirBackend = noClasses()
            .that()
            .resideOutsideOfPackage(ZOOKEEPER)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(RELOCATED)
            .because(
                    "a vendor's SDK stays inside its backend, so that the client jar can be swapped by swapping one file")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule zookeeperAndCuratorOnlyRelocated = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.zookeeper..", "org.apache.curator..", "org.apache.jute..")
            .because("the user's own ZooKeeper on the class path must never collide with ours")
            .allowEmptyShould(true);
}
