package dev.stile.cli.connections;

import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.error.StileException;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.HostConnections;
import dev.stile.core.error.ShellWords;
import dev.stile.flow.connection.ConnectionState;
import dev.stile.flow.connection.Lifecycle;
import dev.stile.flow.template.Triggers;

/** The command that somebody wants to type who has just seen a connection. */
final class ConnectionNext {
    private ConnectionNext() {}

    static String after(Desk desk, ConnectionState state) {
        String slug = state.connection().slug().text();
        if (state.notice().isPresent()) {
            return ShellWords.line(state.notice().get().command());
        }
        Lifecycle lifecycle = state.life().lifecycle();
        return switch (lifecycle) {
            case DISABLED -> ShellWords.command("stile connection enable", slug);
            case DELETING -> ShellWords.command("stile connection delete", slug);
            case CREATED, AUTHENTICATING, AUTHENTICATED, ACTIVE -> ofUse(desk, state, slug);
        };
    }

    private static String ofUse(Desk desk, ConnectionState state, String slug) {
        try {
            Manifest manifest = desk.house().registry().manifest(state.connection().connector());
            if (manifest.facets().contains(Facet.RECORDS)) {
                return ShellWords.command("stile projects", slug);
            }
            if (HostConnections.isOfHosts(manifest)) {
                return "stile pr --help";
            }
            if (!state.life().lifecycle().isReady()) {
                return ShellWords.command("stile connection probe", slug);
            }
            return Triggers.areSupported(manifest)
                    ? ShellWords.command("stile event follow", slug)
                    : ShellWords.command("stile connector show", manifest.slug());
        } catch (StileException notInstalled) {
            return "stile connector list";
        }
    }
}
