package dev.stile.cli.pr;

import dev.stile.api.hosting.BranchProtection;
import dev.stile.api.hosting.Check;
import dev.stile.api.hosting.ChecksSummary;
import dev.stile.api.hosting.CommentId;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PRComments;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrEvent;
import dev.stile.api.hosting.PrEvents;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.RequiredCheck;
import dev.stile.api.hosting.ReviewStatus;
import dev.stile.api.hosting.Reviewer;
import dev.stile.api.hosting.Tri;
import dev.stile.api.hosting.UserRef;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Sha;
import dev.stile.api.value.Token;
import dev.stile.cli.shown.Outside;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The records of code hosts as programs get them: names in snake case, words in lower case, what is
 * not known as {@code "unknown"}, what is absent left out. Pure.
 */
final class HostJson {
    private static final String OUTCOME = "outcome";
    private static final String HEAD = "head_sha";
    private static final String BASE = "base_sha";
    private static final String URL = "url";
    private static final String COMPLETE = "complete";
    private static final String STATE = "state";

    private HostJson() {}

    static Json.ObjectBuilder status(PRStatus status) {
        Json.ObjectBuilder object =
                Json.object()
                        .put("pr", status.pr().toString())
                        .put("number", status.pr().prNumber())
                        .put(STATE, word(status.state()))
                        .put("draft", status.draft())
                        .put("merge_state", word(status.mergeState()))
                        .put("block_reasons", words(status.blockReasons()))
                        .put("checks_state", word(status.checksState()))
                        .put("checks", checks(status.checks()))
                        .put(URL, status.url().toString())
                        .put("title", Outside.text(status.title()))
                        .put("labels", each(status.labels(), Outside::text))
                        .put("author", user(status.author()))
                        .put(HEAD, status.headSha().text())
                        .put("head_branch", branch(status.headBranch()))
                        .putIf("head_repo", status.headRepo().map(RepoRef::toString))
                        .putIf("head_since", status.headSince().map(HostJson::time))
                        .put(BASE, status.baseSha().text())
                        .put("base_branch", branch(status.baseBranch()))
                        .putIf("merge_sha", status.mergeSha().map(Sha::text))
                        .putIf("merged_at", status.mergedAt().map(HostJson::time));
        status.mergedBy().ifPresent(who -> object.put("merged_by", user(who)));
        object.putIf("closed_at", status.closedAt().map(HostJson::time));
        status.closedBy().ifPresent(who -> object.put("closed_by", user(who)));
        object.put("updated_at", time(status.updatedAt()));
        status.queue()
                .ifPresent(
                        entry ->
                                object.put(
                                        "queue",
                                        Json.object()
                                                .put("id", plain(entry.id()))
                                                .put("position", number(entry.position()))
                                                .build()));
        return object.put("can_bypass", tri(status.canBypass()))
                .put("visibility", word(status.visibility()))
                .put("observed_at", status.observedAt().toString());
    }

    static Json checks(ChecksSummary checks) {
        return Json.object()
                .put(HEAD, checks.headSha().text())
                .put("required", word(checks.required()))
                .put("optional", word(checks.optional()))
                .put("checks", each(checks.checks(), HostJson::check))
                .put("missing_required", each(checks.missingRequired(), Outside::text))
                .put(COMPLETE, checks.complete())
                .build();
    }

    private static Json check(Check check) {
        Json.ObjectBuilder object =
                Json.object()
                        .put("name", Outside.text(check.name()))
                        .put("source", Outside.text(check.source()))
                        .put(OUTCOME, word(check.outcome()))
                        .put("required", tri(check.required()))
                        .put("sha", check.sha().text())
                        .putIf("started_at", check.startedAt().map(HostJson::time))
                        .putIf("completed_at", check.completedAt().map(HostJson::time));
        check.url().ifPresent(url -> object.put(URL, Outside.text(url)));
        return object.build();
    }

    static Json.ObjectBuilder reviews(ReviewStatus reviews) {
        return Json.object()
                .put("approved", reviews.approved())
                .put("approvals", reviews.approvals())
                .put("stale_approvals", reviews.staleApprovals())
                .put("required_approvals", number(reviews.requiredApprovals()))
                .put("changes_requested", reviews.changesRequested())
                .put("reviewers", each(reviews.reviewers(), HostJson::reviewer))
                .put("comments", each(reviews.comments(), HostJson::comment))
                .put(HEAD, reviews.headSha().text())
                .put(COMPLETE, reviews.complete());
    }

    private static Json reviewer(Reviewer reviewer) {
        return Json.object()
                .put("user", user(reviewer.user()))
                .put(STATE, word(reviewer.state()))
                .putIf("sha", reviewer.sha().map(Sha::text))
                .putIf("submitted_at", reviewer.submittedAt().map(HostJson::time))
                .put("can_write", tri(reviewer.canWrite()))
                .put("counted", reviewer.counted())
                .putIf("why_not", reviewer.whyNot().map(HostJson::word))
                .build();
    }

    static Json.ObjectBuilder comments(PRComments comments) {
        return Json.object()
                .put("items", each(comments.items(), HostJson::comment))
                .put(COMPLETE, comments.complete())
                .put("next", Json.nothing());
    }

