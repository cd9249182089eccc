package dev.stile.connectors.github;

import dev.stile.api.connector.Connector;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Facet;
import dev.stile.api.connector.GitHostBlock;
import dev.stile.api.connector.KeyExchange;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.Manifest.ConstantHeader;
import dev.stile.api.connector.Pacing;
import dev.stile.api.connector.Requirement;
import dev.stile.api.connector.SecretPlacement;
import dev.stile.api.connector.SecretSpec;
import dev.stile.api.connector.SettingFault;
import dev.stile.api.connector.SettingSpec;
import dev.stile.api.connector.Settings;
import dev.stile.api.hosting.GitHost;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The connector for pull requests of GitHub. */
public final class GitHubProvider implements ConnectorProvider {
    static final String SLUG = "github";

    private static final String TOKEN = "token";
    private static final String TOKEN_PAGE = "https://github.com/settings/personal-access-tokens";

    private static final List<String> READ_SCOPES =
            List.of(
                    "pull requests: read",
                    "contents: read",
                    "checks: read",
                    "commit statuses: read",
                    "administration: read (for classic branch protection)");
    private static final List<String> WRITE_SCOPES =
            List.of("pull requests: write", "contents: write");

    /** "Generating an installation access token for a GitHub App": it ends after an hour. */
    private static final KeyExchange INSTALLATION_TOKEN =
            new KeyExchange(
                    GitHubSettings.APP_ID,
                    List.of(
                            "{api_url}/app/installations/{installation_id}/access_tokens",
                            "{web_url}/api/v3/app/installations/{installation_id}/access_tokens"));

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
                                        TOKEN,
                                        "personal access token, from Settings, Developer settings",
                                        true,
                                        new SecretPlacement.Header("Authorization", "Bearer ")),
                                new SecretSpec(
                                        "private_key",
                                        "private key of a GitHub App, in the place of the token",
                                        false,
                                        new SecretPlacement.Exchanged(
                                                "Authorization", "Bearer ", INSTALLATION_TOKEN))))
                .readScopes(READ_SCOPES)
                .writeScopes(WRITE_SCOPES)
                .gitHost(gitHost())
                .pacing(PACING)
                .requestHeaders(
                        List.of(
                                new ConstantHeader("Accept", "application/vnd.github+json"),
                                new ConstantHeader("X-GitHub-Api-Version", API_VERSION)))
                .build();
    }

    private static GitHostBlock gitHost() {
        GitHostBlock usual = GitHostBlock.of(SLUG);
        return usual.needing(
                        List.of(
                                new Requirement(
                                        Requirement.Type.SECRET,
                                        TOKEN,
                                        Optional.of(TOKEN_PAGE),
                                        Stream.concat(READ_SCOPES.stream(), WRITE_SCOPES.stream())
                                                .toList(),
                                        "make a personal access token of the account that is to act,"
                                                + " for its repositories alone; on a server of your"
                                                + " own, on the same page below its address"),
                                Requirement.git()))
                .contributing(
                        new GitHostBlock.Contributes(
                                usual.contributes().events(),
                                List.of(),
                                GitHubSettings.specs().stream().map(SettingSpec::name).toList()));
    }

    @Override
    public List<SettingFault> faults(Settings settings) {
        return SettingCheck.faults(settings);
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
