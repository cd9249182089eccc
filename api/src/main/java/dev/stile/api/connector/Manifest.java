package dev.stile.api.connector;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A connector described as data.
 *
 * @param slug {@code [a-z0-9]+(-[a-z0-9]+)*}, 2 to 64 characters, stable for ever
 * @param version semantic version of the connector
 * @param description one line, at most 200 characters
 * @param facets what the connector offers
 * @param settings asked by {@code stile connect}, in this order
 * @param secrets what the gate places in requests
 * @param readScopes scopes that reading needs, in the vendor's words
 * @param writeScopes scopes that writing needs, in the vendor's words
 * @param pacing how fast the vendor wants to be asked
 * @param requestHeaders constant headers of every request, such as a pinned version of the vendor's
 *     API
 */
public record Manifest(
        String slug,
        String version,
        String description,
        Set<Facet> facets,
        List<SettingSpec> settings,
        List<SecretSpec> secrets,
        List<String> readScopes,
        List<String> writeScopes,
        Pacing pacing,
        List<ConstantHeader> requestHeaders) {
    /** A header that every request of the connector carries. */
    public record ConstantHeader(String name, String value) {}

    public Manifest {
        if (slug.length() < 2 || slug.length() > 64 || !slug.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException(
                    "a connector slug is 2 to 64 of a-z, 0-9 and single dashes");
        }
        if (description.isBlank()
                || description.length() > 200
                || description.lines().count() > 1) {
            throw new IllegalArgumentException(
                    "a description is one line of at most 200 characters");
        }
        facets = Set.copyOf(facets);
        settings = List.copyOf(settings);
        secrets = List.copyOf(secrets);
        readScopes = List.copyOf(readScopes);
        writeScopes = List.copyOf(writeScopes);
        requestHeaders = List.copyOf(requestHeaders);
    }

    /** The setting of that name. */
    public Optional<SettingSpec> setting(String name) {
        return settings.stream().filter(setting -> setting.name().equals(name)).findFirst();
    }

    /** The secret of that name. */
    public Optional<SecretSpec> secret(String name) {
        return secrets.stream().filter(secret -> secret.name().equals(name)).findFirst();
    }
}
