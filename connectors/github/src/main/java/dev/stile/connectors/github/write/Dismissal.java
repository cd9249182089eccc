package dev.stile.connectors.github.write;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Auth;
import dev.stile.api.error.ConnectorException.Internal;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.ConnectorException.VersionMismatch;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.AfterWriting;
import dev.stile.api.hosting.DismissResult;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.ReviewStatus;
import dev.stile.api.hosting.Reviewer;
import dev.stile.api.hosting.ReviewerState;
import dev.stile.api.hosting.UserRef;
import dev.stile.api.hosting.Warning;
import dev.stile.api.json.Json;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.connectors.github.client.Written;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** Dismisses standing approvals, one request each. Any thread may use it. */
public final class Dismissal {
    private static final String OPERATION = "dismissing the approval";

    private final Rest rest;
    private final BiFunction<PrRef, CallContext, ReviewStatus> reviews;

    /**
     * @param reviews reads what the reviewers say
     */
    public Dismissal(Rest rest, BiFunction<PrRef, CallContext, ReviewStatus> reviews) {
        this.rest = rest;
        this.reviews = reviews;
    }

    /**
     * Goes on after one that cannot be dismissed; a read afterwards says which still stand.
     *
     * @throws VersionMismatch if the head is not the expected one; nothing was written
     * @throws Unavailable if it is not known whether an approval stands; nothing was written
     * @throws OutcomeUnknown if an answer was lost, and that approval is not seen to be gone over
     *     ten seconds; it keeps whose approvals were dismissed
     */
    public DismissResult dismiss(
            PrRef pr,
            Untainted<String, Sink.RecordField> message,
            Expect expect,
            CallContext call) {
        ReviewStatus before = reviews.apply(pr, call);
        Update.requireHead(expect.head(), before.headSha());
        List<Reviewer> standing = standing(before);
        if (standing.isEmpty() && !before.complete()) {
            throw new Unavailable("not all reviews could be read, so that an approval may stand");
        }
        if (standing.isEmpty()) {
            return new DismissResult(List.of(), List.of(), List.of());
        }
        Map<UserRef, Warning> failures = new LinkedHashMap<>();
        Map<UserRef, OutcomeUnknown> lost = new LinkedHashMap<>();
        List<String> made = new ArrayList<>();
        for (Reviewer reviewer : standing) {
            try {
                dismiss(pr, reviewer, message, call)
                        .ifPresentOrElse(
                                failed -> failures.put(reviewer.user(), failed),
                                () -> made.add("approval of " + reviewer.user().login()));
            } catch (OutcomeUnknown open) {
                lost.put(reviewer.user(), open);
            } catch (StileException ends) {
                throw reviewer.equals(standing.getFirst()) ? ends : new AfterWriting(ends, made);
            }
        }
        return after(standing, before, failures, settled(pr, lost, made, call));
    }

    private Optional<Warning> dismiss(
            PrRef pr,
            Reviewer reviewer,
            Untainted<String, Sink.RecordField> message,
            CallContext call) {
        String id = reviewer.reviewId().orElseThrow().text();
        try {
            Written written =
                    rest.client()
                            .write(
                                    "PUT",
                                    rest.pull(pr, "reviews", id, "dismissals"),
                                    OPERATION,
                                    Json.object()
                                            .put("message", message.value())
                                            .put("event", "DISMISS")
                                            .build(),
                                    message.label(),
                                    call);
            if (!written.isSuccess()) {
                throw written.error(What.RECORD);
            }
            // The answer is the review; what is anything else may come from a machine in between.
            written.made(review -> review.token("id"));
            return Optional.empty();
        } catch (Auth | OutcomeUnknown told) {
            throw told;
        } catch (Internal broken) {
            throw new OutcomeUnknown(OPERATION, broken.headline(), broken);
        } catch (ConnectorException failed) {
            return Optional.of(failed(reviewer.user(), failed.headline()));
        }
    }

    private static Warning failed(UserRef user, String why) {
        return new Warning("reviewer " + user.login(), "hosting.dismiss_failed", why);
    }

    /**
     * What stands after all of them; where answers were lost, once those are seen to be gone.
     *
     * @throws OutcomeUnknown if one of them is not seen to be, since it may go yet
     */
    private ReviewStatus settled(
            PrRef pr, Map<UserRef, OutcomeUnknown> lost, List<String> made, CallContext call) {
        if (!lost.isEmpty()) {
            return Settling.find(
                            () ->
                                    Optional.of(reviews.apply(pr, call))
                                            .filter(now -> areGone(lost.keySet(), now)),
                            rest.services().get(),
                            call)
                    .orElseThrow(
                            () -> {
                                OutcomeUnknown first = lost.values().iterator().next();
                                first.keepWritten(made);
                                return first;
                            });
        }
        try {
            return reviews.apply(pr, call);
        } catch (StileException unreadable) {
            throw new OutcomeUnknown(
                    OPERATION, "it was written, and could not be read back", unreadable);
        }
    }

    private static boolean areGone(Set<UserRef> users, ReviewStatus now) {
        return now.complete()
                && standing(now).stream()
                        .map(Reviewer::user)
                        .noneMatch(user -> users.stream().anyMatch(user::isSameAs));
    }

    private static DismissResult after(
            List<Reviewer> standing,
            ReviewStatus before,
            Map<UserRef, Warning> failures,
            ReviewStatus after) {
        List<UserRef> remaining = remaining(standing, after, failures);
        List<UserRef> dismissed =
                standing.stream()
                        .map(Reviewer::user)
                        .filter(user -> remaining.stream().noneMatch(user::isSameAs))
                        .toList();
        List<Warning> told = new ArrayList<>();
        for (UserRef user : remaining) {
            told.add(failures.getOrDefault(user, failed(user, "the approval still stands")));
        }
        if (!after.complete()) {
            told.add(
                    new Warning(
                            "reviews",
                            "hosting.list_incomplete",
                            "not all reviews could be read: more approvals may stand"));
        }
        if (!after.headSha().equals(before.headSha())) {
            told.add(
                    new Warning(
                            "head",
                            "hosting.head_moved",
                            "the head is now " + after.headSha().brief()));
        }
        return new DismissResult(dismissed, remaining, told);
    }

    /** Those that are seen to stand; in a list that is cut, what failed also stands unless seen. */
    private static List<UserRef> remaining(
            List<Reviewer> before, ReviewStatus after, Map<UserRef, Warning> failures) {
        List<UserRef> remaining = new ArrayList<>();
        standing(after).forEach(reviewer -> remaining.add(reviewer.user()));
        if (!after.complete()) {
            before.stream()
                    .map(Reviewer::user)
                    .filter(failures::containsKey)
                    .filter(
                            user ->
                                    after.reviewers().stream()
                                            .noneMatch(seen -> seen.user().isSameAs(user)))
                    .forEach(remaining::add);
        }
        return List.copyOf(remaining);
    }

    private static List<Reviewer> standing(ReviewStatus reviews) {
        return reviews.reviewers().stream()
                .filter(reviewer -> reviewer.state() == ReviewerState.APPROVED)
                .toList();
    }
}
