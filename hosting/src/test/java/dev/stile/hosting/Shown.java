package dev.stile.hosting;

import dev.stile.api.hosting.ChecksSummary;
import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PRComments;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.ReviewStatus;
import dev.stile.api.hosting.Reviewer;
import dev.stile.api.hosting.ReviewerState;
import dev.stile.api.hosting.Tri;
import dev.stile.api.hosting.UserRef;
import dev.stile.api.hosting.Visibility;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Token;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What a host shows of the pull requests of a {@link Forge}.
 *
 * @param forge what it reads the time and rights of
 */
record Shown(Forge forge) {
    private static final Label LABEL = Label.outside(Scope.of("work"));

    PRStatus status(Forge.Pull pull) {
        return new PRStatus(
                pull.ref,
                pull.state,
                pull.draft,
                pull.mergeState,
                pull.reasons,
                pull.checks,
                new ChecksSummary(
                        pull.head, pull.checks, pull.checks, pull.runs, List.of(), pull.complete),
                url(pull.ref),
                Tainted.of(pull.title, LABEL),
                List.of(),
                user("ada", false),
                pull.head,
                new BranchName(Forge.TOPIC),
                Optional.of(pull.ref.repo()).filter(_ -> pull.isHeadRepoTold),
                Optional.empty(),
                pull.base,
                new BranchName(pull.baseBranch),
                pull.landed,
                pull.landed.map(landed -> new Moment(pull.updated)),
                pull.mergedBy.map(login -> user(login, login.equals("robot"))),
                pull.state == PRStatus.State.CLOSED
                        ? Optional.of(new Moment(pull.updated))
                        : Optional.empty(),
                Optional.empty(),
                new Moment(pull.updated),
                Optional.empty(),
                pull.bypass,
                Visibility.PRIVATE,
                forge.clock.instant());
    }

    private static Reviewer reviewer(String login, ReviewerState state) {
        return new Reviewer(
                user(login, false),
                state,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Tri.UNKNOWN,
                false,
                Optional.empty());
    }

    static ReviewStatus reviews(Forge.Pull pull) {
        return new ReviewStatus(
                pull.approved,
                pull.approved ? 1 : 0,
                0,
                OptionalInt.of(1),
                false,
                Stream.concat(
                                pull.asked.stream()
                                        .map(login -> reviewer(login, ReviewerState.PENDING)),
                                pull.answered.stream()
                                        .map(login -> reviewer(login, ReviewerState.COMMENTED)))
                        .toList(),
                List.of(),
                pull.head,
                pull.complete);
    }

    PRComments comments(Forge.Pull pull) {
        List<PRComment> items = pull.said.stream().map(said -> comment(pull, said)).toList();
        return new PRComments(items, pull.complete);
    }

    private PRComment comment(Forge.Pull pull, Forge.Said said) {
        boolean inline = said.id().startsWith("t");
        return new PRComment(
                new CommentId(
                        inline ? CommentId.Kind.INLINE : CommentId.Kind.CONVERSATION,
                        new Token(said.id())),
                user(said.login(), said.login().equals("robot")),
                Tainted.of(said.text(), LABEL),
                new Moment(said.at()),
                new Moment(said.updated()),
                said.at().equals(said.updated()) ? Tri.NO : Tri.YES,
                false,
                url(pull.ref),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                inline ? Tri.of(pull.settled.contains(said.id())) : Tri.UNKNOWN,
                false,
                forge.access.containsKey(said.login()) ? Tri.UNKNOWN : Tri.YES);
    }

    private static UserRef user(String login, boolean self) {
        return new UserRef(
                Forge.HOST, new Token("id-" + login), new Token(login), UserRef.Kind.HUMAN, self);
    }

    static URI url(PrRef pr) {
        return URI.create("https://code.example/" + pr.repo().path() + "/pull/" + pr.prNumber());
    }
}
