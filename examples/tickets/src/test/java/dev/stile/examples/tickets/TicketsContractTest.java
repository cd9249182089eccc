package dev.stile.examples.tickets;

import dev.stile.testkit.contract.ContractWorld;
import dev.stile.testkit.contract.InMemoryWorld;
import dev.stile.testkit.contract.RecordStoreContract;
import dev.stile.testkit.tracker.TrackerInMemory;

import java.net.URI;
import java.util.Map;

/** The connector keeps the contract of a record store. */
final class TicketsContractTest extends RecordStoreContract {
    @Override
    protected ContractWorld world() {
        TrackerInMemory tracker =
                new TrackerInMemory(
                        "tickets", Map.of("status", "open", "body", ""), Map.of("title", 120));
        URI base = URI.create("https://tickets.example/api");
        return new InMemoryWorld(
                new TicketsProvider(), "base_url", base, tracker::as, tracker::project);
    }
}
