package dev.stile.hosting.watch;

import dev.stile.api.hosting.Check;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.Reviewer;
import dev.stile.core.digest.Sha256;

import java.util.ArrayList;
import java.util.List;

/** What tells one snapshot from another, whenever each was taken. */
final class FactsDigest {
    private FactsDigest() {}

    static String of(PrFacts facts) {
        PRStatus status = facts.status();
        List<String> parts = new ArrayList<>();
        parts.add(status.state() + " " + status.draft() + " " + status.mergeState());
        parts.add(
                String.join(" ", status.blockReasons().stream().map(Enum::name).sorted().toList()));
        parts.add(status.headSha() + " " + status.baseSha() + " " + status.baseBranch());
        parts.add(status.updatedAt().at() + " " + status.mergeSha() + " " + status.queue());
        parts.add(status.checksState() + " " + status.checks().complete());
        for (Check check : status.checks().checks()) {
            parts.add(check.occurrence() + " " + check.outcome() + " " + check.required());
        }
        for (Reviewer reviewer : facts.reviews().reviewers()) {
            parts.add(
                    reviewer.user().id()
                            + " "
                            + reviewer.state()
                            + " "
                            + reviewer.sha()
                            + " "
                            + reviewer.counted());
        }
        parts.add(facts.reviews().approved() + " " + facts.reviews().complete());
        for (PRComment comment : facts.comments().items()) {
            parts.add(
                    comment.id()
                            + " "
                            + comment.updatedAt().at()
                            + " "
                            + comment.resolved()
                            + " "
                            + comment.hidden());
        }
        parts.add(facts.comments().complete() + " " + facts.protection().complete());
        return Sha256.hex(String.join("\n", parts));
    }
}
