package dev.stile.cli.simulation;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;
import dev.stile.simulator.Simulator;
import dev.stile.simulator.SimulatorOptions;
import dev.stile.simulator.problem.Refused;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Starts a simulated tracker. */
@Command(
        name = "sim",
        description = "Start a simulated tracker on this machine, until Ctrl-C.",
        footer = {
            "",
            "Seeds: demo, hostile, generated:N (a project of N records); several may be given.",
            "",
            "Examples:",
            "  stile sim",
            "  stile sim --seed demo --seed generated:10000 --port 8080",
            "  stile sim --data tracker.jsonl",
        })
public final class SimCommand implements Action {
    @Option(names = "--seed", paramLabel = "SEED", description = "What to fill it with: demo.")
    private List<String> seeds = new ArrayList<>();

    @Option(names = "--data", paramLabel = "FILE", description = "Keep its state in a file.")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Its port; a free one unless given.")
    private int port;

    @Option(
            names = "--control-port",
            paramLabel = "PORT",
            description = "Port of its control API; a free one unless given.")
    private int controlPort;

    @Override
    public ExitCode run(Desk desk) {
        try (Simulator simulator = start()) {
            TokenFiles tokens = TokenFiles.write(desk.house().home(), simulator);
            try (tokens) {
                String connect =
                        "stile connect sim sim --set base_url="
                                + simulator.baseUri()
                                + " --secret token="
                                + ShellWords.quoted("file:" + tokens.admin());
                desk.tell(
                        document(simulator, tokens),
                        terminal -> {
                            terminal.result("tracker        " + simulator.baseUri());
                            terminal.result("control        " + simulator.controlUri());
                            terminal.result("admin token    " + tokens.admin());
                            terminal.result("reader token   " + tokens.reader());
                            terminal.result("control token  " + tokens.control());
                            terminal.note("next: " + connect);
                            terminal.note("Ctrl-C ends it");
                        });
                untilTold(simulator, tokens);
            }
            return ExitCode.DONE;
        } catch (Refused refused) {
            throw usage(String.valueOf(refused.getMessage()));
        } catch (IOException failed) {
            throw usage("the simulator cannot start: " + failed.getMessage());
        }
    }

    private Simulator start() throws IOException {
        SimulatorOptions options = SimulatorOptions.empty().withPorts(port, controlPort);
        for (String seed : seeds.isEmpty() ? List.of("demo") : seeds) {
            options = sown(options, seed);
        }
        if (data.isPresent()) {
            options = options.withDataFile(data.get().toAbsolutePath());
        }
        return Simulator.start(options);
    }

    private static SimulatorOptions sown(SimulatorOptions options, String seed) {
        if (seed.equals("demo")) {
            return options.withDemo();
        }
        if (seed.startsWith("generated:")) {
            try {
                int records = Integer.parseInt(seed.substring("generated:".length()));
                return options.withGenerated("generated", records, 1);
            } catch (NumberFormatException wrong) {
                throw usage("generated: is followed by a number of records");
            }
        }
        return options.withSeed(dev.stile.simulator.json.Json.object().put("name", seed).build());
    }

    /** Ends with the process: the hook closes what the main thread would have. */
    private static void untilTold(Simulator simulator, TokenFiles tokens) {
        CountDownLatch never = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .unstarted(
                                        () -> {
                                            tokens.close();
                                            closeQuietly(simulator);
                                        }));
        try {
            never.await();
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(Simulator simulator) {
        try {
            simulator.close();
        } catch (IOException ending) {
            // The process ends, and with it whatever could not be closed.
            return;
        }
    }

    private static Json document(Simulator simulator, TokenFiles tokens) {
        return Json.object()
                .put("base_url", simulator.baseUri().toString())
                .put("control_url", simulator.controlUri().toString())
                .put("admin_token_file", tokens.admin().toString())
                .put("reader_token_file", tokens.reader().toString())
                .put("control_token_file", tokens.control().toString())
                .build();
    }

    private static Failure usage(String headline) {
        return Failure.of(Code.USAGE).headline(headline).argument("verb", "sim").build();
    }
}
