package dev.stile.cli.pr;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Sha;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.CloneRemotes;
import dev.stile.cli.hosts.HostConnection;
import dev.stile.cli.hosts.HostConnections;
import dev.stile.cli.hosts.Meant;
import dev.stile.cli.hosts.OpenHosts;
import dev.stile.core.connection.ConnectionStore;
import dev.stile.core.error.RemoteWords;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;

/** What a command about pull requests is given beside its desk. Not for several threads. */
final class HostDesk {
    private final Desk desk;
    private final HostConnections connections;

    /** What stands where the name of a connection could, and is none. */
    private Optional<String> unknown = Optional.empty();

    HostDesk(Desk desk) {
        this.desk = desk;
        desk.naming(() -> RemoteWords.ofCommand("pr"));
        this.connections = HostConnections.of(desk.house());
    }

    HostConnections connections() {
        return connections;
    }

    /** The pull request that was named: by repository and number, by address, or as {@code #N}. */
    Meant<PrRef> pr(String typed) {
        unknown = connections.unknownName(typed);
        if (!typed.startsWith("#")) {
            return connections.pr(typed);
        }
        Meant<RepoRef> repo = here();
        return new Meant<>(repo.connection(), connections.pr(named(repo) + typed).ref());
    }

    /** The repository that was named, else that of the clone around us. */
    Meant<RepoRef> repo(Optional<String> typed) {
        unknown = typed.flatMap(connections::unknownName);
        return typed.map(connections::repo).orElseGet(this::here);
    }

    private Meant<RepoRef> here() {
        return connections.repo("https://" + new CloneRemotes(desk.around(), connections).repo());
    }

    /** Asks its host for something, or tells it to do something. */
    <T> T ask(HostConnection connection, BiFunction<GitHost, CallContext, T> what) {
        return ask(connection, new OpenHosts(desk.house()).open(connection), what);
    }

    /** Writes to a pull request; an error names that pull request as it is typed. */
    <T> T write(Meant<PrRef> pr, BiFunction<GitHost, CallContext, T> what) {
        return write(pr, new OpenHosts(desk.house()).open(pr.connection()), what);
    }

    /** The same where a person named again what is hard to undo. */
    <T> T confirmed(Meant<PrRef> pr, BiFunction<GitHost, CallContext, T> what) {
        return write(pr, new OpenHosts(desk.house()).openConfirmed(pr.connection()), what);
    }

    private <T> T write(Meant<PrRef> pr, GitHost host, BiFunction<GitHost, CallContext, T> what) {
        try {
            return ask(pr.connection(), host, what);
        } catch (StileException failed) {
            throw PrWriteError.of(failed, pr.ref(), namedPr(pr));
        }
    }

    private <T> T ask(
            HostConnection connection, GitHost host, BiFunction<GitHost, CallContext, T> what) {
        try {
            return what.apply(host, desk.call(connection.connection()));
        } catch (Invalid refused) {
            String name = unknown.orElse("");
            if (!refused.field().equals("repo") || name.isEmpty()) {
                throw refused;
            }
            // Nobody means a repository of three parts where its host has none.
            throw ConnectionStore.unknown(name, desk.house().allConnections());
        } finally {
            host.shutdown();
        }
    }

    /** How it is typed again. */
    String named(Meant<RepoRef> repo) {
        return connections.named(repo);
    }

    /** How it is typed again. */
    String namedPr(Meant<PrRef> pr) {
        return named(new Meant<>(pr.connection(), pr.ref().repo())) + "#" + pr.ref().prNumber();
    }

    /** A head that was typed; hex digits in any case. */
    static Sha sha(String option, String typed) {
        try {
            return new Sha(typed.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException broken) {
            throw new Invalid(option, "is a whole commit: 40 or 64 hex digits", List.of());
        }
    }

    static BranchName branch(String option, String typed) {
        try {
            return new BranchName(typed);
        } catch (IllegalArgumentException broken) {
            throw new Invalid(option, "git takes no branch of that name", List.of());
        }
    }
}
