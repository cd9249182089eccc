package dev.stile.cli.pr;

import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.ReviewStatus;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.Meant;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says what reviewers think. */
@Command(
        name = "reviews",
        description = "Say what each reviewer thinks of a pull request, and which approvals count.",
        footer = {
            "",
            "Example:",
            "  stile pr reviews acme/web#12",
        })
public final class PrReviewsCommand implements Action {
    @Parameters(paramLabel = "PR", description = "Which one, as owner/repo#N.")
    private String pr = "";

    @Override
    public ExitCode run(Desk desk) {
        HostDesk hosts = new HostDesk(desk);
        Meant<PrRef> meant = hosts.pr(pr);
        ReviewStatus reviews =
                hosts.ask(
                        meant.connection(),
                        (host, call) -> host.getReviewStatus(meant.ref(), call));
        String named = hosts.namedPr(meant);
        return desk.done(
                HostJson.reviews(reviews).put("pr", meant.ref().toString()).build(),
                terminal -> {
                    HostText text = new HostText(terminal);
                    terminal.result(named + "  head " + reviews.headSha().brief());
                    text.review(reviews);
                    reviews.reviewers().forEach(text::reviewer);
                    text.next(
                            reviews.comments().isEmpty()
                                    ? ShellWords.command("stile pr status", named)
                                    : ShellWords.command("stile pr comments", named));
                });
    }
}
