package dev.stile.connectors.github.write;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.error.ConnectorException.OutcomeUnknown;
import dev.stile.api.hosting.BranchUpdate;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.Tri;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.value.Sha;
import dev.stile.connectors.github.client.GraphAnswer;
import dev.stile.connectors.github.client.LacksFields;
import dev.stile.connectors.github.client.Written;

import java.util.List;
import java.util.Optional;

/** Merges the base into the branch of a pull request. Any thread may use it. */
public final class BranchUpdating {
    private static final String OPERATION = "updating the branch";

    /** Words of a refusal with status 422, which the host's documentation does not tell apart. */
    private static final String NOTHING_NEW = "no new commits on the base branch";

    private static final String CONFLICT = "merge conflict between base and head";

    private final Rest rest;

    public BranchUpdating(Rest rest) {
        this.rest = rest;
    }

    /** The host merges after it has answered, so that only a read says that it did. */
    public BranchUpdate update(PrRef pr, Sha expectedHead, CallContext call) {
        Optional<BranchUpdate> before = look(pr, call).against(expectedHead);
        if (before.isPresent()) {
            return before.get();
        }
        Optional<BranchUpdate> refused;
        try {
            refused = send(pr, expectedHead, call);
        } catch (OutcomeUnknown lost) {
            return seen(pr, expectedHead, call).orElseThrow(() -> lost);
        }
        return refused.or(() -> seen(pr, expectedHead, call))
                .orElseThrow(
                        () ->
                                new OutcomeUnknown(
                                        OPERATION, "the host took it and does not show it"));
    }

    /** Whether a merge of the base stands on top of that head. */
    public Tri isUpdated(PrRef pr, Sha head, CallContext call) {
        return look(pr, call).isUpdated(head);
    }

    /** Empty if the host takes it. */
    private Optional<BranchUpdate> send(PrRef pr, Sha expectedHead, CallContext call) {
        Written written =
                rest.client()
                        .write(
                                "PUT",
                                rest.pull(pr, "update-branch"),
                                OPERATION,
                                Json.object().put("expected_head_sha", expectedHead.text()).build(),
                                Label.ofUser(),
                                call);
        if (written.isSuccess()) {
            return Optional.empty();
        }
        if (written.status() == 422) {
            Optional<BranchUpdate> why =
                    look(pr, call).against(expectedHead).or(() -> said(written, expectedHead));
            if (why.isPresent()) {
                return why;
            }
        }
        throw written.error(What.RECORD);
    }

    private static Optional<BranchUpdate> said(Written refused, Sha head) {
        if (refused.says(NOTHING_NEW)) {
            return Optional.of(new BranchUpdate.UpToDate(head));
        }
        return refused.says(CONFLICT)
                ? Optional.of(new BranchUpdate.Conflicting(head))
                : Optional.empty();
    }

    private Optional<BranchUpdate> seen(PrRef pr, Sha expectedHead, CallContext call) {
        return Settling.find(
                () -> look(pr, call).update(expectedHead), rest.services().get(), call);
    }

    private BranchSeen look(PrRef pr, CallContext call) {
        List<String> names = rest.client().names(pr.repo());
        try {
            GraphAnswer answer =
                    rest.client()
                            .query(
                                    OPERATION,
                                    BranchSeen.QUERY,
                                    Json.object()
                                            .put("owner", names.getFirst())
                                            .put("name", names.getLast())
                                            .put("number", pr.prNumber())
                                            .build(),
                                    call);
            return BranchSeen.of(answer);
        } catch (LacksFields older) {
            throw new NotSupported("updating a branch on a server of this version");
        }
    }
}
