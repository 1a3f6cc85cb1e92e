package org.xerial.snappy;

import java.io.FilterOutputStream;
import java.io.OutputStream;

/** Refuses: this jar has no snappy. */
public class SnappyOutputStream extends FilterOutputStream {

    public SnappyOutputStream(OutputStream compressed) {
        super(compressed);
        throw SnappyCodec.missing();
    }
}
