package dev.stile.cli.hosts;

import dev.stile.api.call.CallContext;
import dev.stile.api.hosting.PrRef;
import dev.stile.cli.wiring.House;
import dev.stile.core.error.ShellWords;
import dev.stile.core.policy.Subject;
import dev.stile.hosting.service.Asking;
import dev.stile.hosting.service.CodeHosts;
import dev.stile.hosting.service.OpenIntent;
import dev.stile.hosting.service.SettledWrite;
import dev.stile.hosting.watch.Watches;

import java.util.List;

/**
 * Writes to code hosts that may have happened, because their answer was lost or the process that
 * sent them ended. Makes no request; what a dead process left is marked as unknown, with its row.
 */
public final class OpenWrites {
    private final CodeHosts hosts;
    private final HostConnections connections;
    private final Watches watches;

    public OpenWrites(House house) {
        this.hosts = OpenHosts.hosts(house);
        this.connections = HostConnections.of(house);
        this.watches = HostWatching.watches(house);
    }

    /** Of all connections, the oldest of each first. */
    public List<OpenIntent> all() {
        return connections.all().stream().flatMap(each -> of(each).stream()).toList();
    }

    /** Of one connection, oldest first. */
    public List<OpenIntent> of(HostConnection connection) {
        return hosts.openIntents(connection.connection());
    }

    /**
     * Settles those of one pull request by one read of it; no request if there are none. A merge of
     * ours that landed elsewhere stands as an alarm from then on.
     */
    public List<SettledWrite> settle(
            HostConnection connection, PrRef pr, Subject subject, CallContext call) {
        return hosts.settle(
                connection.connection(),
                pr,
                Asking.of(subject),
                (transaction, at, meant) ->
                        watches.landedElsewhere(transaction, subject, connection.slug(), at, meant),
                call);
    }

    /** One of them, in words for people; nothing in it is a stranger's. */
    public static String words(OpenIntent write) {
        return write.method() + " of " + write.named() + ", sent " + write.since();
    }

    /** What shows whether it happened. */
    public static String next(OpenIntent write) {
        return write.target().contains("#")
                ? ShellWords.command("stile pr verify", write.named(), "--writes")
                : ShellWords.command("stile audit list --connection", write.connection());
    }
}
