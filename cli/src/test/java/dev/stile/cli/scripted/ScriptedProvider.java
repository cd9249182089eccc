package dev.stile.cli.scripted;

import dev.stile.api.connector.Connector;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Facet;
import dev.stile.api.connector.GitHostBlock;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.ManifestBuilder;
import dev.stile.api.connector.Requirement;
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
        return of("scripted-host").build();
    }

    /** The same connector by another name. */
    static ManifestBuilder of(String slug) {
        return Manifest.of(slug, "1.0.0", "Pull requests that follow a script")
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
                .gitHost(
                        GitHostBlock.of(slug)
                                .needing(
                                        List.of(
                                                new Requirement(
                                                        Requirement.Type.SECRET,
                                                        "token",
                                                        Optional.of("https://script.example/keys"),
                                                        List.of("read", "write"),
                                                        "ask the author of the script for one"),
                                                new Requirement(
                                                        Requirement.Type.ENV,
                                                        "SCRIPT_STAGE",
                                                        Optional.empty(),
                                                        List.of(),
                                                        "name the stage"),
                                                Requirement.git())));
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
