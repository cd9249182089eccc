package dev.stile.cli.flow;

import dev.stile.core.store.Transaction;
import dev.stile.flow.lifecycle.LifecycleEvent;
import dev.stile.flow.lifecycle.LifecycleEvents;
import dev.stile.flow.lifecycle.LifecycleKind;
import dev.stile.flow.outbox.Entry;
import dev.stile.flow.outbox.OutboxNotices;

/** What entries of the outbox come to, as events of Stile itself. */
record FlowNotices(LifecycleEvents events) implements OutboxNotices {
    @Override
    public void tell(Transaction transaction, Notice notice) {
        switch (notice) {
            case Notice.Waiting(Entry entry) ->
                    emit(
                            transaction,
                            LifecycleKind.OUTBOX_WAITING,
                            entry,
                            "waits for approval",
                            "waiting");
            case Notice.Unknown(Entry entry) ->
                    emit(
                            transaction,
                            LifecycleKind.OUTBOX_UNKNOWN,
                            entry,
                            "may have happened or not",
                            "unknown:" + entry.effect().attempts());
            case Notice.Expired(Entry entry) ->
                    emit(
                            transaction,
                            LifecycleKind.OUTBOX_EXPIRED,
                            entry,
                            "ran out of time",
                            "expired");
            case Notice.QuotaReached(Entry entry, String quota, var until) ->
                    emit(
                            transaction,
                            LifecycleKind.QUOTA_REACHED,
                            entry,
                            "waits until " + until + " for its quota",
                            "quota:" + quota + ":" + until);
        }
    }

    private void emit(
            Transaction transaction,
            LifecycleKind kind,
            Entry entry,
            String what,
            String occurrence) {
        LifecycleEvent event =
                LifecycleEvent.of(
                                kind,
                                entry.effect().connection(),
                                "the entry " + entry.id() + " of the outbox " + what)
                        .fact("entry", Long.toString(entry.id()))
                        .fact("connection", entry.effect().connection())
                        .fact("action", entry.action())
                        .once(
                                "outbox:"
                                        + entry.id()
                                        + ":"
                                        + entry.effect().version()
                                        + ":"
                                        + occurrence);
        events.emit(transaction, event);
    }
}
