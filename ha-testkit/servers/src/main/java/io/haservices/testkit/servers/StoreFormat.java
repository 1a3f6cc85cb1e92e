package io.haservices.testkit.servers;

/** The formats in which keys and certificates are kept in files. */
public enum StoreFormat {
    JKS("jks"),
    PKCS12("p12"),
    PEM("pem");

    private final String extension;

    StoreFormat(String extension) {
        this.extension = extension;
    }

    /** The usual ending of the file's name, without the dot. */
    public String extension() {
        return extension;
    }
}
