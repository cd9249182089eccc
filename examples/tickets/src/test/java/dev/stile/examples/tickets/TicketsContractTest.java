package dev.stile.examples.tickets;

import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorLog;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.Settings;
import dev.stile.api.http.EgressClient;
import dev.stile.api.store.RecordStore;
import dev.stile.api.value.ProjectRef;
import dev.stile.testkit.contract.ContractWorld;
import dev.stile.testkit.contract.RecordStoreContract;
import dev.stile.testkit.contract.Who;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;

/** The connector keeps the contract of a record store. */
final class TicketsContractTest extends RecordStoreContract {
    private final TrackerInMemory tracker = new TrackerInMemory();

    @Override
    protected ContractWorld world() {
        return new World(tracker);
    }

    private record World(TrackerInMemory tracker) implements ContractWorld {
        private static ConnectorProvider provider() {
            return ServiceLoader.load(ConnectorProvider.class).findFirst().orElseThrow();
        }

        @Override
        public String connector() {
            return "tickets";
        }

        @Override
        public String dialect() {
            return "a tracker in memory";
        }

        @Override
        public Manifest manifest() {
            return provider().manifest();
        }

        @Override
        public URI baseAddress() {
            return URI.create("https://tickets.example/api");
        }

        @Override
        public Optional<RecordStore> open(Who who, UnaryOperator<EgressClient> through) {
            Settings settings = new Settings(Map.of("base_url", baseAddress().toString()));
            Context context = new Context(through.apply(tracker.as(who)), settings);
            return provider().open(context).records();
        }

        @Override
        public ProjectRef emptyProject() {
            return new ProjectRef(tracker.project());
        }

        @Override
        public ProjectRef missingProject() {
            return new ProjectRef("no-such-project");
        }
    }

    private record Context(EgressClient egress, Settings settings) implements ConnectorContext {
        @Override
        public String connection() {
            return "tickets";
        }

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
