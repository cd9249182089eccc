package dev.stile.cli.pr;

import dev.stile.api.hosting.BranchUpdate;
import dev.stile.api.hosting.CloseResult;
import dev.stile.api.hosting.CommentResult;
import dev.stile.api.hosting.DismissResult;
import dev.stile.api.hosting.MergeResult;
import dev.stile.api.hosting.PRResult;
import dev.stile.api.hosting.UpdateResult;
import dev.stile.api.hosting.Warning;
import dev.stile.api.json.Json;
import dev.stile.api.value.Sha;

/** What became of writes, as programs get it. Pure. */
final class ResultJson {
    private static final String OUTCOME = "outcome";
    private static final String HEAD = "head_sha";
    private static final String URL = "url";

    private ResultJson() {}

    static Json.ObjectBuilder created(PRResult result) {
        return Json.object()
                .put("pr_number", result.prNumber())
                .put(URL, result.url().toString())
                .put(HEAD, result.headSha().text())
                .put("base_sha", result.baseSha().text())
                .put("created", result.created())
                .put("warnings", HostJson.each(result.warnings(), ResultJson::warning));
    }

    static Json.ObjectBuilder updated(UpdateResult result) {
        return Json.object()
                .put("applied", result.applied().stream().sorted().toList())
                .put("unchanged", result.unchanged().stream().sorted().toList())
                .put("warnings", HostJson.each(result.warnings(), ResultJson::warning));
    }

    /** What became of a merge that was not refused. */
    static Json.ObjectBuilder merge(MergeResult result) {
        Json.ObjectBuilder object =
                Json.object()
                        .put(OUTCOME, outcome(result))
                        .put("success", result.success())
                        .putIf("merge_sha", result.mergeSha().map(Sha::text))
                        .put("error", result.error());
        switch (result) {
            case MergeResult.Merged merged -> {
                object.put(HEAD, merged.headSha().text())
                        .put("base_branch", HostJson.branch(merged.baseBranch()))
                        .putIf("strategy", merged.strategy().map(HostJson::word))
                        .put("already_merged", merged.alreadyMerged());
                merged.mergedBy().ifPresent(who -> object.put("merged_by", HostJson.user(who)));
                object.putIf("merged_at", merged.mergedAt().map(HostJson::time));
            }
            case MergeResult.Queued queued ->
                    object.put(HEAD, queued.headSha().text())
                            .put("entry_id", HostJson.plain(queued.entryId()))
                            .put("position", HostJson.number(queued.position()));
            case MergeResult.Refused refused ->
                    object.put("reason", HostJson.word(refused.reason()))
                            .put("block_reasons", HostJson.words(refused.blockReasons()))
                            .putIf("retry_at", refused.retryAt().map(Object::toString));
            case MergeResult.Unsettled open ->
                    object.put(HEAD, open.headSha().text())
                            .put("last_seen", open.lastSeen().toString());
        }
        return object;
    }

    static String outcome(MergeResult result) {
        return switch (result) {
            case MergeResult.Merged merged -> "merged";
            case MergeResult.Queued queued -> "queued";
            case MergeResult.Refused refused -> "refused";
            case MergeResult.Unsettled open -> "unsettled";
        };
    }

    static Json.ObjectBuilder closed(CloseResult result) {
        Json.ObjectBuilder object = Json.object();
        switch (result) {
            case CloseResult.Closed closed -> object.put(OUTCOME, "closed");
            case CloseResult.AlreadyClosed before -> object.put(OUTCOME, "already_closed");
            case CloseResult.AlreadyMerged merged -> object.put(OUTCOME, "already_merged");
            case CloseResult.HeadChanged moved ->
                    object.put(OUTCOME, "head_changed")
                            .put(HEAD, moved.headSha().text())
                            .put("closed", moved.closed());
        }
        return object;
    }

    static Json.ObjectBuilder updatedBranch(BranchUpdate result) {
        Json.ObjectBuilder object = Json.object();
        switch (result) {
            case BranchUpdate.Updated updated ->
                    object.put(OUTCOME, "updated")
                            .put(HEAD, updated.headSha().text())
                            .put("base_sha", updated.baseSha().text());
            case BranchUpdate.UpToDate before ->
                    object.put(OUTCOME, "up_to_date").put(HEAD, before.headSha().text());
            case BranchUpdate.HeadChanged moved ->
                    object.put(OUTCOME, "head_changed").put(HEAD, moved.headSha().text());
            case BranchUpdate.Conflicting conflict ->
                    object.put(OUTCOME, "conflict").put(HEAD, conflict.headSha().text());
            case BranchUpdate.Ended(boolean merged) ->
                    object.put(OUTCOME, merged ? "already_merged" : "already_closed");
        }
        return object;
    }

    static Json.ObjectBuilder dismissed(DismissResult result) {
        return Json.object()
                .put("dismissed", HostJson.each(result.dismissed(), HostJson::user))
                .put("remaining", HostJson.each(result.remaining(), HostJson::user))
                .put("errors", HostJson.each(result.errors(), ResultJson::warning));
    }

    static Json.ObjectBuilder said(CommentResult result) {
        return Json.object()
                .put("comment_id", HostJson.id(result.commentId()))
                .put(URL, result.url().toString())
                .put("threaded", result.threaded())
                .put("created", result.created());
    }

    private static Json warning(Warning warning) {
        return Json.object()
                .put("field", warning.field())
                .put("code", warning.code())
                .put("message", HostJson.safe(warning.message()))
                .build();
    }
}
