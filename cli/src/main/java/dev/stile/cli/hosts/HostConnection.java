package dev.stile.cli.hosts;

import dev.stile.api.connector.Settings;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.hosting.HostId;
import dev.stile.api.hosting.RepoRef;
import dev.stile.core.connection.Connection;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A connection to a code host.
 *
 * @param connection what a person made
 * @param web the address of its {@code web_url}
 * @param host of that address
 * @param repositories patterns of the repositories that it is for; none means all
 * @param standardStrategy how its pull requests are merged where nothing else is said
 */
public record HostConnection(
        Connection connection,
        URI web,
        HostId host,
        List<String> repositories,
        String standardStrategy) {
    /** The setting that every one has. */
    static final String WEB_URL = "web_url";

    private static final String REPOSITORIES = "repositories";
    private static final String STRATEGY = "default_merge_strategy";

    public HostConnection {
        repositories = List.copyOf(repositories);
    }

    /** Empty if its settings do not name a host. */
    static Optional<HostConnection> of(Connection connection, Settings settings) {
        try {
            return settings.find(WEB_URL)
                    .map(URI::create)
                    .map(
                            web ->
                                    new HostConnection(
                                            connection,
                                            web,
                                            HostId.of(web),
                                            words(settings.find(REPOSITORIES).orElse("")),
                                            settings.find(STRATEGY).orElse("squash")));
        } catch (IllegalArgumentException | Invalid noAddress) {
            return Optional.empty();
        }
    }

    /** Its name. */
    public String slug() {
        return connection.slug().text();
    }

    /** Whether one of its patterns names that repository. */
    boolean names(RepoRef repo) {
        String path = repo.path().toLowerCase(Locale.ROOT);
        return repositories.stream()
                .anyMatch(
                        pattern ->
                                Pattern.matches(
                                        ("\\Q" + pattern.toLowerCase(Locale.ROOT) + "\\E")
                                                .replace("*", "\\E.*\\Q"),
                                        path));
    }

    private static List<String> words(String typed) {
        return Pattern.compile("[,\\s]+")
                .splitAsStream(typed)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
