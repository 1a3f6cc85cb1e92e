package io.haservices.core.wiring;

import com.google.inject.PrivateModule;
import com.google.inject.Provider;
import com.google.inject.Scopes;
import io.haservices.HighAvailabilityServices;
import io.haservices.config.Configuration;
import io.haservices.core.config.LoadedConfiguration;
import io.haservices.core.service.CoreServices;
import io.haservices.spi.coordination.Coordination;
import io.haservices.spi.storage.Storage;

/**
 * Binds {@link HighAvailabilityServices} as a singleton, for applications that use Guice. It is opened when it is first asked
 * for, which throws a {@link com.google.inject.ProvisionException} with the cause when it fails; to try again, make another
 * injector. Whoever asks closes it.
 */
public final class HighAvailabilityModule extends PrivateModule {
    private final Installation installation;
    private final LoadedConfiguration loaded;

    /** With the backends that the thread's class loader sees, and those of the configured folder of plugins. */
    public HighAvailabilityModule(Configuration configuration) {
        this(Installation.of(Installation.currentLoader(), configuration), LoadedConfiguration.of(configuration));
    }

    /** With the backends of an installation. */
    public HighAvailabilityModule(Installation installation, LoadedConfiguration loaded) {
        this.installation = installation;
        this.loaded = loaded;
    }

    // Providers as objects, and neither @Provides nor constructors: for those Guice generates bytecode through
    // sun.misc.Unsafe, about which JDK 25 prints warnings.
    @Override
    protected void configure() {
        bind(Opened.class).toProvider(Opened::new).in(Scopes.SINGLETON);
        bind(Selection.class).toProvider(() -> installation.select(loaded)).in(Scopes.SINGLETON);
        Provider<Opened> opened = getProvider(Opened.class);
        Provider<Selection> selection = getProvider(Selection.class);

        bind(JvmRuntime.class)
                .toProvider(
                        () -> opened.get().add(new JvmRuntime(selection.get().clusterId())))
                .in(Scopes.SINGLETON);
        bind(Storage.class)
                .toProvider(() -> opened.get().add(selection.get().openStorage()))
                .in(Scopes.SINGLETON);
        bind(Coordination.class)
                .toProvider(() -> opened.get().add(selection.get().openCoordination()))
                .in(Scopes.SINGLETON);
        Provider<JvmRuntime> runtime = getProvider(JvmRuntime.class);
        Provider<Storage> storage = getProvider(Storage.class);
        Provider<Coordination> coordination = getProvider(Coordination.class);

        bind(HighAvailabilityServices.class)
                .toProvider(() -> services(opened.get(), selection, runtime, storage, coordination))
                .in(Scopes.SINGLETON);
        expose(HighAvailabilityServices.class);
    }

    private static HighAvailabilityServices services(
            Opened opened,
            Provider<Selection> selection,
            Provider<JvmRuntime> runtime,
            Provider<Storage> storage,
            Provider<Coordination> coordination) {
        opened.requireOpen();
        try {
            // In this order, so that the session ends before the storage closes, and the threads end last.
            JvmRuntime threads = runtime.get();
            Storage blobs = storage.get();
            Coordination session = coordination.get();
            return new CoreServices(
                    selection.get().configuration(),
                    selection.get().clusterId(),
                    session,
                    () -> opened.add(selection.get().openCoordination()),
                    blobs,
                    threads.core(),
                    opened::close);
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }
}
