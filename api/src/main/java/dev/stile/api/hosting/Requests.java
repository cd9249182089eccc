package dev.stile.api.hosting;

import dev.stile.api.json.Json;
import dev.stile.api.json.Json.JsonArray;
import dev.stile.api.json.Json.JsonFlag;
import dev.stile.api.json.Json.JsonNumber;
import dev.stile.api.json.Json.JsonObject;
import dev.stile.api.json.Json.JsonText;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.Sha;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the journal keeps of a request and of its outcome: enough for a person to settle it. */
final class Requests {
    private Requests() {}

    static Json of(PROptions options) {
        return object(
                Map.of(
                        "head", text(options.branch()),
                        "head_repo", text(options.headRepo().orElse(options.repo())),
                        "base", text(options.base()),
                        "title", text(options.title().value()),
                        "draft", new JsonFlag(options.draft())));
    }

    static Json of(PRResult result) {
        return object(
                Map.of(
                        "pr_number", new JsonNumber(BigDecimal.valueOf(result.prNumber())),
                        "head_sha", text(result.headSha()),
                        "created", new JsonFlag(result.created())));
    }

    static Json of(PRUpdates updates) {
        return object(
                Map.of(
                        "title", text(updates.title().map(Untainted::value).orElse("")),
                        "body", new JsonFlag(updates.body().isPresent()),
                        "body_sha256",
                                text(updates.body().map(body -> sha256(body.value())).orElse("")),
                        "draft", text(updates.draft().map(String::valueOf).orElse("")),
                        "labels_add", texts(updates.labelsAdd()),
                        "labels_remove", texts(updates.labelsRemove())));
    }

    static Json of(UpdateResult result) {
        return object(
                Map.of(
                        "applied", texts(result.applied()),
                        "unchanged", texts(result.unchanged())));
    }

    static Json of(MergeStrategy strategy, MergeGuard guard) {
        return object(
                Map.of(
                        "strategy", word(strategy),
                        "expected_head", text(guard.expectedHead()),
                        "expected_base", optional(guard.expectedBase()),
                        "base", optional(guard.expectedBaseBranch())));
    }

    static Json of(MergeResult result) {
        return switch (result) {
            case MergeResult.Merged merged ->
                    object(
                            Map.of(
                                    "outcome", text("merged"),
                                    "merge_sha", text(merged.landed()),
                                    "already", new JsonFlag(merged.alreadyMerged())));
            case MergeResult.Queued queued ->
                    object(
                            Map.of(
                                    "outcome", text("queued"),
                                    "head_sha", text(queued.headSha())));
            case MergeResult.Refused refused ->
                    object(
                            Map.of(
                                    "outcome", text("refused"),
                                    "reason", word(refused.reason())));
            case MergeResult.Unsettled open ->
                    object(
                            Map.of(
                                    "outcome", text("unsettled"),
                                    "head_sha", text(open.headSha())));
        };
    }

    static Json of(Expect expect) {
        return object(Map.of("expected_head", optional(expect.head())));
    }

    static Json of(CloseResult result) {
        return object(
                Map.of(
                        "outcome",
                        text(
                                switch (result) {
                                    case CloseResult.Closed ignored -> "closed";
                                    case CloseResult.AlreadyClosed ignored -> "already_closed";
                                    case CloseResult.AlreadyMerged ignored -> "already_merged";
                                    case CloseResult.HeadChanged ignored -> "head_changed";
                                })));
    }

    static Json of(Untainted<String, Sink.RecordField> text, Optional<CommentId> replyTo) {
        return object(
                Map.of(
                        "text_sha256",
                        text(sha256(text.value())),
                        "characters",
                        new JsonNumber(BigDecimal.valueOf(text.value().length())),
                        "reply_to",
                        optional(replyTo)));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }

    static Json of(CommentResult result) {
        return object(
                Map.of(
                        "comment",
                        text(result.commentId()),
                        "created",
                        new JsonFlag(result.created())));
    }

    static Json of(CommentId comment) {
        return object(Map.of("comment", text(comment)));
    }

    static Json of(ThreadResult result) {
        return object(
                Map.of(
                        "resolved", new JsonFlag(result.resolved()),
                        "changed", new JsonFlag(result.changed())));
    }

    static Json ofReviewers(List<String> reviewers) {
        return object(Map.of("reviewers", texts(reviewers)));
    }

    static Json of(ReviewsAsked result) {
        return object(
                Map.of("asked", texts(result.asked()), "not_asked", texts(result.notAsked())));
    }

    static Json of(BranchUpdate result) {
        return switch (result) {
            case BranchUpdate.Updated updated -> ended("updated", updated.headSha());
            case BranchUpdate.UpToDate before -> ended("up_to_date", before.headSha());
            case BranchUpdate.HeadChanged moved -> ended("head_changed", moved.headSha());
            case BranchUpdate.Conflicting conflict -> ended("conflict", conflict.headSha());
            case BranchUpdate.Ended ended ->
                    object(Map.of("outcome", text(ended.merged() ? "merged" : "closed")));
        };
    }

    private static Json ended(String outcome, Sha head) {
        return object(Map.of("outcome", text(outcome), "head_sha", text(head)));
    }

    static Json of(BranchDeletion result) {
        return object(
                switch (result) {
                    case BranchDeletion.Deleted deleted -> Map.of("outcome", text("deleted"));
                    case BranchDeletion.Gone gone -> Map.of("outcome", text("gone"));
                    case BranchDeletion.Kept(BranchDeletion.Why why) ->
                            Map.of("outcome", text("kept"), "why", word(why));
                });
    }

    static Json of(DismissResult result) {
        return object(
                Map.of(
                        "dismissed",
                        new JsonNumber(BigDecimal.valueOf(result.dismissed().size())),
                        "remaining",
                        new JsonNumber(BigDecimal.valueOf(result.remaining().size())),
                        "errors",
                        new JsonNumber(BigDecimal.valueOf(result.errors().size()))));
    }

    private static Json word(Enum<?> value) {
        return text(value.name().toLowerCase(Locale.ROOT));
    }

    private static Json optional(Optional<?> value) {
        return text(value.map(Object::toString).orElse(""));
    }

    private static Json text(Object value) {
        return new JsonText(value.toString());
    }

    private static Json texts(Collection<String> values) {
        return new JsonArray(values.stream().sorted().map(Requests::text).toList());
    }

    private static Json object(Map<String, Json> members) {
        Map<String, Json> sorted = new LinkedHashMap<>();
        List.copyOf(members.keySet()).stream()
                .sorted()
                .forEach(name -> sorted.put(name, members.get(name)));
        return new JsonObject(sorted);
    }
}
