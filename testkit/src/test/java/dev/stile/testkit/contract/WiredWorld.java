package dev.stile.testkit.contract;

import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.http.EgressClient;
import dev.stile.api.json.Json;
import dev.stile.api.store.RecordStore;
import dev.stile.api.value.ProjectRef;
import dev.stile.testkit.tracker.TrackerInMemory;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A tracker in memory met over requests and answers; the member's store may be broken. */
final class WiredWorld implements ContractWorld {
    static final URI BASE = URI.create("https://wired.example/api");

    private final TrackerInMemory tracker =
            new TrackerInMemory(
                    "issues", Map.of("status", "open", "body", ""), Map.of("title", 120));
    private final Function<EgressClient, RecordStore> members;

    WiredWorld(Function<EgressClient, RecordStore> members) {
        this.members = members;
    }

    @Override
    public String connector() {
        return "wired";
    }

    @Override
    public String dialect() {
        return "a tracker in memory";
    }

    @Override
    public Manifest manifest() {
        return Manifest.of("wired", "1", "Records over a wire.")
                .facets(Set.of(Facet.RECORDS))
                .build();
    }

    @Override
    public URI baseAddress() {
        return BASE;
    }

    @Override
    public Optional<RecordStore> open(Who who, UnaryOperator<EgressClient> through) {
        EgressClient egress = through.apply(tracker.as(who));
        return Optional.of(who == Who.MEMBER ? members.apply(egress) : new WiredStore(egress));
    }

    @Override
    public ProjectRef emptyProject() {
        return new ProjectRef(tracker.project());
    }

    @Override
    public ProjectRef missingProject() {
        return new ProjectRef("nowhere");
    }

    @Override
    public Optional<UnaryOperator<Json>> nextLinkTo(URI address) {
        Json there = Json.text(address.toString());
        return Optional.of(page -> Spoilt.with((Json.JsonObject) page, "next", there));
    }

    @Override
    public Optional<UnaryOperator<Json>> spoiltItem() {
        return Optional.of(Spoilt.itemOf("issues"));
    }
}
