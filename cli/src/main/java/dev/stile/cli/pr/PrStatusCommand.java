package dev.stile.cli.pr;

import dev.stile.api.hosting.Operation;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrEvent;
import dev.stile.api.hosting.PrEvents;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.Meant;
import dev.stile.cli.hosts.OpenWrites;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;
import dev.stile.core.terminal.Terminal;
import dev.stile.hosting.service.OpenIntent;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.Optional;

/** Says what a pull request is now. */
@Command(
        name = "status",
        description =
                "Say what a pull request is now: review, checks, what stands against a merge.",
        footer = {
            "",
            "All of it is of one snapshot, and speaks of one head.",
            "",
            "Examples:",
            "  stile pr status acme/web#12",
            "  stile pr status acme/web#12 --check",
        })
public final class PrStatusCommand implements Action {
    @Parameters(paramLabel = "PR", description = "Which one, as owner/repo#N.")
    private String pr = "";

    @Option(names = "--check", description = "End with 3 unless it is ready to be merged.")
    private boolean check;

    @Override
    public ExitCode run(Desk desk) {
        HostDesk hosts = new HostDesk(desk);
        Meant<PrRef> meant = hosts.pr(pr);
        PrEvents now =
                hosts.ask(
                        meant.connection(), (host, call) -> host.detectPrEvents(meant.ref(), call));
        String named = hosts.namedPr(meant);
        List<OpenIntent> open =
                new OpenWrites(desk.house())
                        .of(meant.connection()).stream()
                                .filter(
                                        write ->
                                                write.target()
                                                        .equalsIgnoreCase(meant.ref().toString()))
                                .toList();
        if (check && !isReady(now)) {
            throw notReady(now, named);
        }
        return desk.done(
                json(now.facts().status(), open), terminal -> print(terminal, named, now, open));
    }

    static boolean isReady(PrEvents now) {
        return now.events().stream().anyMatch(PrEvent.PrReadyToMerge.class::isInstance);
    }

    private static Json json(PRStatus status, List<OpenIntent> open) {
        Json.ObjectBuilder json = HostJson.status(status);
        if (!open.isEmpty()) {
            json.put("open_writes", Json.array(open.stream().map(PrStatusCommand::json).toList()));
        }
        return json.build();
    }

    private static Json json(OpenIntent write) {
        return Json.object()
                .put("method", write.method())
                .put("key", write.key())
                .put("since", write.since().toString())
                .build();
    }

    private static void print(
            Terminal terminal, String named, PrEvents now, List<OpenIntent> open) {
        PRStatus status = now.facts().status();
        HostText text = new HostText(terminal);
        text.status(named, status);
        text.review(now.facts().reviews());
        text.checks(status);
        text.merge(status);
        text.sorted("unread", HostText.unread(now.facts()));
        open.forEach(
                write -> text.fact("unknown", "whether it happened: " + OpenWrites.words(write)));
        text.fact("url", status.url().toString());
        // Nothing is written beside a merge that may have happened.
        Optional<String> unsettled =
                open.stream()
                        .filter(write -> write.method().equals(Operation.MERGE_PR.word()))
                        .findFirst()
                        .map(write -> ShellWords.command("stile pr verify", named, "--writes"));
        text.next(
                unsettled
                        .or(() -> HostText.nextOf(named, now.events()))
                        .orElse(ShellWords.command("stile pr status", named)));
    }

    /** Each thing that is missing, as a line. */
    private static Failure notReady(PrEvents now, String named) {
        PrFacts facts = now.facts();
        PRStatus status = facts.status();
        List<String> reasons = HostJson.words(status.blockReasons());
        String merge = HostJson.word(status.mergeState());
        List<String> unread = HostText.unread(facts);
        Failure.Builder failure =
                Failure.of(Code.NOT_READY_TO_MERGE)
                        .headline(named + " is not ready to be merged")
                        .detail(
                                "it is "
                                        + HostJson.word(status.state())
                                        + (status.draft() ? ", a draft" : ""))
                        .detail(
                                "review: "
                                        + (facts.reviews().approved() ? "" : "not ")
                                        + "approved")
                        .detail("checks: " + HostJson.word(status.checksState()))
                        .detail(
                                "merge: "
                                        + merge
                                        + (reasons.isEmpty()
                                                ? ""
                                                : ", " + String.join(", ", reasons)))
                        .argument("pr", named)
                        .fact("unread", String.join(",", unread))
                        .fact("pr", status.pr().toString())
                        .fact("state", HostJson.word(status.state()))
                        .fact("draft", Boolean.toString(status.draft()))
                        .fact("head_sha", status.headSha().text())
                        .fact("approved", Boolean.toString(facts.reviews().approved()))
                        .fact("checks_state", HostJson.word(status.checksState()))
                        .fact("merge_state", merge)
                        .fact("block_reasons", String.join(",", reasons));
        if (!unread.isEmpty()) {
            failure.detail("not read whole: " + String.join(", ", unread));
        }
        return failure.build();
    }
}
