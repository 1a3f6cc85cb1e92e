package org.xerial.snappy;

import java.io.FilterInputStream;
import java.io.InputStream;

/** Refuses: this jar has no snappy. */
public class SnappyInputStream extends FilterInputStream {

    public SnappyInputStream(InputStream compressed) {
        super(compressed);
        throw SnappyCodec.missing();
    }
}
