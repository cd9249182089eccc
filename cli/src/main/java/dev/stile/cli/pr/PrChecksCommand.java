package dev.stile.cli.pr;

import dev.stile.api.hosting.Check;
import dev.stile.api.hosting.CheckTexts;
import dev.stile.api.hosting.CheckTexts.CheckText;
import dev.stile.api.hosting.ChecksSummary;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.Tri;
import dev.stile.api.json.Json;
import dev.stile.api.taint.Sanitizers;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.Meant;
import dev.stile.cli.shown.Outside;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;
import dev.stile.core.terminal.Terminal;
import dev.stile.core.terminal.Words;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.Optional;

/** Shows the checks of a pull request, and what one of them wrote. */
@Command(
        name = "checks",
        description = "Show each check of the head, or what one of them wrote.",
        footer = {
            "",
            "What is longer is cut from the front: what went wrong mostly stands at the end.",
            "",
            "Examples:",
            "  stile pr checks acme/web#12",
            "  stile pr checks acme/web#12 --log build",
        })
public final class PrChecksCommand implements Action {
    private static final int LONGEST_FOR_PEOPLE = 10_000;
    private static final int LONGEST_FOR_PROGRAMS = 100_000;

    @Parameters(paramLabel = "PR", description = "Which one, as owner/repo#N.")
    private String pr = "";

    @Option(names = "--log", paramLabel = "NAME", description = "What this check wrote.")
    private Optional<String> log = Optional.empty();

    @Override
    public ExitCode run(Desk desk) {
        HostDesk hosts = new HostDesk(desk);
        Meant<PrRef> meant = hosts.pr(pr);
        return log.isPresent() ? log(desk, hosts, meant, log.get()) : checks(desk, hosts, meant);
    }

    private static ExitCode checks(Desk desk, HostDesk hosts, Meant<PrRef> meant) {
        PRStatus status =
                hosts.ask(meant.connection(), (host, call) -> host.getPRStatus(meant.ref(), call));
        String named = hosts.namedPr(meant);
        ChecksSummary checks = status.checks();
        return desk.done(
                Json.object()
                        .put("pr", status.pr().toString())
                        .put("checks_state", HostJson.word(status.checksState()))
                        .put("checks", HostJson.checks(checks))
                        .build(),
                terminal -> {
                    HostText text = new HostText(terminal);
                    text.checks(status);
                    checks.checks().forEach(check -> line(terminal, check));
                    boolean failing =
                            checks.checks().stream()
                                    .anyMatch(each -> each.outcome() == Check.Outcome.FAILING);
                    text.next(
                            failing
                                    ? ShellWords.command("stile pr checks", named, "--log", "NAME")
                                    : ShellWords.command("stile pr status", named));
                });
    }

    private static void line(Terminal terminal, Check check) {
        terminal.result(
                Words.of(HostJson.word(check.outcome()) + "  "),
                Words.quoted(check.name()),
                Words.of(
                        (check.required() == Tri.YES ? "  required" : "")
                                + check.completedAt().map(at -> "  " + at.at()).orElse("")));
    }

    private ExitCode log(Desk desk, HostDesk hosts, Meant<PrRef> meant, String check) {
        int longest = desk.json() ? LONGEST_FOR_PROGRAMS : LONGEST_FOR_PEOPLE;
        CheckTexts texts =
                hosts.ask(
                        meant.connection(),
                        (host, call) ->
                                host.beside().checkTexts(meant.ref(), check, longest, call));
        String named = hosts.namedPr(meant);
        return desk.done(
                Json.object()
                        .put("pr", meant.ref().toString())
                        .put("head_sha", texts.headSha().text())
                        .put("items", HostJson.each(texts.items(), PrChecksCommand::json))
                        .put("complete", texts.complete())
                        .put("next", Json.nothing())
                        .build(),
                terminal -> {
                    texts.items().forEach(text -> print(terminal, text));
                    HostText text = new HostText(terminal);
                    if (!texts.complete()) {
                        text.fact("missing", "not everything could be read");
                    }
                    text.next(ShellWords.command("stile pr checks", named));
                });
    }

    private static Json json(CheckText text) {
        return Json.object()
                .put("name", Outside.text(text.name()))
                .put("source", Outside.text(text.source()))
                .put("outcome", HostJson.word(text.outcome()))
                .put("text", Outside.text(text.text()))
                .put("left_out", text.left())
                .build();
    }

    private static void print(Terminal terminal, CheckText text) {
        terminal.result(
                Words.of(HostJson.word(text.outcome()) + "  "),
                Words.quoted(text.name()),
                Words.of("  by "),
                Words.quoted(text.source()));
        if (text.left() > 0) {
            terminal.result("  ... (" + text.left() + " characters before this)");
        }
        terminal.resultBlock(text.text().sanitise(Sanitizers.terminalBlock()));
    }
}
