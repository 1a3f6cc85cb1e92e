package io.haservices.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** Which packages belong to which module. A new backend is added to {@link #BACKENDS}. */
final class Modules {

    static final String ROOT = "io.haservices";
    static final String CORE = "io.haservices.core..";
    static final String CONFIGURATION = "io.haservices.core.config..";
    static final String WIRING = "io.haservices.core.wiring..";
    static final String CLI = "io.haservices.cli..";
    static final String TESTKIT = "io.haservices.testkit..";
    static final String ZOOKEEPER = "io.haservices.zookeeper..";
    static final String ETCD = "io.haservices.etcd..";
    static final String HDFS = "io.haservices.storage.hdfs..";
    static final String S3 = "io.haservices.storage.s3..";
    static final String BOOTSTRAP = "io.haservices.bootstrap..";
    static final String RELOCATED = "io.haservices.shaded..";

    /** One package tree for each backend. */
    static final String[] BACKENDS = {ZOOKEEPER, ETCD, HDFS, S3};

    private static final DescribedPredicate<JavaClass> NOT_THE_API = resideInAnyPackage(
                    CORE, CLI, TESTKIT, BOOTSTRAP, RELOCATED, "io.haservices.architecture..")
            .or(resideInAnyPackage(BACKENDS));

    /** The API has the root package and so has no name of its own: it is what no other module owns. */
    static final DescribedPredicate<JavaClass> API =
            resideInAPackage(ROOT + "..").and(not(NOT_THE_API)).as("classes of ha-api");

    private Modules() {}

    /** Leaves the relocated libraries out of the import: they are not ours to judge, only to point at. */
    static final class OwnClasses implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/io/haservices/shaded/");
        }
    }
}
