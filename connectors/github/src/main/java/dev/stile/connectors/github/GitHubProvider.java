package dev.stile.connectors.github;

import dev.stile.api.connector.Connector;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.Manifest.ConstantHeader;
import dev.stile.api.connector.Pacing;
import dev.stile.api.connector.SecretPlacement;
import dev.stile.api.connector.SecretSpec;
import dev.stile.api.hosting.GitHost;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The connector for pull requests of GitHub. */
public final class GitHubProvider implements ConnectorProvider {
    static final String SLUG = "github";

    /** Newer versions drop {@code merge_commit_sha}. */
    private static final String API_VERSION = "2022-11-28";

    /**
     * The vendor asks for no more than one write a second ("Best practices for using the REST
     * API").
     */
    private static final Pacing PACING = new Pacing(8, Duration.ofMillis(1000), 6_000);

    @Override
    public Manifest manifest() {
        return Manifest.of(SLUG, "0.1.0", "Pull requests of GitHub")
                .facets(Set.of(Facet.PULL_REQUESTS))
                .settings(GitHubSettings.specs())
                .secrets(
                        List.of(
                                new SecretSpec(
                                        "token",
                                        "personal access token, from Settings, Developer settings",
                                        true,
                                        new SecretPlacement.Header("Authorization", "Bearer "))))
                .readScopes(
                        List.of(
                                "pull requests: read",
                                "contents: read",
                                "checks: read",
                                "commit statuses: read",
                                "administration: read (for classic branch protection)"))
                .writeScopes(List.of("pull requests: write", "contents: write"))
                .pacing(PACING)
                .requestHeaders(
                        List.of(
                                new ConstantHeader("Accept", "application/vnd.github+json"),
                                new ConstantHeader("X-GitHub-Api-Version", API_VERSION)))
                .build();
    }

    @Override
    public Connector open(ConnectorContext context) {
        GitHubHost host = new GitHubHost(context);
        return new Connector() {
            @Override
            public Optional<GitHost> gitHost() {
                return Optional.of(host);
            }
        };
    }
}
