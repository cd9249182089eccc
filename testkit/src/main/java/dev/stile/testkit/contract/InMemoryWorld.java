package dev.stile.testkit.contract;

import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorLog;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.Settings;
import dev.stile.api.http.EgressClient;
import dev.stile.api.store.RecordStore;
import dev.stile.api.value.ProjectRef;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A world that needs no more than a connector and something in memory that answers it.
 *
 * @param provider the connector
 * @param setting the setting that holds the server's address
 * @param baseAddress the address, which nobody is asked at
 * @param as the way to the server with the credentials of somebody
 * @param projects makes an empty project and says its name
 */
public record InMemoryWorld(
        ConnectorProvider provider,
        String setting,
        URI baseAddress,
        Function<Who, EgressClient> as,
        Supplier<String> projects)
        implements ContractWorld {
    @Override
    public String connector() {
        return manifest().slug();
    }

    @Override
    public String dialect() {
        return "a tracker in memory";
    }

    @Override
    public Manifest manifest() {
        return provider.manifest();
    }

    @Override
    public Optional<RecordStore> open(Who who, UnaryOperator<EgressClient> through) {
        Settings settings = new Settings(Map.of(setting, baseAddress.toString()));
        return provider.open(new Context(connector(), through.apply(as.apply(who)), settings))
                .records();
    }

    @Override
    public ProjectRef emptyProject() {
        return new ProjectRef(projects.get());
    }

    @Override
    public ProjectRef missingProject() {
        return new ProjectRef("no-such-project");
    }

    private record Context(String connection, EgressClient egress, Settings settings)
            implements ConnectorContext {
        @Override
        public Clock clock() {
            return Clock.systemUTC();
        }

        @Override
        public ConnectorLog log() {
            return (message, remote) -> {};
        }
    }
}
