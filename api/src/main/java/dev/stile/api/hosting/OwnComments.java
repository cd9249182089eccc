package dev.stile.api.hosting;

import dev.stile.api.value.Fact;

import java.util.ArrayList;
import java.util.List;

/** Tells what we said from what others did, also from what others say with our account. */
final class OwnComments {
    private OwnComments() {}

    static PrFacts marked(HostServices given, PrRef pr, PrFacts facts) {
        return new PrFacts(
                facts.status(),
                marked(given, pr, facts.reviews()),
                marked(given, pr, facts.comments()),
                facts.protection());
    }

    static ReviewStatus marked(HostServices given, PrRef pr, ReviewStatus reviews) {
        return new ReviewStatus(
                reviews.approved(),
                reviews.approvals(),
                reviews.staleApprovals(),
                reviews.requiredApprovals(),
                reviews.changesRequested(),
                reviews.reviewers(),
                marked(given, pr, reviews.comments()),
                reviews.headSha(),
                reviews.complete());
    }

    static PRComments marked(HostServices given, PrRef pr, PRComments comments) {
        return new PRComments(marked(given, pr, comments.items()), comments.complete());
    }

    private static List<PRComment> marked(HostServices given, PrRef pr, List<PRComment> comments) {
        List<PRComment> marked = new ArrayList<>(comments.size());
        for (PRComment comment : comments) {
            marked.add(comment.withOwn(comment.author().self() && isOurs(given, pr, comment)));
        }
        return marked;
    }

    private static boolean isOurs(HostServices given, PrRef pr, PRComment comment) {
        return given.isOurs(pr, comment.id())
                || comment.body()
                                .checked(
                                        text ->
                                                new Fact<>(
                                                        Tri.of(given.keyOf(pr, text).isPresent())))
                                .answer()
                        == Tri.YES;
    }
}
