package dev.stile.cli.daemon;

import dev.stile.api.error.StileException;
import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.OpenWrites;
import dev.stile.core.error.ExitCode;
import dev.stile.core.terminal.Terminal;
import dev.stile.hosting.service.OpenIntent;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs the daemon. */
@Command(
        name = "daemon",
        description = "Run streams, rules, the outbox and watches of this home, until Ctrl-C.",
        footer = {
            "",
            "One runs on a home. What other commands change is taken up within a second.",
            "",
            "A connection that cannot be reached holds nothing else up, unless it is required, or its",
            "connector says that it is critical: then the daemon does not start without it.",
            "",
            "Examples:",
            "  stile daemon",
            "  stile daemon --require work",
        })
public final class DaemonCommand implements Action {
    /** Streams have 28 s to end, and what is in hand 20 s more. */
    private static final Duration LONGEST_END = Duration.ofSeconds(50);

    private static final int MOST_TOLD = 10;

    @Option(
            names = "--hooks-port",
            paramLabel = "PORT",
            description = "Where webhooks are received, on this machine only: ${DEFAULT-VALUE}.")
    private int port = 7487;

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description = "Where /metrics is answered, on this machine only; nowhere without it.")
    private Optional<Integer> metricsPort = Optional.empty();

    @Option(
            names = "--require",
            paramLabel = "CONNECTION",
            description = "Start only if this one answers, and lets us in. May be repeated.")
    private List<String> required = new ArrayList<>();

    @Override
    public ExitCode run(Desk desk) {
        Clock clock = desk.around().clock();
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = Thread.ofPlatform().unstarted(() -> stopAndWait(stop, ended));
        try (DaemonLock lock = DaemonLock.take(desk.house().home(), clock.instant());
                Numbers numbers = Numbers.start(desk.flow(), metricsPort)) {
            new Required(desk).prove(required);
            Runtime.getRuntime().addShutdownHook(hook);
            tellOpen(desk);
            new Daemon(desk.flow(), clock, port, stop, failure -> tell(desk.terminal(), failure))
                    .run(() -> ready(desk));
        } finally {
            // What the log still owes is written before the process may end.
            desk.close();
            ended.countDown();
        }
        return ExitCode.DONE;
    }

    /** What an earlier process left: a merge settles itself by a look, the others need a person. */
    private static void tellOpen(Desk desk) {
        List<OpenIntent> open = new OpenWrites(desk.house()).all();
        open.stream()
                .limit(MOST_TOLD)
                .forEach(
                        write ->
                                desk.terminal()
                                        .note(
                                                "nobody knows whether it happened: "
                                                        + OpenWrites.words(write)
                                                        + "; "
                                                        + OpenWrites.next(write)));
        if (open.size() > MOST_TOLD) {
            desk.terminal().note((open.size() - MOST_TOLD) + " more: stile doctor");
        }
    }

    private static void ready(Desk desk) {
        long pid = ProcessHandle.current().pid();
        desk.tell(
                Json.object().put("ready", true).put("pid", pid).build(),
                terminal -> {
                    terminal.result("the daemon runs, as process " + pid);
                    terminal.note("next: stile event follow");
                });
    }

    /** One line: a person who wants to know more asks for it by the code. */
    private static void tell(Terminal terminal, Loop.Failed failure) {
        String what =
                failure.error() instanceof StileException known
                        ? known.headline() + " [" + known.code() + "]"
                        : failure.error().getClass().getSimpleName();
        terminal.note("the daemon could not " + failure.loop() + ": " + what);
    }

    private static void stopAndWait(CountDownLatch stop, CountDownLatch ended) {
        stop.countDown();
        try {
            boolean inTime = ended.await(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS);
            if (!inTime) {
                // Whatever is still in hand is settled at the next start, as after a crash.
                return;
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
