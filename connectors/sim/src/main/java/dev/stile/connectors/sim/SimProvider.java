package dev.stile.connectors.sim;

import dev.stile.api.connector.Connector;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.SecretPlacement;
import dev.stile.api.connector.SecretSpec;
import dev.stile.api.connector.SettingSpec;
import dev.stile.api.store.RecordStore;
import dev.stile.connectors.sim.client.SimClient;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The connector for Stile's own simulator. */
public final class SimProvider implements ConnectorProvider {
    static final String SLUG = "sim";
    static final String BASE_URL = "base_url";

    static final String PAGE_SIZE = "page_size";

    @Override
    public Manifest manifest() {
        return Manifest.of(SLUG, "0.1.0", "Records of a Stile simulator")
                .facets(Set.of(Facet.RECORDS, Facet.ACTIONS))
                .canSubscribe(true)
                .settings(
                        List.of(
                                SettingSpec.address(
                                        BASE_URL,
                                        "Address of the simulator, such as http://127.0.0.1:8080/sim/v1"),
                                new SettingSpec(
                                        PAGE_SIZE,
                                        SettingSpec.Kind.TEXT,
                                        "Records in one page of a listing",
                                        false,
                                        Optional.of("1000"),
                                        List.of("20", "100", "1000"))))
                .secrets(
                        List.of(
                                new SecretSpec(
                                        "token",
                                        "A token of the simulator",
                                        true,
                                        new SecretPlacement.Header("Authorization", "Bearer "))))
                .readScopes(List.of("read"))
                .writeScopes(List.of("write", "comment"))
                .actions(SimActions::specs)
                .build();
    }

    @Override
    public Connector open(ConnectorContext context) {
        URI base = context.settings().address(BASE_URL);
        RecordStore store =
                new SimStore(
                        context.egress(),
                        base,
                        Integer.parseInt(context.settings().find(PAGE_SIZE).orElse("1000")));
        return Connector.of(
                store,
                () -> new SimActions(store, new Messages(new SimClient(context.egress(), base))));
    }
}
