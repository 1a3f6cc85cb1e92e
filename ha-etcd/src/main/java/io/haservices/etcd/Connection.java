package io.haservices.etcd;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A channel to one server. One and not all, because a channel to all would go on sending every third request to the one that hangs.
 * Everything happens on the loop. No call is ever repeated here, and every one has a time limit.
 */
final class Connection {
    /** A page of the largest entries, see {@link Listing}, with room to spare. */
    private static final int MOST_RECEIVED = 64 * 1024 * 1024;

    private static final Metadata.Key<String> TOKEN = Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER);

    private final Endpoint endpoint;
    private final ManagedChannel channel;
    private final Channel authorized;
    private String token = "";
    private int underWay;

    private Connection(Endpoint endpoint, ManagedChannel channel) {
        this.endpoint = endpoint;
        this.channel = channel;
        this.authorized = ClientInterceptors.intercept(channel, new Authorization());
    }

    /**
     * Makes one that connects with the first call.
     *
     * @throws IOException when a file of TLS cannot be read
     */
    static Connection to(Endpoint endpoint, TlsFiles tls, Loop loop) throws IOException {
        GrpcLog.quieten();
        ManagedChannel channel = Grpc.newChannelBuilder(endpoint.authority(), tls.credentials())
                .executor(loop)
                .maxInboundMessageSize(MOST_RECEIVED)
                .build();
        return new Connection(endpoint, channel);
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** From now on every call carries this token of a login. */
    void token(String granted) {
        token = granted;
    }

    /** How many requests wait for their answers. */
    int underWay() {
        return underWay;
    }

    /** One request with one answer. */
    <Q, R> void call(MethodDescriptor<Q, R> method, Q request, long timeoutNanos, Reply<R> reply) {
        underWay++;
        Sent sent = new Sent();
        CallOptions options = CallOptions.DEFAULT
                .withDeadlineAfter(Math.max(1, timeoutNanos), TimeUnit.NANOSECONDS)
                .withStreamTracerFactory(sent);
        ClientCalls.asyncUnaryCall(authorized.newCall(method, options), request, new StreamObserver<R>() {
            private @Nullable R response;

            @Override
            public void onNext(R value) {
                response = value;
            }

            @Override
            public void onError(Throwable error) {
                underWay--;
                reply.failed(new Failure(Status.fromThrowable(error), sent.happened()));
            }

            @Override
            public void onCompleted() {
                underWay--;
                R answer = response;
                if (answer == null) {
                    reply.failed(new Failure(Status.INTERNAL.withDescription("an empty answer"), true));
                } else {
                    reply.answered(answer);
                }
            }
        });
    }

    /** A stream that lives until either side ends it. */
    <Q, R> Conversation<Q> converse(MethodDescriptor<Q, R> method, Conversation.Partner<R> partner) {
        ClientCall<Q, R> call = authorized.newCall(method, CallOptions.DEFAULT);
        Conversation<Q> conversation = new Conversation<>(call);
        conversation.start(partner);
        return conversation;
    }

    /** No new calls; those on their way still get their answers, or reach their time limit. */
    void retire() {
        channel.shutdown();
    }

    /** Ends at once, with all that is on its way. */
    void close() {
        channel.shutdownNow();
    }

    @Override
    public String toString() {
        return endpoint.toString();
    }

    private final class Authorization implements ClientInterceptor {
        @Override
        public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
            return new SimpleForwardingClientCall<Q, R>(next.newCall(method, options)) {
                @Override
                public void start(Listener<R> listener, Metadata headers) {
                    if (!token.isEmpty()) {
                        headers.put(TOKEN, token);
                    }
                    super.start(listener, headers);
                }
            };
        }
    }
}
