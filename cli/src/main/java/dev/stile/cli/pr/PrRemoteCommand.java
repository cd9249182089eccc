package dev.stile.cli.pr;

import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.json.Json;
import dev.stile.api.secret.SecureValue;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.CredentialLine;
import dev.stile.cli.hosts.Meant;
import dev.stile.cli.hosts.PlainRemote;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.Optional;

/** Says whether a credential goes to a git remote, without showing one. */
@Command(
        name = "remote",
        description = "Say which connection's credential goes to a git remote, and why or why not.",
        footer = {
            "",
            "No secret is shown.",
            "",
            "Example:",
            "  stile pr remote https://code.example/acme/web.git",
        })
public final class PrRemoteCommand implements Action {
    @Parameters(paramLabel = "REMOTE_URL", description = "As git has it.")
    private String remote = "";

    /**
     * What is known of the remote.
     *
     * @param credential whether one goes there
     * @param why in words of ours
     */
    private record Finding(boolean credential, String why) {}

    @Override
    public ExitCode run(Desk desk) {
        if (remote.indexOf('\\') >= 0) {
            throw new Invalid(
                    "remote_url",
                    "holds a backslash, which programs read differently: write it with /",
                    List.of());
        }
        HostDesk hosts = new HostDesk(desk);
        Optional<Meant<RepoRef>> meant = meant(hosts);
        Finding found = meant.map(each -> ask(hosts, each)).orElseGet(this::own);
        String cleaned = PlainRemote.withoutUser(remote);
        return desk.done(
                Json.object()
                        .put("remote", cleaned)
                        .putIf("repo", meant.map(each -> each.ref().toString()))
                        .putIf("connection", meant.map(each -> each.connection().slug()))
                        .put("credential", found.credential())
                        .put("why", found.why())
                        .build(),
                terminal -> {
                    HostText text = new HostText(terminal);
                    terminal.result(cleaned);
                    meant.ifPresent(
                            each -> {
                                text.fact("repo", each.ref().toString());
                                text.fact("through", each.connection().slug());
                            });
                    text.fact(
                            "secret",
                            (found.credential() ? "goes there: " : "goes not there: ")
                                    + found.why());
                    text.next(next(meant, found));
                });
    }

    /** Empty where git asks nobody for a credential and no connection leads. */
    private Optional<Meant<RepoRef>> meant(HostDesk hosts) {
        if (PlainRemote.isLocal(remote)) {
            return Optional.empty();
        }
        try {
            return Optional.of(hosts.repo(Optional.of(PlainRemote.withoutUser(remote))));
        } catch (Invalid | Failure unknown) {
            if (PlainRemote.isWeb(remote)) {
                throw unknown;
            }
            return Optional.empty();
        }
    }

    private Finding ask(HostDesk hosts, Meant<RepoRef> meant) {
        return hosts.ask(
                meant.connection(),
                (host, call) -> {
                    try (SecureValue address = host.getAuthenticatedRemoteUrl(remote, call)) {
                        return PlainRemote.isWeb(remote)
                                ? new Finding(true, "it is at the granted git origin")
                                : own();
                    } catch (Invalid refused) {
                        return new Finding(false, refused.headline());
                    }
                });
    }

    /** Where git gets along without us. */
    private Finding own() {
        return new Finding(
                false,
                PlainRemote.isLocal(remote)
                        ? "it is a place on this machine, where git asks for none"
                        : "it is no web address: git's own keys");
    }

    private static String next(Optional<Meant<RepoRef>> meant, Finding found) {
        return meant.map(Meant::connection)
                .map(
                        each ->
                                found.credential()
                                        ? CredentialLine.of(each)
                                        : ShellWords.command("stile connection show", each.slug()))
                .orElse("stile connection list");
    }
}
