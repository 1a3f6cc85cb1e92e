package io.haservices.zookeeper;

import io.haservices.config.Configuration;
import java.util.List;
import java.util.Optional;

/**
 * How this process logs in by SASL, read and checked.
 *
 * @param login absent if it does not
 * @param serviceName of the servers
 * @param krb5Conf absent leaves it to the JVM
 * @param remark what a reader of the log should know, or empty
 */
record SaslSettings(Optional<SaslLogin> login, String serviceName, Optional<String> krb5Conf, String remark) {
    /** Adds all that is wrong to the problems; files are looked at for that. */
    static SaslSettings read(Configuration configuration, List<String> problems) {
        return new SaslReading(configuration, problems).settings();
    }

    /** In a few words, for people. */
    String describe() {
        return login.map(SaslLogin::description).orElse("off");
    }
}
