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
import dev.stile.core.error.ShellWords;
import dev.stile.core.registry.ConnectorRegistry;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The connections to code hosts, and which of them is meant. Immutable. */
public final class HostConnections {
    private final List<HostConnection> all;
    private final List<String> connectors;
    private final Unfit unfit;

    /**
     * @param all by name
     * @param connectors slugs of the connectors that lead to code hosts
     */
    HostConnections(List<HostConnection> all, List<String> connectors) {
        this(all, connectors, Unfit.NONE);
    }

    /**
     * @param unfit which further connections there are that cannot be used, and why
     */
    HostConnections(List<HostConnection> all, List<String> connectors, Unfit unfit) {
        this.all = List.copyOf(all);
        this.connectors = List.copyOf(connectors);
        this.unfit = unfit;
    }

    /** Those of this home. Makes no home where there is none. */
    public static HostConnections of(House house) {
        List<HostConnection> found = new ArrayList<>();
        List<Unfit.One> unfit = new ArrayList<>();
        for (Connection connection : house.allConnections()) {
            try {
                look(house, connection, found, unfit);
            } catch (StileException notInstalled) {
                unfit.add(new Unfit.One(connection.slug().text(), Optional.empty(), notInstalled));
            }
        }
        List<String> connectors =
                house.registry().manifests().stream()
                        .filter(HostConnections::isOfHosts)
                        .map(Manifest::slug)
                        .toList();
        return new HostConnections(found, connectors, new Unfit(unfit));
    }

    private static void look(
            House house, Connection connection, List<HostConnection> found, List<Unfit.One> unfit) {
        Manifest manifest = house.registry().manifest(connection.connector());
        if (!isOfHosts(manifest)) {
            return;
        }
        Optional<HostConnection> host = of(connection, manifest);
        Optional<Failure> refused = house.registry().unfit(connection);
        if (refused.isPresent()) {
            unfit.add(new Unfit.One(connection.slug().text(), host, refused.get()));
        } else {
            host.ifPresent(found::add);
        }
    }

    /**
     * One connection, if it leads to a code host, also if its other settings do not let it be used.
     * Looks at no other.
     */
    public static Optional<HostConnection> of(House house, Connection connection) {
        try {
            Manifest manifest = house.registry().manifest(connection.connector());
            return isOfHosts(manifest) ? of(connection, manifest) : Optional.empty();
        } catch (StileException notInstalled) {
            return Optional.empty();
        }
    }

    private static Optional<HostConnection> of(Connection connection, Manifest manifest) {
        return HostConnection.of(connection, ConnectorRegistry.settings(connection, manifest));
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

    /** The first of three or more parts of what was typed, if it is no connection and no host. */
    public Optional<String> unknownName(String typed) {
        String[] parts = typed.split("[#/]", -1);
        boolean named =
                typed.contains("://")
                        || typed.replaceFirst("#.*", "").split("/", -1).length < 3
                        || all.stream()
                                .anyMatch(
                                        each ->
                                                each.slug().equals(parts[0])
                                                        || each.host()
                                                                .text()
                                                                .equalsIgnoreCase(parts[0]));
        return Optional.of(parts[0]).filter(name -> !named && !name.isEmpty());
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
                    known().stream().filter(each -> each.host().equals(host)).toList();
            return there.size() == 1
                    ? there.stream().filter(all::contains).findFirst()
                    : Optional.empty();
        } catch (Invalid | Failure | IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /**
     * Why git is told no credential though connections lead to an origin: the one that is meant
     * cannot be used as it is, or more than one does and it cannot be told which is meant. Empty
     * where that is not so.
     *
     * @param wholeUrl whether git named the repository
     */
    public Optional<String> unsureForGit(String url, boolean wholeUrl) {
        List<HostConnection> there =
                known().stream()
                        .filter(each -> url.startsWith(CredentialLine.origin(each) + "/"))
                        .toList();
        if (there.isEmpty() || forGit(url, wholeUrl).isPresent()) {
            return Optional.empty();
        }
        Optional<String> broken = unfitForGit(there, url, wholeUrl);
        if (broken.isPresent() || there.size() == 1) {
            return broken;
        }
        String origin = CredentialLine.origin(there.getFirst());
        String slugs = String.join(", ", there.stream().map(HostConnection::slug).toList());
        return Optional.of(
                "several connections lead to "
                        + origin
                        + " ("
                        + slugs
                        + "): "
                        + (wholeUrl
                                ? "the setting repositories of exactly one has to name this"
                                        + " repository; see "
                                        + ShellWords.command(
                                                "stile connection show", there.getFirst().slug())
                                : "let git say which repository: "
                                        + ShellWords.command(
                                                "git config --global",
                                                "credential." + origin + ".useHttpPath",
                                                "true")));
    }

    private Optional<String> unfitForGit(List<HostConnection> there, String url, boolean wholeUrl) {
        if (there.size() == 1) {
            return unfit.line(there.getFirst().slug());
        }
        if (!wholeUrl) {
            return Optional.empty();
        }
        try {
            RepoRef repo = RepoTexts.repo(url, new Names());
            List<HostConnection> named = there.stream().filter(each -> each.names(repo)).toList();
            return named.size() == 1 ? unfit.line(named.getFirst().slug()) : Optional.empty();
        } catch (Invalid noRepository) {
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
                known().stream().filter(each -> each.host().equals(repo.host())).toList();
        if (there.isEmpty()) {
            unfit.refuse(repo.host());
            throw notConnected("https://" + repo.host());
        }
        List<HostConnection> named =
                there.size() == 1
                        ? there
                        : there.stream().filter(each -> each.names(repo)).toList();
        if (named.size() == 1) {
            unfit.refuse(named.getFirst().slug());
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

    /**
     * Also those that cannot be used as they are: whose a repository is does not change because of
     * that.
     */
    private List<HostConnection> known() {
        return Stream.concat(all.stream(), unfit.hosts().stream()).toList();
    }

    /** How a repository is named so that it is this one, as short as can be. */
    public String named(Meant<RepoRef> meant) {
        return known().size() == 1
                ? meant.ref().path()
                : meant.connection().slug() + "/" + meant.ref().path();
    }

    private void requireAny() {
        if (all.isEmpty()) {
            unfit.refuseAny();
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
        unfit.lines().forEach(failure::detail);
        return failure.build();
    }

    /** What the connections know of names, and which of them a text named. */
    private final class Names implements RepoTexts.Hosts {
        private Optional<HostConnection> said = Optional.empty();

        @Override
        public Optional<HostId> bySlug(String slug) {
            unfit.refuse(slug);
            said = all.stream().filter(each -> each.slug().equals(slug)).findFirst();
            return said.map(HostConnection::host);
        }

        @Override
        public boolean knows(HostId host) {
            return known().stream().anyMatch(each -> each.host().equals(host));
        }

        @Override
        public Optional<HostId> standard() {
            List<HostId> hosts = known().stream().map(HostConnection::host).distinct().toList();
            return hosts.size() == 1 ? Optional.of(hosts.getFirst()) : Optional.empty();
        }
    }
}
