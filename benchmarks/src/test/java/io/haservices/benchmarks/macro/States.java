package io.haservices.benchmarks.macro;

/** Where one arm keeps states: bytes in files, a pointer to them in the coordination service. Used by several threads, never two for one name. */
interface States extends AutoCloseable {
    /** There is none of this name. */
    void add(String name, byte[] content) throws Exception;

    void replace(String name, byte[] content) throws Exception;

    byte[] read(String name) throws Exception;

    void remove(String name) throws Exception;

    /** Reads all, as a new leader does; gives how many. */
    int readAll() throws Exception;

    /** Undoes what readAll leaves behind in the service; this is not measured. */
    default void forgetReadAll() throws Exception {}

    @Override
    void close();
}
