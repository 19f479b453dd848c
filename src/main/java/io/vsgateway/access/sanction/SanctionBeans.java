package io.vsgateway.access.sanction;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.StartupEvent;
import io.vsgateway.data.DataSettings;
import io.vsgateway.time.Clocks;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicReference;

/// Creates the ledger from its file, at the start: nobody is let in before it exists.
@ApplicationScoped
class SanctionBeans {
    private final SanctionFile file;
    private final Clocks clocks;

    SanctionBeans(DataSettings data, ObjectMapper json, Clocks clocks) {
        this.file = new SanctionFile(data.dir().resolve(SanctionFile.NAME), json);
        this.clocks = clocks;
    }

    void loadAtStart(@Observes StartupEvent start, Sanctions sanctions) {}

    @Produces
    @Singleton
    Sanctions sanctions() {
        return load(file, clocks, Sanctions.MOST);
    }

    /// A ledger with the content of the file, which also stores everything applied from then on.
    static Sanctions load(SanctionFile file, Clocks clocks, int most) {
        var itself = new AtomicReference<Sanctions>();
        var sanctions =
                new Sanctions(
                        clocks.wall(),
                        most,
                        applied -> {
                            Sanctions loaded = itself.get();
                            if (loaded != null) {
                                file.keep(applied, loaded::memory);
                            }
                        });
        file.read(sanctions::take);
        file.begin(sanctions.memory());
        itself.set(sanctions);
        return sanctions;
    }

    @PreDestroy
    void close() {
        file.close();
    }
}
