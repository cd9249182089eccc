package dev.stile.api.hosting;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.Invalid;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.ConnectorException.Timeout;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.StileException;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.Fact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Says something once under a key. What an earlier attempt may have said is looked for over ten
 * seconds before it is said again, since a host may list it late; while the host may still be
 * working on that attempt, nothing is said at all; what is known to have been said and is not there
 * any more is not said again either. Any thread may use it.
 */
final class Saying {
    private static final List<Duration> PAUSES =
            List.of(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(4));

    /** All of them. */
    private static final Duration LONGEST_LOOK =
            PAUSES.stream().reduce(Duration.ZERO, Duration::plus);

    private final GitHost host;
    private final HostCalls calls;

    Saying(GitHost host, HostCalls calls) {
        this.host = host;
        this.calls = calls;
    }

    CommentResult say(
            PrRef pr,
            Untainted<String, Sink.RecordField> text,
            Optional<CommentId> replyTo,
            IdempotencyKey key,
            CallContext call) {
        HostServices given = calls.ready();
        if (text.value().isBlank()) {
            throw new Invalid("text", "says something", List.of());
        }
        Untainted<String, Sink.RecordField> plain = text.map(host::withoutHostCommands);
        Untainted<String, Sink.RecordField> marked =
                plain.map(said -> said + "\n\n" + given.mark(pr, key, said));
        HostLimits.body("text", marked.value(), host.longestBody());
        Sought sought = new Sought(pr, marked.value(), replyTo, key, List.of());
        CommentResult result =
                calls.write(
                        Operation.COMMENT_ON_PR,
                        pr.toString(),
                        key,
                        Requests.of(text, replyTo),
                        LastCheck.none(),
                        call,
                        (bounded, earlier) ->
                                found(given, sought, earlier, bounded)
                                        .orElseGet(
                                                () ->
                                                        host.doCommentOnPR(
                                                                pr, marked, replyTo, key, bounded)),
                        Requests::of,
                        _ -> Optional.empty());
        // Its mark says the same, so that a loss of this costs nothing.
        calls.afterwards("the id of a comment", () -> given.keepOurs(pr, result.commentId()));
        return result;
    }

    /**
     * What is looked for.
     *
     * @param known ids under which it was said, whatever its text is by now
     */
    private record Sought(
            PrRef pr,
            String marked,
            Optional<CommentId> replyTo,
            IdempotencyKey key,
            List<CommentId> known) {
        Sought of(List<CommentId> said) {
            return new Sought(pr, marked, replyTo, key, said);
        }
    }

    /**
     * What an earlier attempt said; empty if it is to be said now.
     *
     * @throws OutcomeUnknown if it may yet be carried out
     * @throws CommentDeleted if it was carried out, and does not show any more
     */
    private Optional<CommentResult> found(
            HostServices given, Sought sought, Earlier earlier, CallContext call) {
        return switch (earlier) {
            case Earlier.None none -> Optional.empty();
            case Earlier.Done done -> {
                Optional<CommentResult> there = looked(given, sought.of(done.said()), PAUSES, call);
                if (there.isEmpty()) {
                    throw new CommentDeleted();
                }
                yield there;
            }
            // Its request ended minutes ago, so that less time to look is enough.
            case Earlier.Over over -> looked(given, sought, fitting(call), call);
            case Earlier.UnderWay(Instant until) -> {
                Optional<CommentResult> there = looked(given, sought, fitting(call), call);
                if (there.isEmpty()) {
                    throw new OutcomeUnknown(
                            "the comment",
                            "it does not show, and until "
                                    + until
                                    + " the host may still be working on what was sent under its"
                                    + " key; nothing was sent now");
                }
                yield there;
            }
        };
    }

    /** The pauses within half of the time that is left: the request needs the rest. */
    private static List<Duration> fitting(CallContext call) {
        Duration most = call.deadline().left().dividedBy(2);
        return most.compareTo(LONGEST_LOOK) >= 0
                ? PAUSES
                : PAUSES.stream()
                        .map(
                                pause ->
                                        Duration.ofMillis(
                                                pause.toMillis()
                                                        * most.toMillis()
                                                        / LONGEST_LOOK.toMillis()))
                        .toList();
    }

    /** What cannot be read is no answer to whether it was said, and nothing is sent upon it. */
    private Optional<CommentResult> looked(
            HostServices given, Sought sought, List<Duration> pauses, CallContext call) {
        try {
            return look(given, sought, pauses, call);
        } catch (Unavailable | Timeout | Malformed unread) {
            throw new BeforeSending(
                    new OutcomeUnknown(
                            "the comment", unread.headline() + "; nothing was sent now", unread));
        }
    }

    /**
     * @throws StileException if the last look cannot tell
     */
    private Optional<CommentResult> look(
            HostServices given, Sought sought, List<Duration> pauses, CallContext call) {
        for (Duration pause : pauses) {
            try {
                Optional<CommentResult> there = there(given, sought, call);
                if (there.isPresent()) {
                    return there;
                }
            } catch (Invalid another) {
                throw another;
            } catch (StileException unreadable) {
                // The next look may tell.
            }
            if (!given.pause(pause, call)) {
                throw new Unavailable("no time is left to look whether it was said before");
            }
        }
        return there(given, sought, call);
    }

    /**
     * @throws Invalid naming {@code key} if another text was said under it
     */
    private Optional<CommentResult> there(HostServices given, Sought sought, CallContext call) {
        PRComments said = host.doGetPRComments(sought.pr(), call);
        Optional<PRComment> marked =
                said.items().stream()
                        .filter(comment -> comment.author().self())
                        .filter(comment -> isUnder(given, sought.pr(), comment, sought.key()))
                        .findFirst();
        marked.ifPresent(comment -> MarkedText.requireSame(comment.body(), sought.marked()));
        Optional<PRComment> found =
                marked.or(
                        () ->
                                said.items().stream()
                                        .filter(comment -> sought.known().contains(comment.id()))
                                        .findFirst());
        if (found.isEmpty() && !said.complete()) {
            throw new Unavailable(
                    "not all comments could be read, so that it may have been said before");
        }
        return found.map(
                comment ->
                        new CommentResult(
                                comment.id(),
                                comment.url(),
                                isInThreadOf(said, comment, sought.replyTo()),
                                false));
    }

    private static boolean isUnder(
            HostServices given, PrRef pr, PRComment comment, IdempotencyKey key) {
        Optional<IdempotencyKey> wanted = Optional.of(key);
        return comment.body()
                        .checked(text -> new Fact<>(Tri.of(given.keyOf(pr, text).equals(wanted))))
                        .answer()
                == Tri.YES;
    }

    private static boolean isInThreadOf(
            PRComments said, PRComment comment, Optional<CommentId> replyTo) {
        return comment.threadId().isPresent()
                && said.items().stream()
                        .filter(other -> replyTo.filter(other.id()::equals).isPresent())
                        .anyMatch(other -> other.threadId().equals(comment.threadId()));
    }
}
