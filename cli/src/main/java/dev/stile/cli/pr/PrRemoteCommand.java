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
import dev.stile.core.error.ShellWords;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

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
        HostDesk hosts = new HostDesk(desk);
        Meant<RepoRef> meant = hosts.repo(Optional.of(PlainRemote.withoutUser(remote)));
        Finding found =
                hosts.ask(
                        meant.connection(),
                        (host, call) -> {
                            try (SecureValue address =
                                    host.getAuthenticatedRemoteUrl(remote, call)) {
                                return PlainRemote.isWeb(remote)
                                        ? new Finding(true, "it is at the granted git origin")
                                        : new Finding(
                                                false, "it is no web address: git's own keys");
                            } catch (Invalid refused) {
                                return new Finding(false, refused.headline());
                            }
                        });
        String cleaned = PlainRemote.withoutUser(remote);
        return desk.done(
                Json.object()
                        .put("remote", cleaned)
                        .put("repo", meant.ref().toString())
                        .put("connection", meant.connection().slug())
                        .put("credential", found.credential())
                        .put("why", found.why())
                        .build(),
                terminal -> {
                    HostText text = new HostText(terminal);
                    terminal.result(cleaned);
                    text.fact("repo", meant.ref().toString());
                    text.fact("through", meant.connection().slug());
                    text.fact(
                            "secret",
                            (found.credential() ? "goes there: " : "goes not there: ")
                                    + found.why());
                    text.next(
                            found.credential()
                                    ? CredentialLine.of(meant.connection())
                                    : ShellWords.command(
                                            "stile connection show", meant.connection().slug()));
                });
    }
}
