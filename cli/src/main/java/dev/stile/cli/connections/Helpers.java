package dev.stile.cli.connections;

import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.cli.hosts.HostConnections;
import dev.stile.cli.install.HelperLink;
import dev.stile.cli.wiring.Surroundings;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The programs that git starts for a connection, and whether it finds them.
 *
 * @param remotes for those with records
 * @param credentials for those to code hosts
 */
record Helpers(Optional<HelperLink.Found> remotes, Optional<HelperLink.Found> credentials) {
    /** Links what git does not find, where that takes nothing away. */
    static Helpers linked(Surroundings around, Manifest manifest) {
        return new Helpers(
                Optional.of(HelperLink.ofRemotes(around))
                        .filter(each -> manifest.facets().contains(Facet.RECORDS))
                        .map(HelperLink::ensure),
                Optional.of(HelperLink.ofCredentials(around))
                        .filter(each -> HostConnections.isOfHosts(manifest))
                        .map(HelperLink::ensure));
    }

    /** Lines for people; what both say is said once. */
    List<String> notes() {
        return Stream.of(remotes, credentials)
                .flatMap(Optional::stream)
                .flatMap(each -> each.notes().stream())
                .distinct()
                .toList();
    }
}
