package dev.stile.core.connection;

import dev.stile.core.digest.Sha256;
import dev.stile.core.egress.url.AmbiguousUrlException;
import dev.stile.core.egress.url.WebAddress;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * One authorised account of a connector.
 *
 * @param slug its name
 * @param connector slug of the connector
 * @param settings by name, as they were typed; defaults of the manifest are not in here
 * @param secrets references by the name of the secret: {@code env:TRACKER_KEY}; never a value
 * @param origins what it may reach
 * @param caFile certificates that it trusts besides the platform's own
 * @param options how it behaves
 * @param createdBy who made it
 * @param createdAt when, on our clock
 * @param version counts its changes, from 1
 */
public record Connection(
        ConnectionSlug slug,
        String connector,
        SortedMap<String, String> settings,
        SortedMap<String, String> secrets,
        List<GrantedOrigin> origins,
        Optional<Path> caFile,
        ConnectionOptions options,
        String createdBy,
        Instant createdAt,
        long version) {
    public Connection {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        secrets = Collections.unmodifiableSortedMap(new TreeMap<>(secrets));
        origins = List.copyOf(origins);
    }

    /** The grant of an origin in its canonical spelling. */
    public Optional<GrantedOrigin> grant(String origin) {
        return origins.stream().filter(granted -> granted.origin().equals(origin)).findFirst();
    }

    /**
     * Which server this speaks to, in one line: the connector and the addresses among the settings.
     * Origins that were granted beyond these, secrets and options say nothing of that.
     */
    public String server() {
        StringJoiner server = new StringJoiner(" ").add(connector);
        settings.values().stream()
                .filter(value -> value.startsWith("http://") || value.startsWith("https://"))
                .map(Connection::spelled)
                .forEach(server::add);
        return server.toString();
    }

    /**
     * Which account of which server this is, as a digest. A connection that is made again under its
     * name is another one, and so is one with other secrets: what was allowed for the one says
     * nothing of the other. Origins that were granted, certificates and options are not in it.
     */
    public String account() {
        StringJoiner account =
                new StringJoiner("\n")
                        .add(slug.text())
                        .add(connector)
                        .add(Long.toString(createdAt.toEpochMilli()));
        settings.forEach((name, value) -> account.add("setting " + name + "=" + value));
        secrets.forEach((name, reference) -> account.add("secret " + name + "=" + reference));
        return Sha256.hex(account.toString());
    }

    /** An address in its one spelling, as far as it has one. */
    private static String spelled(String address) {
        try {
            String spelled = WebAddress.parse(address).withoutQuery();
            return spelled.endsWith("/") ? spelled.substring(0, spelled.length() - 1) : spelled;
        } catch (AmbiguousUrlException notChecked) {
            return address;
        }
    }

    /** The same with other origins. */
    public Connection withOrigins(List<GrantedOrigin> granted) {
        return new Connection(
                slug, connector, settings, secrets, granted, caFile, options, createdBy, createdAt,
                version);
    }

    /** The same, made when and by whom the other one was. */
    Connection madeLike(Connection other) {
        return stored(other.createdBy, other.createdAt, version);
    }

    Connection withVersion(long newVersion) {
        return stored(createdBy, createdAt, newVersion);
    }

    private Connection stored(String by, Instant at, long newVersion) {
        return new Connection(
                slug, connector, settings, secrets, origins, caFile, options, by, at, newVersion);
    }

    /** Whether both say the same, whoever made them and whenever. */
    boolean saysTheSameAs(Connection other) {
        return slug.equals(other.slug)
                && connector.equals(other.connector)
                && settings.equals(other.settings)
                && secrets.equals(other.secrets)
                && caFile.equals(other.caFile)
                && options.equals(other.options)
                && reach(origins).equals(reach(other.origins));
    }

    private static Map<String, Boolean> reach(List<GrantedOrigin> origins) {
        Map<String, Boolean> reach = new TreeMap<>();
        origins.forEach(granted -> reach.put(granted.origin(), granted.privateAllowed()));
        return reach;
    }

    /** Whether that is this one, and nothing has changed it since. */
    public boolean isAsOldAs(Connection other) {
        return version == other.version && createdAt.equals(other.createdAt);
    }
}
