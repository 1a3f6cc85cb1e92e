package io.haservices.etcd;

import io.etcd.jetcd.api.AuthGrpc;
import io.etcd.jetcd.api.AuthenticateRequest;
import io.etcd.jetcd.api.AuthenticateResponse;
import io.grpc.Status;
import java.io.IOException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs a new connection in. A token that has expired later is a reason for a new connection. */
final class Login {
    private static final Logger LOG = LoggerFactory.getLogger(Login.class);

    private final EtcdSettings settings;
    private boolean warned;

    Login(EtcdSettings settings) {
        this.settings = settings;
    }

    void logIn(Connection connection, Runnable done, Consumer<Failure> failed) {
        Credentials credentials = settings.credentials();
        if (!credentials.given()) {
            done.run();
            return;
        }
        String password;
        try {
            password = credentials.password();
        } catch (IOException e) {
            failed.accept(new Failure(Status.UNAVAILABLE.withDescription(e.getMessage()), false));
            return;
        }
        AuthenticateRequest request = AuthenticateRequest.newBuilder()
                .setName(credentials.user())
                .setPassword(password)
                .build();
        connection.call(
                AuthGrpc.getAuthenticateMethod(), request, settings.tryTimeout().toNanos(), new Reply<>() {
                    @Override
                    public void answered(AuthenticateResponse response) {
                        connection.token(response.getToken());
                        done.run();
                    }

                    @Override
                    public void failed(Failure failure) {
                        if (failure.isLoginUnneeded()) {
                            warn();
                            done.run();
                        } else {
                            failed.accept(failure);
                        }
                    }
                });
    }

    private void warn() {
        if (!warned) {
            warned = true;
            LOG.warn("etcd {} wants no login: '{}' has no effect", settings.servers(), EtcdOptions.USER.key());
        }
    }
}
