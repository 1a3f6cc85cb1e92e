package io.haservices.etcd;

/** Gets the one answer to a call, on the loop. */
interface Reply<R> {
    void answered(R response);

    void failed(Failure failure);
}
