package io.haservices.etcd;

/**
 * Who this process is.
 *
 * @param user empty when nobody logs in
 */
record Credentials(String user, String password) {
    boolean given() {
        return !user.isEmpty();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return given() ? "user " + user : "no login";
    }
}
