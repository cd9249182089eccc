package dev.stile.connectors.github.write;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.CloseResult;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.value.Sha;
import dev.stile.connectors.github.client.Written;

/** Closes pull requests that are open. Any thread may use it. */
public final class Closing {
    private static final String OPERATION = "closing the pull request";

    private final Rest rest;

    public Closing(Rest rest) {
        this.rest = rest;
    }

    /** Compares the head before and after: the host has no precondition. */
    public CloseResult close(PrRef pr, Expect expect, CallContext call) {
        PullRequest before = rest.read(pr, call);
        if (before.isMerged()) {
            return new CloseResult.AlreadyMerged();
        }
        if (!before.isOpen()) {
            return new CloseResult.AlreadyClosed();
        }
        Sha head = before.headSha();
        if (expect.head().filter(wanted -> !wanted.equals(head)).isPresent()) {
            return new CloseResult.HeadChanged(head, false);
        }
        try {
            Written written =
                    rest.client()
                            .write(
                                    "PATCH",
                                    rest.pull(pr),
                                    OPERATION,
                                    Json.object().put("state", "closed").build(),
                                    Label.ofUser(),
                                    call);
            if (!written.isSuccess()) {
                throw written.error(What.RECORD);
            }
            return written.made(node -> ended(new PullRequest(node), head, expect));
        } catch (OutcomeUnknown lost) {
            return settled(pr, head, expect, lost, call);
        }
    }

    private CloseResult settled(
            PrRef pr, Sha head, Expect expect, OutcomeUnknown lost, CallContext call) {
        PullRequest after;
        try {
            after = rest.read(pr, call);
        } catch (StileException unreadable) {
            throw lost;
        }
        if (after.isOpen()) {
            throw lost;
        }
        return ended(after, head, expect);
    }

    private static CloseResult ended(PullRequest after, Sha head, Expect expect) {
        if (after.isMerged()) {
            return new CloseResult.AlreadyMerged();
        }
        if (after.isOpen()) {
            throw new OutcomeUnknown(OPERATION, "the host took it, and it is still open");
        }
        return expect.head().isPresent() && !after.headSha().equals(head)
                ? new CloseResult.HeadChanged(after.headSha(), true)
                : new CloseResult.Closed();
    }
}
