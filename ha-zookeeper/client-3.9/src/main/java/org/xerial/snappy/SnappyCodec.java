package org.xerial.snappy;

/** Refuses: this jar has no snappy. */
public final class SnappyCodec {

    public static final int MAGIC_LEN = 8;

    private SnappyCodec() {}

    public static byte[] getMagicHeader() {
        throw missing();
    }

    static UnsupportedOperationException missing() {
        return new UnsupportedOperationException("this ZooKeeper server is built without snappy: "
                + "set zookeeper.snapshot.compression.method to gz or leave it out, "
                + "or read a snapshot that was written with snappy by a server that has it");
    }
}
