package dev.stile.api.hosting;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.value.Sha;

/**
 * Optional: merges the base branch into the branch of a pull request. Callers ask by {@link
 * Beside}.
 */
public interface BranchUpdates {
    /**
     * Puts one merge of the base's tip on top of the expected head; no write where that is not the
     * head.
     *
     * @return what became of it, as a read showed
     * @throws ConnectorException.Permission if this account may not push to that branch
     * @throws ConnectorException.OutcomeUnknown if it may have happened and cannot be seen
     */
    BranchUpdate updateBranch(PrRef pr, Sha expectedHead, CallContext call);

    /**
     * Whether a merge of the base stands on top of that head. Unknown if the head is no longer part
     * of the pull request, or not all of its commits could be read.
     */
    Tri isUpdated(PrRef pr, Sha head, CallContext call);
}
