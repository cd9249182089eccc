package dev.stile.flow.delivery;

import dev.stile.api.call.Deadline;
import dev.stile.core.effect.EffectState;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Transaction;
import dev.stile.flow.outbox.Outbox;
import dev.stile.flow.outbox.Proposal;
import dev.stile.flow.outbox.Proposed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** An outbox in memory: one entry a key, moved by the test. */
public final class TestOutbox implements Outbox {
    private final Map<String, Long> byKey = new HashMap<>();
    private final Map<Long, Proposed> entries = new HashMap<>();
    private final List<Proposal> proposals = new ArrayList<>();
    private volatile Consumer<Proposal> gate = proposal -> {};

    /** What every proposal passes first: it may throw, or wait. */
    public void gate(Consumer<Proposal> check) {
        gate = check;
    }

    @Override
    public Proposed propose(Deadline deadline, Proposal proposal) {
        gate.accept(proposal);
        synchronized (this) {
            proposals.add(proposal);
            long id = byKey.computeIfAbsent(proposal.key().text(), key -> byKey.size() + 1L);
            return entries.computeIfAbsent(
                    id, fresh -> new Proposed(fresh, EffectState.PROPOSED, false, false, ""));
        }
    }

    @Override
    public synchronized Proposed proposeAnew(Deadline deadline, Proposal proposal) {
        Long id = byKey.get(proposal.key().text());
        if (id != null
                && (entries.get(id).state() == EffectState.FAILED
                        || entries.get(id).state() == EffectState.CANCELLED)) {
            move(id, EffectState.PROPOSED, false);
        }
        return propose(deadline, proposal);
    }

    @Override
    public synchronized void callOff(
            Transaction transaction, Subject subject, long id, String reason) {
        Proposed entry = entries.get(id);
        if (!entry.mayHaveHappened()) {
            move(id, EffectState.CANCELLED, false);
        }
    }

    @Override
    public synchronized void acceptDuplicate(
            Transaction transaction, Subject person, long id, String reason) {
        entries.put(id, new Proposed(id, EffectState.CANCELLED, false, false, reason));
    }

    @Override
    public synchronized Optional<Proposed> find(Deadline deadline, long id) {
        return Optional.ofNullable(entries.get(id));
    }

    @Override
    public synchronized Optional<Proposed> find(Transaction transaction, long id) {
        return Optional.ofNullable(entries.get(id));
    }

    public synchronized void move(long id, EffectState state, boolean isFinallyFailed) {
        Proposed before = entries.get(id);
        boolean wasUnknown = before.wasUnknown() || state == EffectState.UNKNOWN;
        entries.put(id, new Proposed(id, state, isFinallyFailed, wasUnknown, "test"));
    }

    public synchronized List<Proposal> proposals() {
        return List.copyOf(proposals);
    }

    public synchronized int size() {
        return entries.size();
    }
}
