package dev.stile.cli.pr;

import dev.stile.api.hosting.Operation;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.ReviewsAsked;
import dev.stile.api.json.Json;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.Meant;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;

/** Asks people for a review. */
@Command(
        name = "request-review",
        description = "Ask people for a review, also those who have answered before.",
        footer = {
            "",
            "Examples:",
            "  stile pr request-review acme/web#12 maya",
            "  stile pr request-review acme/web#12 maya acme/reviewers",
        })
public final class PrRequestReviewCommand implements Action {
    @Parameters(index = "0", paramLabel = "PR", description = "Which one, as owner/repo#N.")
    private String pr = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "REVIEWER",
            description = "Accounts, and teams as owner/team.")
    private List<String> reviewers = new ArrayList<>();

    @Mixin private Rehearsal rehearsal = new Rehearsal();

    @Override
    public ExitCode run(Desk desk) {
        HostDesk hosts = new HostDesk(desk);
        Meant<PrRef> meant = hosts.pr(pr);
        if (rehearsal.isWanted()) {
            return new DryRun(desk, meant.connection(), Operation.REQUEST_REVIEW, meant.ref())
                    .with("reviewers", reviewers)
                    .tell();
        }
        ReviewsAsked result =
                hosts.write(
                        meant,
                        (host, call) -> host.beside().askForReview(meant.ref(), reviewers, call));
        String named = hosts.namedPr(meant);
        if (result.asked().isEmpty()) {
            throw Failure.of(Code.UPDATE_NOT_MADE)
                    .headline("the host shows none of them as asked for a review")
                    .detail("not asked: " + String.join(", ", result.notAsked()))
                    .argument("pr", named)
                    .fact("pr", meant.ref().toString())
                    .build();
        }
        return desk.done(
                Json.object()
                        .put("pr", meant.ref().toString())
                        .put("asked", Json.array(result.asked().stream().map(Json::text).toList()))
                        .put(
                                "not_asked",
                                Json.array(result.notAsked().stream().map(Json::text).toList()))
                        .build(),
                terminal -> {
                    HostText text = new HostText(terminal);
                    text.sorted("asked", result.asked());
                    text.sorted("not asked", result.notAsked());
                    text.next(ShellWords.command("stile pr reviews", named));
                });
    }
}
