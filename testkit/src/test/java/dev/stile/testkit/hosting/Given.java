package dev.stile.testkit.hosting;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.hosting.BlockReason;
import dev.stile.api.hosting.ChecksState;
import dev.stile.api.hosting.ChecksSummary;
import dev.stile.api.hosting.HostId;
import dev.stile.api.hosting.MergeState;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.QueueEntry;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.hosting.Tri;
import dev.stile.api.hosting.UserRef;
import dev.stile.api.hosting.Visibility;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Moment;
import dev.stile.api.value.Sha;
import dev.stile.api.value.Token;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Values that tests of hosts begin with. */
final class Given {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final HostId HOST = new HostId("code.example");
    static final PrRef PR = new PrRef(new RepoRef(HOST, "acme/web"), 7);
    static final Label LABEL = Label.outside(Scope.of("work"));
    static final Sha HEAD = sha('a');
    static final Sha BASE = sha('b');

    private Given() {}

    static Sha sha(char digit) {
        return new Sha(String.valueOf(digit).repeat(40));
    }

    static Tainted<String> text(String text) {
        return Tainted.of(text, LABEL);
    }

    static UserRef user(String name, UserRef.Kind kind) {
        return new UserRef(HOST, new Token("id-" + name), new Token(name), kind, false);
    }

    static Moment after(int minutes) {
        return new Moment(NOON.plus(Duration.ofMinutes(minutes)));
    }

    static CallContext call() {
        return new CallContext(
                Deadline.after(Duration.ofSeconds(60)), "test", LABEL, Progress.SILENT);
    }

    /** An open one that could be merged. */
    static Status open() {
        return new Status(
                PRStatus.State.OPEN,
                HEAD,
                BASE,
                false,
                MergeState.MERGEABLE,
                Optional.empty(),
                Optional.empty());
    }

    /** What tests vary of a status. */
    record Status(
            PRStatus.State state,
            Sha head,
            Sha base,
            boolean draft,
            MergeState merge,
            Optional<QueueEntry> queue,
            Optional<Sha> landed) {
        Status merged(Sha with) {
            return merged(with, Optional.of(sha('c')));
        }

        /** Merged, and the host does not say yet as which commit. */
        Status mergedUnseen() {
            return merged(head, Optional.empty());
        }

        private Status merged(Sha with, Optional<Sha> as) {
            return new Status(
                    PRStatus.State.MERGED, with, base, draft, MergeState.UNKNOWN, queue, as);
        }

        Status closed() {
            return new Status(
                    PRStatus.State.CLOSED, head, base, draft, MergeState.UNKNOWN, queue, landed);
        }

        Status on(Sha otherHead) {
            return new Status(state, otherHead, base, draft, merge, queue, landed);
        }

        Status over(Sha otherBase) {
            return new Status(state, head, otherBase, draft, merge, queue, landed);
        }

        Status asDraft() {
            return new Status(state, head, base, true, merge, queue, landed);
        }

        Status but(MergeState other) {
            return new Status(state, head, base, draft, other, queue, landed);
        }

        Status queuedAs(String id) {
            return new Status(
                    state,
                    head,
                    base,
                    draft,
                    merge,
                    Optional.of(new QueueEntry(new Token(id), OptionalInt.of(1))),
                    landed);
        }

        PRStatus build() {
            boolean merged = state == PRStatus.State.MERGED;
            return new PRStatus(
                    PR,
                    state,
                    draft,
                    merge,
                    merge == MergeState.BLOCKED ? Set.of(BlockReason.REVIEWS_MISSING) : Set.of(),
                    ChecksState.PASSING,
                    new ChecksSummary(
                            head,
                            ChecksState.PASSING,
                            ChecksState.NONE,
                            List.of(),
                            List.of(),
                            true),
                    URI.create("https://code.example/acme/web/pull/7"),
                    text("A title"),
                    List.of(),
                    user("ada", UserRef.Kind.HUMAN),
                    head,
                    new BranchName("topic"),
                    Optional.of(PR.repo()),
                    Optional.empty(),
                    base,
                    new BranchName("main"),
                    landed,
                    merged ? Optional.of(after(1)) : Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    after(0),
                    queue,
                    Tri.NO,
                    Visibility.PRIVATE,
                    NOON);
        }
    }
}
