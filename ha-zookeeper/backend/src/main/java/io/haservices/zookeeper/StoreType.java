package io.haservices.zookeeper;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;

/** The formats of key and trust stores that the client library can read. */
enum StoreType {
    JKS,
    PKCS12,
    PEM;

    private static final String JKS_MAGIC = "\u00fe\u00ed\u00fe\u00ed";
    /** An ASN.1 sequence with a length of more than one byte. */
    private static final String PKCS12_MAGIC = "0[\u0080-\u0084]";

    /** What a file is, by its content: names of files say less, for 'keystore.jks' has been PKCS12 by default since Java 9. */
    static Optional<StoreType> of(byte[] content) {
        String text = new String(content, ISO_8859_1);
        if (text.startsWith(JKS_MAGIC)) {
            return Optional.of(JKS);
        }
        if (text.length() > 2 && text.substring(0, 2).matches(PKCS12_MAGIC)) {
            return Optional.of(PKCS12);
        }
        return text.contains("-----BEGIN ") ? Optional.of(PEM) : Optional.empty();
    }
}
