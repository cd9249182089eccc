package dev.stile.cli.simulation;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.wiring.Scratch;
import dev.stile.core.error.ShellWords;
import dev.stile.simulator.CodeHost;

import java.io.IOException;
import java.util.Map;

/** A simulated code host from its start to its end. Its repositories go with it. */
final class HostSession {
    /** What the printed lines call the connection; no name that somebody is likely to use. */
    private static final String CONNECTION = "sim-host";

    private static final String OWNER = "you";
    private static final String COLLEAGUE = "maya";
    private static final String CONTROL = "control";

    private HostSession() {}

    /** Runs it until the process is told to end; port 0 is a free one. */
    static void run(Desk desk, int port, int controlPort) throws IOException {
        try (Scratch scratch = Scratch.in(TokenFiles.folderOfAll(desk.house().home()), "host-");
                CodeHost host =
                        CodeHost.start(scratch.folder(), desk.around().clock(), port, controlPort);
                TokenFiles tokens =
                        TokenFiles.write(
                                desk.house().home(),
                                host.webUrl().getPort(),
                                Map.of(
                                        OWNER, host.ownerToken(),
                                        COLLEAGUE, host.colleagueToken(),
                                        CONTROL, host.controlToken()))) {
            desk.tell(
                    document(host, tokens),
                    terminal -> {
                        terminal.result("code host      " + host.webUrl());
                        terminal.result("repository     " + host.remote());
                        terminal.result("control        " + host.controlUri());
                        terminal.result("your token     " + tokens.of(OWNER));
                        terminal.result("maya's token   " + tokens.of(COLLEAGUE));
                        terminal.result("control token  " + tokens.of(CONTROL));
                        terminal.note("next: " + connect(host, tokens));
                        terminal.note("then: " + status(host));
                        terminal.note("Ctrl-C ends it");
                    });
            UntilTold.run(tokens::close, host::close, scratch::close);
        }
    }

    private static String connect(CodeHost host, TokenFiles tokens) {
        return ShellWords.command(
                "stile connect",
                host.connector(),
                CONNECTION,
                "--set",
                "web_url=" + host.webUrl(),
                "--secret",
                "token=file:" + tokens.of(OWNER));
    }

    private static String status(CodeHost host) {
        return ShellWords.command(
                "stile pr status", CONNECTION + "/" + host.repository() + "#" + host.pullRequest());
    }

    private static Json document(CodeHost host, TokenFiles tokens) {
        return Json.object()
                .put("web_url", host.webUrl().toString())
                .put("connector", host.connector())
                .put("repository", host.repository())
                .put("remote_url", host.remote().toString())
                .put("pull_request", host.pullRequest())
                .put("control_url", host.controlUri().toString())
                .put("token_file", tokens.of(OWNER).toString())
                .put("colleague_token_file", tokens.of(COLLEAGUE).toString())
                .put("control_token_file", tokens.of(CONTROL).toString())
                .put("next", connect(host, tokens))
                .build();
    }
}
