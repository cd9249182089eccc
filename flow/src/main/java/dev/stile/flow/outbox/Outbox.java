package dev.stile.flow.outbox;

import dev.stile.api.call.Deadline;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Transaction;

import java.util.Optional;

/** Where effects are proposed. Any thread may call; processes share it. */
public interface Outbox {
    /**
     * Stores an entry: approved at once where policy allows, else waiting for approval. The same
     * key with the same content gives the entry that is there, in whatever state.
     *
     * @throws dev.stile.core.error.Failure if the input does not fit, policy or a label refuses,
     *     the connection is not ready, or the key was used for something else. Nothing was stored
     *     then
     */
    Proposed propose(Deadline deadline, Proposal proposal);

    /**
     * The same for a delivery that a person began anew: an entry of this key that failed or was
     * cancelled takes this content and begins anew; one that is on its way, sent or unknown stays
     * as it is, and so does one that was called off while it was unknown, unless somebody accepted
     * that it may happen twice.
     */
    default Proposed proposeAnew(Deadline deadline, Proposal proposal) {
        return propose(deadline, proposal);
    }

    /**
     * Calls an entry off within somebody's commit, if it did not leave. One that is over stays as
     * it is.
     *
     * @throws dev.stile.core.error.Failure DELIVERY_MAY_HAVE_HAPPENED if it is being sent, or
     *     nobody knows whether it was
     */
    void callOff(Transaction transaction, Subject subject, long id, String reason);

    /**
     * Lets an entry that was called off, and may have happened, begin anew: a person accepts that
     * it may happen twice.
     *
     * @throws dev.stile.core.error.Failure if that is no person, or gives no reason
     */
    void acceptDuplicate(Transaction transaction, Subject person, long id, String reason);

    /** The entry of that id as it is now. */
    Optional<Proposed> find(Deadline deadline, long id);

    /** The same within somebody's transaction. */
    Optional<Proposed> find(Transaction transaction, long id);
}
