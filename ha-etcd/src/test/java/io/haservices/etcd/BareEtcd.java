package io.haservices.etcd;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchGrpc;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One client that revokes a lease, and another that waits for the end of the key that is bound to it: nothing of ours is between. */
final class BareEtcd implements AutoCloseable {
    private static final ByteString KEY = ByteString.copyFromUtf8("/bare/leader");

    private final List<ManagedChannel> channels;

    /** The servers, each as {@code host:port}. */
    BareEtcd(List<String> servers) {
        channels = servers.stream().map(BareEtcd::channel).toList();
    }

    /** From the call of revoke at one server to the event from another. */
    long revokeToWatchNanos(int holderAt, int standbyAt) throws Exception {
        ManagedChannel holder = channels.get(holderAt);
        ManagedChannel standby = channels.get(standbyAt);
        LeaseGrpc.LeaseBlockingStub leases = LeaseGrpc.newBlockingStub(holder).withDeadlineAfter(30, TimeUnit.SECONDS);
        long lease = leases.leaseGrant(LeaseGrantRequest.newBuilder().setTTL(30).build())
                .getID();
        KVGrpc.newBlockingStub(holder)
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .put(PutRequest.newBuilder().setKey(KEY).setLease(lease).build());
        CompletableFuture<Boolean> created = new CompletableFuture<>();
        CompletableFuture<Long> gone = new CompletableFuture<>();
        StreamObserver<WatchRequest> watch = WatchGrpc.newStub(standby).watch(new StreamObserver<>() {
            @Override
            public void onNext(WatchResponse response) {
                if (response.getCreated()) {
                    created.complete(true);
                }
                if (response.getEventsList().stream().anyMatch(event -> event.getType() == Event.EventType.DELETE)) {
                    gone.complete(System.nanoTime());
                }
            }

            @Override
            public void onError(Throwable error) {
                gone.completeExceptionally(error);
            }

            @Override
            public void onCompleted() {}
        });
        watch.onNext(WatchRequest.newBuilder()
                .setCreateRequest(WatchCreateRequest.newBuilder().setKey(KEY))
                .build());
        created.get(30, TimeUnit.SECONDS);
        long start = System.nanoTime();
        var unused =
                leases.leaseRevoke(LeaseRevokeRequest.newBuilder().setID(lease).build());
        long end = gone.get(30, TimeUnit.SECONDS);
        watch.onCompleted();
        return end - start;
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
    }

    private static ManagedChannel channel(String server) {
        return Grpc.newChannelBuilder(server, InsecureChannelCredentials.create())
                .build();
    }
}
