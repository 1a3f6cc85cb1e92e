package io.haservices.etcd;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A commit as one transaction of etcd. If a condition does not hold, it reads the keys of all conditions at that same revision, so
 * that the one which failed can be named.
 */
final class Transaction {
    private final Layout layout;
    private final List<Condition> conditions;
    private final Set<Key> looked = new LinkedHashSet<>();
    private final List<Operation> operations;

    Transaction(Layout layout, List<Guard> guards, List<Operation> operations) {
        this.layout = layout;
        this.conditions = Condition.of(guards, operations);
        this.operations = operations;
        conditions.forEach(condition -> looked.add(condition.key()));
    }

    TxnRequest request() {
        TxnRequest.Builder request = TxnRequest.newBuilder();
        conditions.forEach(condition -> request.addCompare(condition.compare(layout.key(condition.key()))));
        operations.forEach(operation -> request.addSuccess(change(operation)));
        looked.forEach(key -> request.addFailure(look(layout.key(key))));
        return request.build();
    }

    Commit answer(TxnResponse response) {
        if (!response.getSucceeded()) {
            return new Commit.GuardFailed(firstFailure(response));
        }
        Map<Key, Long> versions = new HashMap<>();
        for (Operation operation : operations) {
            if (operation.newValue().isPresent()) {
                // All changes of a transaction are of one revision.
                versions.put(operation.key(), response.getHeader().getRevision());
            }
        }
        return new Commit.Committed(versions);
    }

    private Key firstFailure(TxnResponse response) {
        Map<Key, Optional<KeyValue>> found = new HashMap<>();
        int i = 0;
        for (Key key : looked) {
            List<KeyValue> entries =
                    response.getResponses(i++).getResponseRange().getKvsList();
            found.put(key, entries.stream().findFirst());
        }
        return conditions.stream()
                .filter(condition -> !condition.holds(found.getOrDefault(condition.key(), Optional.empty())))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("etcd refused a transaction whose conditions hold"))
                .key();
    }

    private RequestOp change(Operation operation) {
        ByteString name = layout.key(operation.key());
        if (operation instanceof Operation.Delete) {
            return RequestOp.newBuilder()
                    .setRequestDeleteRange(DeleteRangeRequest.newBuilder().setKey(name))
                    .build();
        }
        byte[] value = operation.newValue().orElseThrow().toArray();
        PutRequest.Builder put = PutRequest.newBuilder().setKey(name).setValue(ByteString.copyFrom(value));
        if (operation instanceof Operation.Replace) {
            // Who replaces the value does not become its owner, nor does it lose one.
            put.setIgnoreLease(true);
        }
        operation.boundTo().ifPresent(session -> put.setLease(Long.parseUnsignedLong(session, 16)));
        return RequestOp.newBuilder().setRequestPut(put).build();
    }

    private static RequestOp look(ByteString name) {
        return RequestOp.newBuilder()
                .setRequestRange(RangeRequest.newBuilder().setKey(name).setKeysOnly(true))
                .build();
    }
}
