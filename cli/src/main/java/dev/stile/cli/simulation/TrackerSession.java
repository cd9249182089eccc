package dev.stile.cli.simulation;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ShellWords;
import dev.stile.simulator.Simulator;
import dev.stile.simulator.SimulatorOptions;

import java.io.IOException;
import java.util.Map;

/** A simulated tracker from its start to its end. */
final class TrackerSession {
    private static final String ADMIN = "admin";
    private static final String READER = "reader";
    private static final String CONTROL = "control";

    private TrackerSession() {}

    /** Runs it until the process is told to end. */
    static void run(Desk desk, SimulatorOptions options) throws IOException {
        try (Simulator simulator = Simulator.start(options.withClock(desk.around().clock()));
                TokenFiles tokens =
                        TokenFiles.write(
                                desk.house().home(),
                                simulator.baseUri().getPort(),
                                Map.of(
                                        ADMIN, simulator.adminToken(),
                                        READER, simulator.readToken(),
                                        CONTROL, simulator.controlToken()))) {
            String connect =
                    ShellWords.command(
                            "stile connect sim sim --set",
                            "base_url=" + simulator.baseUri(),
                            "--secret",
                            "token=file:" + tokens.of(ADMIN));
            desk.tell(
                    document(simulator, tokens),
                    terminal -> {
                        terminal.result("tracker        " + simulator.baseUri());
                        terminal.result("control        " + simulator.controlUri());
                        terminal.result("admin token    " + tokens.of(ADMIN));
                        terminal.result("reader token   " + tokens.of(READER));
                        terminal.result("control token  " + tokens.of(CONTROL));
                        terminal.note("next: " + connect);
                        terminal.note("Ctrl-C ends it");
                    });
            UntilTold.run(tokens::close, simulator::close);
        }
    }

    private static Json document(Simulator simulator, TokenFiles tokens) {
        return Json.object()
                .put("base_url", simulator.baseUri().toString())
                .put("control_url", simulator.controlUri().toString())
                .put("admin_token_file", tokens.of(ADMIN).toString())
                .put("reader_token_file", tokens.of(READER).toString())
                .put("control_token_file", tokens.of(CONTROL).toString())
                .build();
    }
}
