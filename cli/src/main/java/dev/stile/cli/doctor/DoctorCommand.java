package dev.stile.cli.doctor;

import dev.stile.api.json.Json;
import dev.stile.cli.connectors.KnownConnectors;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.where.Place;
import dev.stile.cli.where.Where;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.terminal.Style;
import dev.stile.core.terminal.Terminal;
import dev.stile.core.terminal.Words;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Runs every check. */
@Command(
        name = "doctor",
        description =
                "Check git, the helper, the home, connections, and a project: the one named, or the"
                        + " one whose clone this is.",
        footer = {
            "",
            "Examples:",
            "  stile doctor",
            "  stile doctor work/demo",
            "  stile doctor --fix --offline",
        })
public final class DoctorCommand implements Action {
    @Parameters(arity = "0..1", paramLabel = "WHERE", description = "Address or folder of a clone.")
    private Optional<String> where = Optional.empty();

    @Option(
            names = "--fix",
            description = "Put right what can be put right without losing anything.")
    private boolean fix;

    @Option(names = "--offline", description = "Ask no server.")
    private boolean offline;

    @Option(
            names = "--online",
            description = "Ask code hosts, too: who we are, and what is left of their limits.")
    private boolean online;

    @Override
    public ExitCode run(Desk desk) {
        List<Finding> findings =
                new ArrayList<>(
                        new MachineChecks(desk.around(), fix, desk.house().shipped()).run());
        Optional<Place> place = place(desk);
        boolean homeIsFit = findings.stream().noneMatch(DoctorCommand::isBadHome);
        if (homeIsFit) {
            new KnownConnectors(desk)
                    .unreadable().stream().map(MachineChecks::unused).forEach(findings::add);
            for (Connection connection : desk.house().allConnections()) {
                boolean wanted =
                        place.map(found -> found.address().connection())
                                .filter(name -> !name.equals(connection.slug().text()))
                                .isEmpty();
                if (wanted) {
                    findings.addAll(
                            new ConnectionChecks(desk, connection, offline, online, fix).run());
                }
            }
            place.ifPresent(
                    found ->
                            findings.addAll(new ProjectChecks(desk, found, fix && !offline).run()));
        }
        boolean healthy = findings.stream().noneMatch(each -> each.state() == Finding.State.ERROR);
        desk.tell(
                document(findings, healthy),
                terminal -> {
                    findings.forEach(each -> line(terminal, each));
                    terminal.note(
                            healthy ? "nothing stands in the way" : "see the lines with error");
                });
        return healthy ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** What was typed, or the clone around us if we are in one. */
    private Optional<Place> place(Desk desk) {
        Where finder = new Where(desk.around());
        if (where.isPresent()) {
            return where.map(finder::find);
        }
        try {
            return Optional.of(finder.find("."));
        } catch (Failure noClone) {
            if (noClone.registered() == Code.NOT_A_CLONE) {
                return Optional.empty();
            }
            throw noClone;
        }
    }

    private static boolean isBadHome(Finding finding) {
        return finding.check().equals(MachineChecks.HOME) && finding.state() == Finding.State.ERROR;
    }

    private static void line(Terminal terminal, Finding each) {
        terminal.result(
                Words.of(String.format(Locale.ROOT, "%-6s", word(each)), style(each)),
                Words.of(each.check() + ": " + each.says()));
        each.fix().ifPresent(command -> terminal.result("      fix: " + command));
    }

    private static Style style(Finding each) {
        return switch (each.state()) {
            case OK -> Style.GOOD;
            case INFO -> Style.DIM;
            case WARN -> Style.STRONG;
            case ERROR -> Style.BAD;
        };
    }

    private static String word(Finding each) {
        return each.state().name().toLowerCase(Locale.ROOT);
    }

    private static Json document(List<Finding> findings, boolean healthy) {
        List<Json> items = new ArrayList<>();
        for (Finding each : findings) {
            items.add(
                    Json.object()
                            .put("check", each.check())
                            .put("state", word(each))
                            .put("says", each.says())
                            .putIf("fix", each.fix())
                            .build());
        }
        return Json.object()
                .put("healthy", healthy)
                .put("items", Json.array(items))
                .put("next", Json.nothing())
                .build();
    }
}
