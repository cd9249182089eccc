package dev.stile.flow.outbox;

import dev.stile.api.call.Deadline;
import dev.stile.api.json.Json;
import dev.stile.api.label.Confidentiality;
import dev.stile.api.label.Integrity;
import dev.stile.api.label.Label;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.Tainted;
import dev.stile.core.effect.EffectState;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Subject;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * What {@code stile act} does: proposes, and where that is approved sends at once in this process,
 * under the same claims as the daemon. Any thread may call.
 */
public final class ActService {
    private final StoredOutbox outbox;
    private final OutboxJournal journal;
    private final Attempt attempt;
    private final Handed handed;
    private final RandomGenerator random;

    /**
     * @param settler what ends an attempt whose sender is gone
     * @param random for keys that nobody gave
     */
    public ActService(
            StoredOutbox outbox,
            OutboxJournal journal,
            Attempt attempt,
            Settler settler,
            RandomGenerator random) {
        this.outbox = outbox;
        this.journal = journal;
        this.attempt = attempt;
        this.handed = new Handed(journal, attempt, settler);
        this.random = random;
    }

    /**
     * What was typed.
     *
     * @param key the same for every attempt of the same intent; made if it is empty
     * @param confirmed hash of the content that the person means, where the policy asks for it
     */
    public record Act(
            Subject subject,
            String connection,
            String action,
            Json.JsonObject input,
            Optional<IdempotencyKey> key,
            Optional<String> confirmed) {}

    /** Validates, and says what policy and labels say. Calls and stores nothing. */
    public Preview dryRun(Deadline deadline, Act act) {
        return outbox.preview(deadline, proposal(act));
    }

    /**
     * Does it, or leaves it waiting for approval. The same key with the same content gives the
     * entry that is there: after success that is the first result, and nothing is done.
     *
     * <p>One that failed and is due again is sent: no daemon need run for what is planned.
     *
     * <p>A daemon beside it may have taken the entry first: then its end is waited for.
     *
     * @return the entry as it is now: sent, failed, unknown, waiting, held until later, or still
     *     being sent by somebody else at the deadline
     * @throws Failure as {@link Outbox#propose}; CONFIRMATION_NEEDED with the hash; PROPOSAL_NEEDED
     *     if an agent asks for what it has to propose
     */
    public Entry act(Deadline deadline, Act act) {
        Entry entry = outbox.propose(deadline, proposal(act), new Asking.Act(act.confirmed()));
        boolean isTaken =
                entry.state() == EffectState.SENDING
                        || (isItsTurn(entry)
                                && attempt.send(entry.id(), journal.now(), deadline)
                                        == Attempt.Ended.TAKEN);
        return isTaken
                ? handed.ended(deadline, entry.id())
                : journal.find(deadline, entry.id()).orElseThrow();
    }

    private boolean isItsTurn(Entry entry) {
        return entry.state() == EffectState.APPROVED
                || entry.retryAt().filter(time -> !journal.now().isBefore(time)).isPresent();
    }

    /**
     * Leaves it waiting for somebody's yes, and sends nothing. The same key with the same content
     * gives the entry that is there, in whichever state.
     *
     * @throws Failure as {@link Outbox#propose}; NOTHING_TO_APPROVE if the policy asks nobody
     */
    public Entry propose(Deadline deadline, Act act) {
        return outbox.propose(deadline, proposal(act), new Asking.Propose());
    }

    private Proposal proposal(Act act) {
        return new Proposal(
                act.subject(),
                act.connection(),
                act.action(),
                Tainted.of(act.input(), label(act.subject())),
                act.key().orElseGet(this::newKey),
                Optional.empty(),
                false,
                List.of(),
                new TreeMap<>());
    }

    /** What a program writes may be made of anything that it has read. */
    private static Label label(Subject subject) {
        return subject instanceof Subject.Person
                ? Label.ofUser()
                : new Label(Integrity.UNTRUSTED, Confidentiality.open());
    }

    private IdempotencyKey newKey() {
        byte[] bytes = new byte[15];
        random.nextBytes(bytes);
        return new IdempotencyKey("act-" + HexFormat.of().formatHex(bytes));
    }
}
