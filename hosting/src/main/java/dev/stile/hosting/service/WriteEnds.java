package dev.stile.hosting.service;

import dev.stile.api.hosting.Operation;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.ReviewStatus;
import dev.stile.api.hosting.Reviewer;
import dev.stile.api.hosting.ReviewerState;
import dev.stile.api.hosting.Tri;
import dev.stile.api.json.Json;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Fact;
import dev.stile.api.value.Sha;
import dev.stile.core.effect.Effect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * What one snapshot of a pull request says of a write to it whose answer was lost. What is not so
 * is not done only once the host cannot be working on it any more. Pure.
 */
public final class WriteEnds {
    static final String EXPECTED_HEAD = "expected_head";

    private final PrFacts facts;
    private final Instant quiet;
    private final BiPredicate<PRComment, String> saidUnder;
    private final Commits commits;

    /** What commits and branches say, which the snapshot does not. Each fails by not knowing. */
    interface Commits {
        /** Whether a merge of the base stands on top of an earlier head. */
        Tri isUpdated(Sha head);

        /** Whether the branch is gone that was at that commit; one elsewhere may be a new one. */
        Tri isDeleted(BranchName branch, Sha expected);
    }

    /**
     * @param quiet a write that was last touched before this is under way no more
     * @param saidUnder whether a comment is ours, made under that key
     */
    WriteEnds(
            PrFacts facts,
            Instant quiet,
            BiPredicate<PRComment, String> saidUnder,
            Commits commits) {
        this.facts = facts;
        this.quiet = quiet;
        this.saidUnder = saidUnder;
        this.commits = commits;
    }

    /**
     * The same for a merge, of which the state alone speaks.
     *
     * @param quiet a merge that was last touched before this is under way no more
     */
    public static WriteEnd ofMerge(Effect merge, PRStatus status, Instant quiet) {
        return switch (status.state()) {
            case MERGED -> {
                String expected = member(request(merge), EXPECTED_HEAD);
                yield expected.isEmpty() || expected.equals(status.headSha().text())
                        ? WriteEnd.HAPPENED
                        : WriteEnd.NOT_HAPPENED;
            }
            case OPEN, CLOSED ->
                    status.queue().isPresent() ? WriteEnd.UNKNOWN : notSo(merge, quiet);
        };
    }

    /**
     * The same for a deletion of a branch, of which its tip alone speaks. One that is elsewhere may
     * have been made anew.
     *
     * @param quiet a deletion that was last touched before this is under way no more
     */
    public static WriteEnd ofDeletion(Effect deletion, Optional<Sha> tip, Instant quiet) {
        if (tip.isEmpty()) {
            return WriteEnd.HAPPENED;
        }
        return member(request(deletion), EXPECTED_HEAD).equals(tip.get().text())
                ? notSo(deletion, quiet)
                : WriteEnd.UNKNOWN;
    }

    WriteEnd of(Effect write) {
        PRStatus status = facts.status();
        return switch (Rows.operation(write.draft().idempotencyKey())) {
            case MERGE_PR -> ofMerge(write, status, quiet);
            case CLOSE_PR -> ofClose(write, status);
            case COMMENT_ON_PR -> ofComment(write);
            case DISMISS_APPROVALS -> ofDismissal(write, facts.reviews());
            case UPDATE_PR -> ofUpdate(write, status);
            case CREATE_PR -> ofCreation(write, status);
            case RESOLVE_THREAD -> ofThread(write, Tri.YES);
            case UNRESOLVE_THREAD -> ofThread(write, Tri.NO);
            case REQUEST_REVIEW -> ofAsking(write, facts.reviews());
            case UPDATE_BRANCH -> ofBranchUpdate(write, status);
            case DELETE_BRANCH -> ofDeletion(write, status);
            case GET_PR_STATUS,
                    GET_REVIEW_STATUS,
                    GET_PR_COMMENTS,
                    DETECT_PR_EVENTS,
                    GET_BRANCH_PROTECTION,
                    GET_DEFAULT_BRANCH,
                    GET_REMOTE_URL,
                    LIST_PRS,
                    GET_CHECK_TEXTS,
                    FETCH_COMMITS,
                    PROBE_PRS,
                    CAN_WRITE ->
                    WriteEnd.UNKNOWN;
        };
    }

