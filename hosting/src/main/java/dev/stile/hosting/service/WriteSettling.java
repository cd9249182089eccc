package dev.stile.hosting.service;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.Operation;
import dev.stile.api.hosting.PRComment;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.Tri;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.value.BranchName;
import dev.stile.api.value.Fact;
import dev.stile.api.value.Sha;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.connection.StillUnderWay;
import dev.stile.core.effect.Effect;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Settles writes to one pull request by one read of it, and one more where a branch was to be
 * updated or deleted. Sends nothing else. Any thread may call.
 */
final class WriteSettling {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HostParts parts;
    private final IntentJournal journal;
    private final CommentMarks marks;

    WriteSettling(HostParts parts, IntentJournal journal, String connection) {
        this.parts = parts;
        this.journal = journal;
        this.marks = CommentMarks.of(parts, connection);
    }

    /**
     * @param alarms told of merges that landed elsewhere
     * @param opened asked for the host only if there is something to settle; shut down here
     */
    List<SettledWrite> settle(
            String connection,
            PrRef pr,
            Asking asking,
            LandedElsewhere.Alarms alarms,
            Supplier<GitHost> opened,
            CallContext call) {
        List<Effect> open =
                journal.open(connection).stream()
                        .filter(each -> WriteEnds.isAbout(each, pr))
                        .toList();
        if (open.isEmpty()) {
            return List.of();
        }
        // A write that begins while the host is read is not settled by that read.
        Instant quiet = StillUnderWay.USUAL.quiet(parts.clock().instant());
        Reading read = read(opened.get(), open, pr, quiet, call);
        List<SettledWrite> settled = new ArrayList<>();
        for (Effect write : open) {
            WriteEnd end = read.ends().getOrDefault(write, WriteEnd.UNKNOWN);
            if (end == WriteEnd.UNKNOWN && !WriteEnds.isTo(write, pr)) {
                // It may have opened another one.
                continue;
            }
            Optional<LandedElsewhere> elsewhere = read.elsewhere(write);
            OpenIntent intent =
                    parts.database()
                            .transaction(
                                    Deadline.after(PATIENCE),
                                    transaction -> {
                                        journal.settle(
                                                transaction,
                                                write,
                                                end,
                                                row(connection, asking, write));
                                        elsewhere
                                                .filter(each -> !each.byAnother())
                                                .ifPresent(
                                                        each ->
                                                                alarms.raise(
                                                                        transaction,
                                                                        each.pr(),
                                                                        each.meant()));
                                        return IntentJournal.open(transaction, write);
                                    });
            settled.add(new SettledWrite(intent, end, elsewhere));
        }
        return settled;
    }

    /**
     * What one read of the pull request says.
     *
     * @param status as it is
     */
    private record Reading(Map<Effect, WriteEnd> ends, PRStatus status) {
        Optional<LandedElsewhere> elsewhere(Effect write) {
            return Rows.operation(write.draft().idempotencyKey()) == Operation.MERGE_PR
                    ? LandedElsewhere.of(write, status)
                    : Optional.empty();
        }
    }

    private Reading read(
            GitHost host, List<Effect> open, PrRef pr, Instant quiet, CallContext call) {
        try {
            PrFacts facts = host.detectPrEvents(pr, call).facts();
            WriteEnds ends =
                    new WriteEnds(
                            facts,
                            quiet,
                            (comment, key) -> saidUnder(pr, comment, key),
                            new Asked(host, pr, call));
            return new Reading(
                    open.stream().collect(Collectors.toMap(Function.identity(), ends::of)),
                    facts.status());
        } finally {
            host.shutdown();
        }
    }

    private record Asked(GitHost host, PrRef pr, CallContext call) implements WriteEnds.Commits {
        @Override
        public Tri isUpdated(Sha head) {
            return known(() -> host.beside().isUpdated(pr, head, call));
        }

        @Override
        public Tri isDeleted(BranchName branch, Sha expected) {
            return known(
                    () ->
                            host.beside()
                                    .branchTip(pr.repo(), branch, call)
                                    .map(tip -> tip.equals(expected) ? Tri.NO : Tri.UNKNOWN)
                                    .orElse(Tri.YES));
        }

        private static Tri known(Supplier<Tri> asks) {
            try {
                return asks.get();
            } catch (StileException unreadable) {
                return Tri.UNKNOWN;
            }
        }
    }

    private boolean saidUnder(PrRef pr, PRComment comment, String key) {
        return comment.author().self()
                && comment.body()
                                .checked(
                                        text ->
                                                new Fact<>(
                                                        Tri.of(
                                                                marks.keyOf(pr, text)
                                                                        .map(IdempotencyKey::text)
                                                                        .filter(key::equals)
                                                                        .isPresent())))
                                .answer()
                        == Tri.YES;
    }

    private static AuditEntry row(String connection, Asking asking, Effect write) {
        return AuditEntry.of(
                        asking.subject().origin(),
                        asking.subject().actor(),
                        Rows.verb(Rows.operation(write.draft().idempotencyKey())))
                .connection(connection)
                .container(write.container())
                .target(write.draft().subject())
                .refs(asking.refs());
    }
}
