package com.example.tiny;

import io.haservices.errors.UnavailableException;
import io.haservices.spi.coordination.Commit;
import io.haservices.spi.coordination.Entry;
import io.haservices.spi.coordination.Guard;
import io.haservices.spi.coordination.Key;
import io.haservices.spi.coordination.Operation;
import io.haservices.spi.coordination.Scope;
import io.haservices.values.Bytes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How values lie on the wire, for both sides. A connection carries one request and its answer. */
public final class Wire {
    private Wire() {}

    /** What a client may ask. */
    public enum Request {
        /** Timeout in ms; answered by the id of a new session. */
        BEGIN,
        /** Session; answered by whether it lives, which it does for another timeout then. */
        TOUCH,
        /** Session; answered by true when it is no more. */
        END,
        /** Nothing; answered by texts. */
        SCOPES,
        /** Scope and path of a prefix; answered by entries. */
        LIST,
        /** Commit; answered by one of the definite answers. */
        COMMIT,
        /** Revision, time to wait in ms, prefixes; answered by revision and the entries of each once that is newer, else by 0. */
        POLL
    }

    /** Reads one value. */
    public interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    /** Writes one value. */
    public interface Writer<T> {
        void write(DataOutputStream out, T value) throws IOException;
    }

    public static <T> void writeList(DataOutputStream out, List<T> values, Writer<T> writer) throws IOException {
        out.writeInt(values.size());
        for (T value : values) {
            writer.write(out, value);
        }
    }

    public static <T> List<T> readList(DataInputStream in, Reader<T> reader) throws IOException {
        List<T> values = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            values.add(reader.read(in));
        }
        return values;
    }

    public static void writeKey(DataOutputStream out, Key key) throws IOException {
        out.writeUTF(key.scope().segment());
        out.writeUTF(key.path());
    }

    public static Key readKey(DataInputStream in) throws IOException {
        return new Key(new Scope(in.readUTF()), in.readUTF());
    }

    public static void writeEntry(DataOutputStream out, Entry entry) throws IOException {
        writeKey(out, entry.key());
        writeBytes(out, entry.value());
        out.writeLong(entry.version());
        out.writeLong(entry.incarnation());
        out.writeUTF(entry.session().orElse(""));
    }

    public static Entry readEntry(DataInputStream in) throws IOException {
        return new Entry(
                readKey(in),
                readBytes(in),
                in.readLong(),
                in.readLong(),
                Optional.of(in.readUTF()).filter(session -> !session.isEmpty()));
    }

    public static void writeGuard(DataOutputStream out, Guard guard) throws IOException {
        writeKey(out, guard.key());
        out.writeBoolean(guard instanceof Guard.Version);
        out.writeLong(
                guard instanceof Guard.Version version ? version.version() : ((Guard.Incarnation) guard).incarnation());
    }

    public static Guard readGuard(DataInputStream in) throws IOException {
        Key key = readKey(in);
        return in.readBoolean() ? new Guard.Version(key, in.readLong()) : new Guard.Incarnation(key, in.readLong());
    }

    public static void writeOperation(DataOutputStream out, Operation operation) throws IOException {
        out.writeUTF(operation.getClass().getSimpleName());
        writeKey(out, operation.key());
        writeBytes(out, operation.newValue().orElse(Bytes.utf8("")));
        out.writeUTF(operation.boundTo().orElse(""));
        if (operation instanceof Operation.Replace replace) {
            out.writeLong(replace.version());
        } else if (operation instanceof Operation.Delete delete) {
            out.writeLong(delete.version());
        } else {
            out.writeLong(0);
        }
    }

    public static Operation readOperation(DataInputStream in) throws IOException {
        String kind = in.readUTF();
        Key key = readKey(in);
        Bytes value = readBytes(in);
        String session = in.readUTF();
        long version = in.readLong();
        return switch (kind) {
            case "Create" -> new Operation.Create(key, value);
            case "CreateBound" -> new Operation.CreateBound(key, value, session);
            case "Replace" -> new Operation.Replace(key, version, value);
            case "Delete" -> new Operation.Delete(key, version);
            case "TakeOver" -> new Operation.TakeOver(key, value, session);
            default -> throw new IOException("an operation that this version does not know: " + kind);
        };
    }

    public static void writeAnswer(DataOutputStream out, Commit answer) throws IOException {
        out.writeUTF(answer.getClass().getSimpleName());
        if (answer instanceof Commit.Committed committed) {
            writeList(out, List.copyOf(committed.versions().entrySet()), (to, version) -> {
                writeKey(to, version.getKey());
                to.writeLong(version.getValue());
            });
        } else if (answer instanceof Commit.GuardFailed failed) {
            writeKey(out, failed.key());
        } else if (answer instanceof Commit.NotApplied refused) {
            out.writeUTF(refused.cause().getMessage());
        }
    }

    public static Commit readAnswer(DataInputStream in) throws IOException {
        String kind = in.readUTF();
        switch (kind) {
            case "Committed":
                Map<Key, Long> versions = new HashMap<>();
                for (int left = in.readInt(); left > 0; left--) {
                    versions.put(readKey(in), in.readLong());
                }
                return new Commit.Committed(versions);
            case "GuardFailed":
                return new Commit.GuardFailed(readKey(in));
            case "NotApplied":
                return new Commit.NotApplied(new UnavailableException(in.readUTF()));
            default:
                throw new IOException("an answer that this version does not know: " + kind);
        }
    }

    private static void writeBytes(DataOutputStream out, Bytes bytes) throws IOException {
        out.writeInt(bytes.length());
        out.write(bytes.toArray());
    }

    private static Bytes readBytes(DataInputStream in) throws IOException {
        return Bytes.of(in.readNBytes(in.readInt()));
    }
}
