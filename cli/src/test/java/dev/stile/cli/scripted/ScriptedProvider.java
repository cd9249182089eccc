package dev.stile.cli.scripted;

import dev.stile.api.connector.Connector;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.SecretPlacement;
import dev.stile.api.connector.SecretSpec;
import dev.stile.api.connector.SettingSpec;
import dev.stile.api.hosting.GitHost;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The connector {@code scripted-host}, for tests of commands. */
public final class ScriptedProvider implements ConnectorProvider {
    @Override
    public Manifest manifest() {
        return Manifest.of("scripted-host", "1.0.0", "Pull requests that follow a script")
                .facets(Set.of(Facet.PULL_REQUESTS))
                .settings(
                        List.of(
                                SettingSpec.address("web_url", "Where the host is"),
                                SettingSpec.text("default_merge_strategy", "How to merge"),
                                SettingSpec.text("repositories", "Patterns of repositories")))
                .secrets(
                        List.of(
                                new SecretSpec(
                                        "token",
                                        "A token",
                                        true,
                                        new SecretPlacement.Header("X-Token", ""))))
                .build();
    }

    @Override
    public Connector open(ConnectorContext context) {
        GitHost host = new ScriptedHost(context);
        return new Connector() {
            @Override
            public Optional<GitHost> gitHost() {
                return Optional.of(host);
            }
        };
    }
}
