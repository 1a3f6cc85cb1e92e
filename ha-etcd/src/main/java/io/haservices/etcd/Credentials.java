package io.haservices.etcd;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Who this process is. */
final class Credentials {
    private final String user;
    private final String given;
    private final Optional<Path> file;

    /**
     * @param user empty when nobody logs in
     * @param password empty when it lies in the file
     */
    Credentials(String user, String password, Optional<Path> file) {
        this.user = user;
        this.given = password;
        this.file = file;
    }

    boolean given() {
        return !user.isEmpty();
    }

    String user() {
        return user;
    }

    /** Reads the file anew, so that a changed password is used without a restart. */
    String password() throws IOException {
        if (file.isEmpty()) {
            return given;
        }
        try {
            return Files.readString(file.get()).replaceAll("\\R$", "");
        } catch (MalformedInputException e) {
            throw new IOException(problem("is not in UTF-8"), e);
        } catch (IOException e) {
            throw new IOException(problem("cannot be read: " + e), e);
        }
    }

    /** Adds what is wrong with the file. */
    void check(List<String> problems) {
        try {
            if (file.isPresent() && password().isEmpty()) {
                problems.add(problem("is empty") + ".");
            }
        } catch (IOException e) {
            problems.add(e.getMessage() + ".");
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return given() ? "user " + user : "no login";
    }

    private String problem(String what) {
        return "'" + EtcdOptions.PASSWORD_FILE.key() + "': "
                + file.map(Path::toString).orElse("") + " " + what;
    }
}