    static Json comment(PRComment comment) {
        Json.ObjectBuilder object =
                Json.object()
                        .put("id", id(comment.id()))
                        .put("author", user(comment.author()))
                        .put("body", Outside.text(comment.body()))
                        .put("created_at", time(comment.createdAt()))
                        .put("updated_at", time(comment.updatedAt()))
                        .put("edited", tri(comment.edited()))
                        .put("own", comment.own())
                        .put(URL, comment.url().toString());
        comment.path().ifPresent(path -> object.put("path", Outside.text(path)));
        comment.line().ifPresent(line -> object.put("line", line.value()));
        return object.putIf("thread_id", comment.threadId().map(HostJson::plain))
                .putIf("reply_to", comment.replyTo().map(HostJson::id))
                .putIf("sha", comment.sha().map(Sha::text))
                .putIf("review_state", comment.reviewState().map(HostJson::word))
                .put("resolved", tri(comment.resolved()))
                .put("hidden", comment.hidden())
                .put("can_write", tri(comment.canWrite()))
                .build();
    }

    static Json.ObjectBuilder events(PrEvents events) {
        return Json.object()
                .put("pr", events.facts().status().pr().toString())
                .put("events", each(events.events(), HostJson::event))
                .put(
                        "facts",
                        Json.object()
                                .put("status", status(events.facts().status()).build())
                                .put("reviews", reviews(events.facts().reviews()).build())
                                .put("comments", comments(events.facts().comments()).build())
                                .put("protection", protection(events.facts().protection()).build())
                                .build());
    }

    private static Json event(PrEvent event) {
        Json.ObjectBuilder object =
                Json.object()
                        .put("event", event.word())
                        .put("pr", event.pr().toString())
                        .put(HEAD, event.headSha().text())
                        .put(BASE, event.baseSha().text())
                        .put("observed_at", event.observedAt().toString());
        switch (event) {
            case PrEvent.PrComments comments ->
                    object.put("feedback", each(comments.feedback(), HostJson::comment));
            case PrEvent.PrCiFailure failure ->
                    object.put("failing", each(failure.failing(), HostJson::check));
            case PrEvent.PrMergeConflict conflict -> {}
            case PrEvent.PrReadyToMerge ready -> {}
            case PrEvent.PrMerged merged -> {
                object.putIf("merge_sha", merged.mergeSha().map(Sha::text))
                        .putIf("merged_at", merged.mergedAt().map(HostJson::time));
                merged.mergedBy().ifPresent(who -> object.put("merged_by", user(who)));
            }
            case PrEvent.PrClosed closed -> {
                object.putIf("closed_at", closed.closedAt().map(HostJson::time));
                closed.closedBy().ifPresent(who -> object.put("closed_by", user(who)));
            }
            case PrEvent.PrBlocked blocked -> object.put("reasons", words(blocked.reasons()));
        }
        return object.build();
    }

    static Json.ObjectBuilder protection(BranchProtection rules) {
        Json.ObjectBuilder object =
                Json.object()
                        .put(
                                "protected",
                                switch (rules.protection()) {
                                    case PROTECTED -> Json.flag(true);
                                    case UNPROTECTED -> Json.flag(false);
                                    case NOT_VISIBLE -> tri(Tri.UNKNOWN);
                                })
                        .put("required_reviews", number(rules.requiredReviews()))
                        .put("required_checks", each(rules.requiredChecks(), HostJson::required));
        rules.restrictions()
                .ifPresent(
                        who ->
                                object.put(
                                        "restrictions",
                                        Json.object()
                                                .put("users", each(who.users(), Outside::text))
                                                .put("teams", each(who.teams(), Outside::text))
                                                .put("apps", each(who.apps(), Outside::text))
                                                .build()));
        return object.put("strict", tri(rules.strict()))
                .put("dismiss_stale", tri(rules.dismissStale()))
                .put("code_owners", tri(rules.codeOwners()))
                .put("last_push_approval", tri(rules.lastPushApproval()))
                .put("thread_resolution", tri(rules.threadResolution()))
                .put("linear_history", tri(rules.linearHistory()))
                .put("signed_commits", tri(rules.signedCommits()))
                .put("merge_queue", tri(rules.mergeQueue()))
                .put("admins_enforced", tri(rules.adminsEnforced()))
                .put("locked", tri(rules.locked()))
                .put("allowed_methods", words(rules.allowedMethods()))
                .put("sources", rules.sources())
                .put(COMPLETE, rules.complete());
    }

    private static Json required(RequiredCheck check) {
        Json.ObjectBuilder object =
                Json.object()
                        .put("name", Outside.text(check.name()))
                        .put("pattern", check.pattern());
        check.source().ifPresent(source -> object.put("source", Outside.text(source)));
        return object.build();
    }

    static Json user(UserRef user) {
        return Json.object()
                .put("host", user.host().text())
                .put("id", plain(user.id()))
                .put("username", plain(user.login()))
                .put("kind", word(user.kind()))
                .put("self", user.self())
                .build();
    }

    /** Its word in lower case. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Their words, sorted. */
    static List<String> words(Collection<? extends Enum<?>> values) {
        return values.stream().map(HostJson::word).sorted().toList();
    }

    private static Json tri(Tri value) {
        return switch (value) {
            case YES -> Json.flag(true);
            case NO -> Json.flag(false);
            case UNKNOWN -> Json.text("unknown");
        };
    }

    static Json number(OptionalInt value) {
        return value.isPresent() ? Json.number(value.getAsInt()) : Json.text("unknown");
    }

    static String time(Moment moment) {
        return moment.at().toString();
    }

    static String branch(BranchName branch) {
        return safe(branch.text());
    }

    static String plain(Token token) {
        return safe(token.text());
    }

    static String id(CommentId comment) {
        return safe(comment.toString());
    }

    /** A word that a grammar keeps short may still hold what does not show. */
    static String safe(String word) {
        return Tainted.of(word, Label.outside(Scope.of("host")))
                .sanitise(Sanitizers.jsonField())
                .value();
    }

    static <T> Json each(List<T> items, Function<T, Json> one) {
        return Json.array(items.stream().map(one).toList());
    }
}