    private WriteEnd ofClose(Effect close, PRStatus status) {
        return switch (status.state()) {
            case CLOSED -> WriteEnd.HAPPENED;
            case MERGED -> WriteEnd.NOT_HAPPENED;
            case OPEN -> notSo(close, quiet);
        };
    }

    private WriteEnd ofComment(Effect comment) {
        String key = comment.draft().idempotencyKey().split(":", -1)[1];
        if (facts.comments().items().stream().anyMatch(each -> saidUnder.test(each, key))) {
            return WriteEnd.HAPPENED;
        }
        return facts.comments().complete() ? notSo(comment, quiet) : WriteEnd.UNKNOWN;
    }

    private WriteEnd ofThread(Effect settling, Tri resolved) {
        String comment = member(request(settling), "comment");
        Optional<PRComment> found =
                facts.comments().items().stream()
                        .filter(each -> each.id().toString().equals(comment))
                        .findFirst();
        if (found.isEmpty() || found.get().resolved() == Tri.UNKNOWN) {
            return WriteEnd.UNKNOWN;
        }
        return found.get().resolved() == resolved ? WriteEnd.HAPPENED : notSo(settling, quiet);
    }

    /**
     * Who is not asked any more may have answered since, and an opinion that stands hides that its
     * owner is asked again. Somebody who has neither answered nor is asked shows that nothing
     * happened, unless another one is asked: a host may leave one out. Teams are nobody's opinion
     * and not among the reviewers, so that nothing shows that one was asked.
     */
    private WriteEnd ofAsking(Effect asking, ReviewStatus reviews) {
        List<String> wanted =
                labels(request(asking), "reviewers").stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .toList();
        List<String> people = wanted.stream().filter(name -> !name.contains("/")).toList();
        if (people.isEmpty()) {
            return WriteEnd.UNKNOWN;
        }
        List<String> pending = logins(reviews, List.of(ReviewerState.PENDING));
        if (people.size() == wanted.size() && pending.containsAll(people)) {
            return WriteEnd.HAPPENED;
        }
        List<String> known = logins(reviews, List.of(ReviewerState.values()));
        boolean shown =
                reviews.complete()
                        && !known.containsAll(people)
                        && people.stream().noneMatch(pending::contains);
        return shown ? notSo(asking, quiet) : WriteEnd.UNKNOWN;
    }

    /** The host refuses it once the head is another one, so that it is asked for only then. */
    private WriteEnd ofBranchUpdate(Effect update, PRStatus status) {
        String expected = member(request(update), EXPECTED_HEAD);
        if (expected.isEmpty()) {
            return WriteEnd.UNKNOWN;
        }
        if (expected.equals(status.headSha().text())) {
            return notSo(update, quiet);
        }
        return of(update, commits.isUpdated(new Sha(expected)));
    }

    /** One of another repository is never deleted, and says nothing by its name. */
    private WriteEnd ofDeletion(Effect deletion, PRStatus status) {
        String expected = member(request(deletion), EXPECTED_HEAD);
        if (expected.isEmpty() || status.headRepo().isEmpty()) {
            return WriteEnd.UNKNOWN;
        }
        return status.headRepo().get().isSameAs(status.pr().repo())
                ? of(deletion, commits.isDeleted(status.headBranch(), new Sha(expected)))
                : notSo(deletion, quiet);
    }

    private WriteEnd of(Effect write, Tri isSo) {
        return switch (isSo) {
            case YES -> WriteEnd.HAPPENED;
            case NO -> notSo(write, quiet);
            case UNKNOWN -> WriteEnd.UNKNOWN;
        };
    }

    private static List<String> logins(ReviewStatus reviews, List<ReviewerState> states) {
        return reviews.reviewers().stream()
                .filter(each -> states.contains(each.state()))
                .map(each -> each.user().login().text().toLowerCase(Locale.ROOT))
                .toList();
    }

