package dev.stile.cli.simulation;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.simulator.SimulatorOptions;
import dev.stile.simulator.problem.Refused;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts a simulated tracker, or a simulated code host. */
@Command(
        name = "sim",
        description = "Start a simulated tracker or code host on this machine, until Ctrl-C.",
        footer = {
            "",
            "Seeds: demo, hostile, generated:N (a project of N records); several may be given.",
            "",
            "Examples:",
            "  stile sim",
            "  stile sim --seed demo --seed generated:10000 --port 8080",
            "  stile sim --data tracker.jsonl",
            "  stile sim --host",
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

    @Option(
            names = "--host",
            description =
                    "Start a code host in place of a tracker: a repository with an open pull"
                            + " request.")
    private boolean host;

    @Override
    public ExitCode run(Desk desk) {
        try {
            if (host) {
                refuse("--seed", !seeds.isEmpty());
                refuse("--data", data.isPresent());
                HostSession.run(desk, port, controlPort);
            } else {
                TrackerSession.run(desk, options());
            }
            return ExitCode.DONE;
        } catch (Refused refused) {
            throw usage(String.valueOf(refused.getMessage()));
        } catch (IOException failed) {
            throw usage("the simulator cannot start: " + failed.getMessage());
        }
    }

    private static void refuse(String option, boolean given) {
        if (given) {
            throw usage(option + " is for a tracker; a code host begins with the same every time");
        }
    }

    private SimulatorOptions options() {
        SimulatorOptions options = SimulatorOptions.empty().withPorts(port, controlPort);
        for (String seed : seeds.isEmpty() ? List.of("demo") : seeds) {
            options = sown(options, seed);
        }
        return data.isPresent() ? options.withDataFile(data.get().toAbsolutePath()) : options;
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

    private static Failure usage(String headline) {
        return Failure.of(Code.USAGE).headline(headline).argument("verb", "sim").build();
    }
}
