package dev.stile.cli.hosts;

import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.HostId;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.RepoTexts;
import dev.stile.cli.wiring.House;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.registry.ConnectorRegistry;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The connections to code hosts, and which of them is meant. Immutable. */
public final class HostConnections {
    private final List<HostConnection> all;
    private final List<String> connectors;
    private final List<String> unusable;

    /**
     * @param all by name
     * @param connectors slugs of the connectors that lead to code hosts
     */
    HostConnections(List<HostConnection> all, List<String> connectors) {
        this(all, connectors, List.of());
    }

    /**
     * @param unusable which further connections there are whose connector cannot be used, and why
     */
    private HostConnections(
            List<HostConnection> all, List<String> connectors, List<String> unusable) {
        this.all = List.copyOf(all);
        this.connectors = List.copyOf(connectors);
        this.unusable = List.copyOf(unusable);
    }

    /** Those of this home. Makes no home where there is none. */
    public static HostConnections of(House house) {
        List<HostConnection> found = new ArrayList<>();
        List<String> unusable = new ArrayList<>();
        for (Connection connection : house.allConnections()) {
            of(house, connection, unusable).ifPresent(found::add);
        }
        List<String> connectors =
                house.registry().manifests().stream()
                        .filter(HostConnections::isOfHosts)
                        .map(Manifest::slug)
                        .toList();
        return new HostConnections(found, connectors, unusable);
    }

    /** One connection, if it leads to a code host. Looks at no other. */
    public static Optional<HostConnection> of(House house, Connection connection) {
        return of(house, connection, new ArrayList<>());
    }

    private static Optional<HostConnection> of(
            House house, Connection connection, List<String> unusable) {
        return manifest(house, connection, unusable)
                .flatMap(
                        manifest ->
                                HostConnection.of(
                                        connection,
                                        ConnectorRegistry.settings(connection, manifest)));
    }

    /** Its manifest, if its connector is here and leads to a code host. */
    private static Optional<Manifest> manifest(
            House house, Connection connection, List<String> unusable) {
        try {
            return Optional.of(house.registry().manifest(connection.connector()))
                    .filter(HostConnections::isOfHosts);
        } catch (StileException notInstalled) {
            unusable.add(connection.slug() + " cannot be used now: " + notInstalled.headline());
            return Optional.empty();
        }
    }

    /** Whether connections of that connector lead to code hosts. */
    public static boolean isOfHosts(Manifest manifest) {
        return manifest.facets().contains(Facet.PULL_REQUESTS);
    }

    public List<HostConnection> all() {
        return all;
    }

    /**
     * The repository that a text names.
     *
     * @throws Invalid naming {@code repo}, also where several connections could be meant
     * @throws Failure HOST_NOT_CONNECTED
     */
    public Meant<RepoRef> repo(String typed) {
        requireAny();
        Names names = new Names();
        RepoRef repo = RepoTexts.repo(typed, names);
        return new Meant<>(leadingTo(repo, names.said), repo);
    }

    /**
     * The pull request that a text names.
     *
     * @throws Invalid naming {@code pr} or {@code repo}, also where several connections could be
     *     meant
     * @throws Failure HOST_NOT_CONNECTED
     */
    public Meant<PrRef> pr(String typed) {
        requireAny();
        Names names = new Names();
        PrRef pr = RepoTexts.pr(typed, names);
        return new Meant<>(leadingTo(pr.repo(), names.said), pr);
    }

    /** The repository of a git remote, if a connection leads there. */
    public Optional<RepoRef> remote(String url) {
        try {
            return Optional.of(RepoTexts.repo(url, new Names()))
                    .filter(repo -> all.stream().anyMatch(each -> each.host().equals(repo.host())));
        } catch (Invalid noRepository) {
            return Optional.empty();
        }
    }

    /**
     * The connection whose credential git may be told for a remote.
     *
     * @param wholeUrl whether the address names a repository, and not its host alone
     * @return empty if there is none, or if it cannot be told which
     */
    public Optional<HostConnection> forGit(String url, boolean wholeUrl) {
        try {
            if (wholeUrl) {
                return Optional.of(leadingTo(RepoTexts.repo(url, new Names()), Optional.empty()));
            }
            HostId host = HostId.of(URI.create(url));
            List<HostConnection> there =
                    all.stream().filter(each -> each.host().equals(host)).toList();
            return there.size() == 1 ? Optional.of(there.getFirst()) : Optional.empty();
        } catch (Invalid | Failure | IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /**
     * The connection that leads to a repository.
     *
     * @param said the one that was named
     */
    HostConnection leadingTo(RepoRef repo, Optional<HostConnection> said) {
        if (said.isPresent()) {
            return said.get();
        }
        List<HostConnection> there =
                all.stream().filter(each -> each.host().equals(repo.host())).toList();
        if (there.isEmpty()) {
            throw notConnected("https://" + repo.host());
        }
        if (there.size() == 1) {
            return there.getFirst();
        }
        List<HostConnection> named = there.stream().filter(each -> each.names(repo)).toList();
        if (named.size() == 1) {
            return named.getFirst();
        }
        String slugs = String.join(", ", there.stream().map(HostConnection::slug).toList());
        throw new Invalid(
                "repo",
                "several connections lead to "
                        + repo.host()
                        + " ("
                        + slugs
                        + "): name one, as in "
                        + there.getFirst().slug()
                        + "/"
                        + repo.path(),
                List.of());
    }

    /** How a repository is named so that it is this one, as short as can be. */
    public String named(Meant<RepoRef> meant) {
        return all.size() == 1
                ? meant.ref().path()
                : meant.connection().slug() + "/" + meant.ref().path();
    }

    private void requireAny() {
        if (all.isEmpty()) {
            throw notConnected("https://HOST");
        }
    }

    private Failure notConnected(String origin) {
        Failure.Builder failure =
                Failure.of(Code.HOST_NOT_CONNECTED)
                        .headline(
                                all.isEmpty()
                                        ? "no connection leads to a code host yet"
                                        : "no connection leads to " + origin)
                        .argument("origin", origin)
                        .fact("origin", origin);
        connectors.stream()
                .findFirst()
                .ifPresent(connector -> failure.argument("connector", connector));
        all.forEach(each -> failure.detail(each.slug() + " leads to " + each.web()));
        unusable.forEach(failure::detail);
        return failure.build();
    }

    /** What the connections know of names, and which of them a text named. */
    private final class Names implements RepoTexts.Hosts {
        private Optional<HostConnection> said = Optional.empty();

        @Override
        public Optional<HostId> bySlug(String slug) {
            said = all.stream().filter(each -> each.slug().equals(slug)).findFirst();
            return said.map(HostConnection::host);
        }

        @Override
        public boolean knows(HostId host) {
            return all.stream().anyMatch(each -> each.host().equals(host));
        }

        @Override
        public Optional<HostId> standard() {
            List<HostId> hosts = all.stream().map(HostConnection::host).distinct().toList();
            return hosts.size() == 1 ? Optional.of(hosts.getFirst()) : Optional.empty();
        }
    }
}
