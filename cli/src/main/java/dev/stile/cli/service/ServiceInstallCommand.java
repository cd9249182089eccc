package dev.stile.cli.service;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;
import dev.stile.core.policy.Deed;
import dev.stile.core.policy.DefaultPolicy;
import dev.stile.core.policy.Way;
import dev.stile.core.store.OwnFiles;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Shows the unit, and writes it with a yes. */
@Command(
        name = "install",
        description = "Show the unit that runs the daemon; with --yes, write and enable it.",
        footer = {
            "",
            "Secrets of variables are not in it: a service does not see those of your shell.",
            "",
            "Examples:",
            "  stile service install",
            "  stile service install --yes",
        })
public final class ServiceInstallCommand implements Action {
    @Option(names = "--yes", description = "Write what was shown.")
    private boolean yes;

    @Option(
            names = "--metrics-port",
            paramLabel = "PORT",
            description = "As of stile daemon, for the daemon that it starts.")
    private Optional<Integer> metricsPort = Optional.empty();

    @Override
    public ExitCode run(Desk desk) {
        DefaultPolicy.require(desk.subject(), Deed.CONFIGURE, Way.COMMAND);
        Unit unit = new Unit(desk.around());
        Path program = InstalledProgram.require(desk.around());
        List<String> arguments =
                metricsPort.map(port -> List.of("--metrics-port=" + port)).orElse(List.of());
        String text = unit.text(program, arguments);
        try {
            Unit.State state = unit.state(text);
            if (yes) {
                write(unit, text, state);
            }
            return done(desk, unit, text, yes ? Unit.State.ENABLED : state);
        } catch (IOException failed) {
            throw Failure.of(Code.DISK_NOT_WRITABLE)
                    .headline("the unit cannot be read or written: " + failed.getMessage())
                    .cause(failed)
                    .build();
        }
    }

    private static void write(Unit unit, String text, Unit.State state) throws IOException {
        if (state == Unit.State.OTHER) {
            throw Failure.of(Code.USAGE)
                    .headline("another unit is there: " + unit.file())
                    .detail("stile service uninstall --yes removes it")
                    .argument("verb", "service", "install")
                    .build();
        }
        Files.createDirectories(unit.link().getParent());
        OwnFiles.replace(unit.file(), text.getBytes(StandardCharsets.UTF_8));
        Files.deleteIfExists(unit.link());
        Files.createSymbolicLink(unit.link(), unit.file());
    }

    private ExitCode done(Desk desk, Unit unit, String text, Unit.State state) {
        List<String> unseen = variables(desk);
        return desk.done(
                Json.object()
                        .put("written", yes)
                        .put("state", state.name().toLowerCase(Locale.ROOT))
                        .put("file", unit.file().toString())
                        .put("unit", text)
                        .put("secrets_in_variables", unseen)
                        .build(),
                terminal -> {
                    terminal.result((yes ? "written: " : "would write: ") + unit.file());
                    text.lines().forEach(line -> terminal.result("  " + line));
                    unseen.forEach(
                            each -> terminal.note("a service does not see its secret: " + each));
                    if (yes) {
                        terminal.note("next: systemctl --user daemon-reload");
                        terminal.note(
                                "next: "
                                        + ShellWords.command(
                                                "systemctl --user restart", Unit.NAME));
                        terminal.note("to run it without a session: loginctl enable-linger");
                    } else {
                        terminal.note("next: stile service install --yes");
                    }
                });
    }

    /** Connections whose secrets lie in variables of a shell, {@code NAME secret env:VARIABLE}. */
    private static List<String> variables(Desk desk) {
        return desk.house().allConnections().stream()
                .flatMap(
                        connection ->
                                connection.secrets().entrySet().stream()
                                        .filter(each -> each.getValue().startsWith("env:"))
                                        .map(each -> line(connection.slug().text(), each)))
                .toList();
    }

    private static String line(String connection, Map.Entry<String, String> secret) {
        return connection + " " + secret.getKey() + " " + secret.getValue();
    }
}
