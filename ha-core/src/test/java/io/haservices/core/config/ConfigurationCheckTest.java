package io.haservices.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationCheckTest {
    @Test
    void findsNothingInAPlainConfiguration() {
        Findings findings = TestOptions.check(
                "high-availability", "zookeeper",
                "high-availability.zookeeper.quorum", "a:2181",
                "high-availability.storageDir", "file:///a");
        assertThat(findings.problems()).isEmpty();
        assertThat(findings.warnings()).isEmpty();
    }

    @Test
    void reportsEveryValueThatDoesNotFitAtOnce() {
        Findings findings = TestOptions.check(
                "high-availability.zookeeper.client.session-timeout", "soon",
                "high-availability.zookeeper.client.max-retry-attempts", "many",
                "high-availability.storageDir", "not a uri",
                "high-availability.tolerate-suspended-connections", "yes");
        assertThat(findings.problems())
                .hasSize(4)
                .anyMatch(
                        p -> p.startsWith("'high-availability.zookeeper.client.session-timeout': 'soon' does not fit"))
                .anyMatch(p -> p.contains("'many' does not fit the type integer: it is no integer."))
                .anyMatch(p -> p.contains("'yes'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "65535", "99999"})
    void refusesAPortThatLeavesNoneForTheGuard(String port) {
        assertThat(TestOptions.check("high-availability.liveness.port", port).problems())
                .singleElement()
                .asString()
                .contains("'high-availability.liveness.port'", port + " is no port for it", "1 to 65534");
    }

    @ParameterizedTest
    @CsvSource({
        "high-availability.storagedir, high-availability.storageDir",
        "high-availability.zookeeper.quroum, high-availability.zookeeper.quorum",
        "high-availability.zookeeper.session-timeout, high-availability.zookeeper.client.session-timeout",
        "high-availability.mode, high-availability.type",
        "high_availability.storageDir, high-availability.storageDir",
        "high-availabilty.cluster-id, high-availability.cluster-id",
        "security.kerberos.login.context, security.kerberos.login.contexts",
    })
    void refusesAKeyThatNobodyKnowsAndSaysWhatWasMeant(String key, String meant) {
        String expected = meant.equals("high-availability.type") ? "is no option" : "did you mean '" + meant + "'?";
        assertThat(TestOptions.check(key, "1").problems())
                .singleElement()
                .asString()
                .contains(key, expected);
    }

    @Test
    void leavesFlinksOwnKeysAlone() {
        Findings findings = TestOptions.check(
                "taskmanager.numberOfTaskSlots", "4",
                "jobmanager.rpc.address", "localhost",
                "state.backend.type", "rocksdb",
                "security.ssl.rest.enabled", "false",
                "security.kerberos.fetch.delegation-token", "true",
                "env.java.opts.all", "--add-exports=x");
        assertThat(findings.problems()).isEmpty();
        assertThat(findings.warnings()).isEmpty();
    }

    @Test
    void leavesTheOptionsOfABackendThatIsNotInstalledAloneAndSaysSo() {
        Findings findings = TestOptions.check(
                "zookeeper.sasl.disable", "true",
                "high-availability.kubernetes.leader-election.lease-duration", "15 s",
                "high-availability.kubernetes.x", "y");
        assertThat(findings.problems()).isEmpty();
        assertThat(findings.warnings()).hasSize(2).allMatch(w -> w.contains("no installed backend"));
    }

    @Test
    void warnsOfAForeignKeyThatAlmostIsOurs() {
        assertThat(TestOptions.check("recovery.zookeper.quorum", "a").warnings())
                .singleElement()
                .asString()
                .contains("did you mean 'high-availability.zookeeper.quorum'?");
    }

    @Test
    void warnsOnceOfADeprecatedKeyAndNamesTheNewOne() {
        Findings findings = TestOptions.check("recovery.mode", "zookeeper", "recovery.zookeeper.quorum", "a:1");
        assertThat(findings.problems()).isEmpty();
        assertThat(findings.warnings())
                .containsExactlyInAnyOrder(
                        "'recovery.mode' is a former name; write 'high-availability' from now on.",
                        "'recovery.zookeeper.quorum' is a former name;"
                                + " write 'high-availability.zookeeper.quorum' from now on.");
    }

    @Test
    void readsAnAliasWithoutAWarning() {
        assertThat(TestOptions.check("high-availability.type", "zookeeper").warnings())
                .isEmpty();
    }

    @Test
    void saysWhichOfTwoSpellingsCounts() {
        Findings findings = TestOptions.check("high-availability", "zookeeper", "high-availability.type", "kubernetes");
        assertThat(findings.warnings())
                .singleElement()
                .asString()
                .contains("have different values; the one of 'high-availability' counts");
        assertThat(TestOptions.check("high-availability", "zookeeper", "high-availability.type", "zookeeper")
                        .warnings())
                .isEmpty();
    }

    @Test
    void warnsOnceOfAnOptionWithoutEffect() {
        assertThat(TestOptions.check("high-availability.jobmanager.port", "50000-50025")
                        .warnings())
                .singleElement()
                .asString()
                .contains("'high-availability.jobmanager.port' has no effect here: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/default", "default", "a/b-c_d.e", "/a/b/", "application_17_0001"})
    void acceptsClusterIdsThatAreNames(String id) {
        assertThat(ClusterIds.refusal(id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "//", "a//b", ".", "..", "a/../b", "ha", "a/ha/b", "a b", "größe", ".hidden", "a\u0000b"})
    void refusesClusterIdsThatCouldLeaveTheirPlace(String id) {
        assertThat(ClusterIds.refusal(id)).isPresent();
        assertThat(TestOptions.check("high-availability.cluster-id", id).problems())
                .singleElement()
                .asString()
                .contains("is no cluster id: ");
    }

    @Test
    void neverPrintsASecretThatDoesNotFit() {
        Findings findings =
                TestOptions.check("high-availability.zookeeper.client.authorization", "digest-hunter2,hunter3");
        assertThat(findings.problems())
                .singleElement()
                .asString()
                .contains("the value does not fit the type map")
                .doesNotContain("hunter");
        assertThat(TestOptions.check(
                                "high-availability.zookeeper.client.authorization", "digest:hunter2,digest:hunter3")
                        .problems())
                .singleElement()
                .asString()
                .doesNotContain("hunter");
        assertThat(TestOptions.check("high-availability.storageDir", "s3://me:hunter2@host/with blank")
                        .problems())
                .singleElement()
                .asString()
                .doesNotContain("hunter2");
    }
}
