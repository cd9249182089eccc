package dev.stile.connectors.github.client;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a server is reached.
 *
 * @param web what people open
 * @param rest root of the REST interface
 * @param graphQl the one address of the GraphQL interface
 */
public record Addresses(URI web, URI rest, URI graphQl) {
    /** As the vendor derives them from the web address, unless a root is given. */
    public static Addresses of(URI webUrl, Optional<URI> apiUrl) {
        URI web = withoutSlash(webUrl);
        String host = web.getHost().toLowerCase(Locale.ROOT);
        URI rest =
                apiUrl.map(Addresses::withoutSlash)
                        .orElseGet(
                                () ->
                                        host.equals("github.com") || host.endsWith(".ghe.com")
                                                ? URI.create(web.getScheme() + "://api." + host)
                                                : URI.create(web + "/api/v3"));
        String root = rest.toString();
        URI graphQl =
                root.endsWith("/api/v3")
                        ? URI.create(root.substring(0, root.length() - 2) + "graphql")
                        : URI.create(root + "/graphql");
        return new Addresses(web, rest, graphQl);
    }

    /** Whether what people open and what programs ask is one host. */
    public boolean areAtOneHost() {
        return web.getAuthority().equalsIgnoreCase(rest.getAuthority());
    }

    private static URI withoutSlash(URI address) {
        return URI.create(address.toString().replaceFirst("/+$", ""));
    }
}
