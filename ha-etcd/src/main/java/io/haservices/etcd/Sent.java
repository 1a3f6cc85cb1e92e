package io.haservices.etcd;

import io.grpc.Attributes;
import io.grpc.ClientStreamTracer;
import io.grpc.Metadata;

/** Watches one call: whether it got as far as a connection. Until then nothing of it has left this process. */
final class Sent extends ClientStreamTracer.Factory {
    private volatile boolean happened;

    boolean happened() {
        return happened;
    }

    @Override
    public ClientStreamTracer newClientStreamTracer(ClientStreamTracer.StreamInfo info, Metadata headers) {
        return new ClientStreamTracer() {
            @Override
            public void streamCreated(Attributes transportAttributes, Metadata sentHeaders) {
                happened = true;
            }
        };
    }
}