    private WriteEnd ofDismissal(Effect dismissal, ReviewStatus reviews) {
        if (!reviews.complete()) {
            return WriteEnd.UNKNOWN;
        }
        boolean stands =
                reviews.reviewers().stream()
                        .map(Reviewer::state)
                        .anyMatch(ReviewerState.APPROVED::equals);
        return stands ? notSo(dismissal, quiet) : WriteEnd.HAPPENED;
    }

    /** All that it asked for, or nothing of it; a text is not compared, so that is never known. */
    private WriteEnd ofUpdate(Effect update, PRStatus status) {
        Json.JsonObject request = request(update);
        if (request.get("body").filter(new Json.JsonFlag(false)::equals).isEmpty()) {
            return WriteEnd.UNKNOWN;
        }
        List<Boolean> asked = new ArrayList<>();
        Optional<Json> title = request.get("title");
        if (title.filter(Json.JsonFlag.class::isInstance).isPresent()) {
            return WriteEnd.UNKNOWN;
        }
        if (!member(request, "title").isEmpty()) {
            String wanted = member(request, "title").strip();
            asked.add(is(status.title(), text -> text.strip().equals(wanted)));
        }
        if (!member(request, "draft").isEmpty()) {
            asked.add(member(request, "draft").equals(String.valueOf(status.draft())));
        }
        labels(request, "labels_add").forEach(label -> asked.add(isThere(status, label)));
        labels(request, "labels_remove").forEach(label -> asked.add(!isThere(status, label)));
        if (asked.stream().allMatch(Boolean::booleanValue)) {
            return WriteEnd.HAPPENED;
        }
        return asked.contains(true) ? WriteEnd.UNKNOWN : notSo(update, quiet);
    }

    /** One that is elsewhere is not seen here. */
    private static WriteEnd ofCreation(Effect creation, PRStatus status) {
        Json.JsonObject request = request(creation);
        boolean same =
                status.state() == PRStatus.State.OPEN
                        && member(request, "head").equals(status.headBranch().text())
                        && member(request, "base").equals(status.baseBranch().text())
                        && status.headRepo()
                                .map(RepoRef::toString)
                                .filter(member(request, "head_repo")::equalsIgnoreCase)
                                .isPresent();
        return same ? WriteEnd.HAPPENED : WriteEnd.UNKNOWN;
    }

    /**
     * Whether a write is one to that pull request, or may have opened it. Names that it had before
     * do not count: they may be another's by now.
     */
    static boolean isAbout(Effect write, PrRef pr) {
        return isTo(write, pr)
                || (isNamed(write, pr.repo().toString())
                        && Rows.operation(write.draft().idempotencyKey()) == Operation.CREATE_PR);
    }

    /** Whether a write is one to that pull request, however its name is spelled. */
    static boolean isTo(Effect write, PrRef pr) {
        return isNamed(write, pr.toString());
    }

    private static boolean isNamed(Effect write, String target) {
        return FormerNames.folded(write.draft().subject()).equals(FormerNames.folded(target));
    }

    private static WriteEnd notSo(Effect write, Instant quiet) {
        return write.updated().isBefore(quiet) ? WriteEnd.NOT_HAPPENED : WriteEnd.UNKNOWN;
    }

    /** Hosts take labels in any case. */
    private static boolean isThere(PRStatus status, String label) {
        return status.labels().stream()
                .anyMatch(each -> is(each, text -> text.equalsIgnoreCase(label)));
    }

    private static boolean is(Tainted<String> shown, Predicate<String> wanted) {
        return shown.checked(text -> new Fact<>(Tri.of(wanted.test(text)))).answer() == Tri.YES;
    }

    private static List<String> labels(Json.JsonObject request, String name) {
        return request
                .get(name)
                .filter(Json.JsonArray.class::isInstance)
                .map(Json.JsonArray.class::cast)
                .map(Json.JsonArray::items)
                .orElse(List.of())
                .stream()
                .map(WriteRequest::text)
                .toList();
    }

    private static Json.JsonObject request(Effect write) {
        return WriteRequest.of(write).members();
    }

    private static String member(Json.JsonObject request, String name) {
        return new WriteRequest(request).text(name);
    }
}
