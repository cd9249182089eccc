package dev.stile.flow.outbox;

import dev.stile.api.call.Deadline;
import dev.stile.core.crash.CrashPoint;
import dev.stile.core.effect.EffectState;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Remedy;
import dev.stile.core.policy.Decision;
import dev.stile.core.policy.Ruling;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Transaction;

import java.util.Optional;

/** How a person's change of an entry runs, and what it may be refused for. */
final class EntryChanges {
    private final OutboxJournal journal;
    private final OutboxNotices notices;

    EntryChanges(OutboxJournal journal, OutboxNotices notices) {
        this.journal = journal;
        this.notices = notices;
    }

    /** What a change came to; a refusal may have changed the entry as well. */
    record Changed(Entry entry, Optional<Failure> refusal) {
        static Changed to(Entry entry) {
            return new Changed(entry, Optional.empty());
        }

        static Changed refused(Entry entry, Failure failure) {
            return new Changed(entry, Optional.of(failure));
        }
    }

    @FunctionalInterface
    interface Change {
        Changed apply(Transaction transaction, Entry entry);
    }

    /** A change that only an entry takes whose time has not run out. */
    Entry change(Deadline deadline, long id, long version, Change change) {
        return commit(
                deadline,
                id,
                version,
                (transaction, entry) -> {
                    if (entry.state().isFinal() || !entry.isPastItsTime(journal.now())) {
                        return change.apply(transaction, entry);
                    }
                    Entry expired = entry;
                    if (!entry.expired()) {
                        expired = journal.expire(transaction, entry);
                        notices.tell(transaction, new OutboxNotices.Notice.Expired(expired));
                    }
                    return Changed.refused(
                            expired,
                            Failure.of(Code.ENTRY_EXPIRED)
                                    .detail("it was to be sent before " + entry.expires())
                                    .fact("outbox", entry.reference())
                                    .build());
                });
    }

    Entry commit(Deadline deadline, long id, long version, Change change) {
        CrashPoint.OUTBOX_DECIDE_BEFORE.reach();
        Changed changed =
                journal.commit(
                        deadline,
                        transaction -> {
                            Entry entry =
                                    journal.rows()
                                            .find(transaction, id)
                                            .orElseThrow(() -> noSuch(id));
                            requireVersion(entry.reference(), entry.version(), version);
                            return change.apply(transaction, entry);
                        });
        CrashPoint.OUTBOX_DECIDE_AFTER.reach();
        changed.refusal()
                .ifPresent(
                        failure -> {
                            throw failure;
                        });
        return changed.entry();
    }

    Entry require(Deadline deadline, long id) {
        return journal.find(deadline, id).orElseThrow(() -> noSuch(id));
    }

    Entry byKey(Deadline deadline, Proposal proposal) {
        return journal.read(
                        deadline,
                        transaction ->
                                journal.effects()
                                        .byKey(
                                                transaction,
                                                proposal.connection(),
                                                proposal.key().text())
                                        .flatMap(
                                                effect ->
                                                        journal.rows()
                                                                .find(transaction, effect.id())))
                .orElseThrow(() -> Failure.of(Code.NO_SUCH_ENTRY).build());
    }

    Entry now(Transaction transaction, Entry entry) {
        return journal.rows().find(transaction, entry.id()).orElseThrow();
    }

    static void requirePerson(Subject subject, String what, long id) {
        if (!(subject instanceof Subject.Person)) {
            throw onlyPeople(subject, what).argument("entry", Entry.reference(id)).build();
        }
    }

    static Failure.Builder onlyPeople(Subject subject, String what) {
        return notAllowed("only people " + what + ", and this is " + subject.actor());
    }

    static void requireReason(String reason) {
        if (reason.isBlank()) {
            throw Failure.of(Code.USAGE).headline("a reason is needed").build();
        }
    }

    static Failure.Builder notAllowed(String why) {
        return Failure.of(Code.APPROVER_NOT_ALLOWED).detail(why);
    }

    static Failure.Builder refused(Ruling ruling) {
        return decided(Code.POLICY_REFUSED, ruling.decision());
    }

    static Failure.Builder decided(Code code, Decision decision) {
        return Failure.of(code)
                .detail("decided by " + decision.entry())
                .fact("entry", decision.entry());
    }

    static Failure illegal(Entry entry, EffectState wanted) {
        return illegal(entry.reference(), entry.state(), wanted);
    }

    static Failure illegal(String entry, EffectState state, EffectState wanted) {
        Failure.Builder failure =
                Failure.of(Code.ENTRY_NOT_MOVABLE)
                        .headline(
                                entry
                                        + " is "
                                        + state.wire()
                                        + " and cannot become "
                                        + wanted.wire())
                        .argument("entry", entry)
                        .fact("outbox", entry);
        return (state == EffectState.UNKNOWN ? failure.remedy(Entry.IN_DOUBT) : failure).build();
    }

    static Failure noSuch(long id) {
        return Failure.of(Code.NO_SUCH_ENTRY).fact("outbox", Entry.reference(id)).build();
    }

    static void requireVersion(String entry, long version, long seen) {
        if (version != seen) {
            throw Failure.of(Code.VERSION_MISMATCH)
                    .headline(entry + " is at version " + version + " by now, not " + seen)
                    .remedy(
                            Remedy.of(
                                    "Look at the entry as it is now, and decide anew.",
                                    "stile outbox show {entry}",
                                    "stile outbox list"))
                    .argument("entry", entry)
                    .fact("outbox", entry)
                    .fact("version", Long.toString(version))
                    .build();
        }
    }
}
