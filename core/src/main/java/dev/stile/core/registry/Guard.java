package dev.stile.core.registry;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.StileException;
import dev.stile.api.label.Confidentiality;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.value.ProjectRef;
import dev.stile.core.audit.AuditDecision;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Decision;
import dev.stile.core.policy.Deed;
import dev.stile.core.policy.RecordPolicy;
import dev.stile.core.terminal.OutputFilter;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Stands between the house and what an author wrote (TR-54): asks the policy, writes the rows of
 * each call, labels, and turns whatever is thrown into the one family. Any thread may call.
 */
final class Guard {
    private final String connection;
    private final String connector;
    private final Session session;
    private final JointAuditLog audit;
    private final OutputFilter secrets;
    private final RecordPolicy policy;

    Guard(
            String connection,
            String connector,
            Session session,
            JointAuditLog audit,
            OutputFilter secrets,
            RecordPolicy policy) {
        this.connection = connection;
        this.connector = connector;
        this.session = session;
        this.audit = audit;
        this.secrets = secrets;
        this.policy = policy;
    }

    /** What a call is, for the policy and for its rows. */
    record Doing(Deed deed, AuditVerb verb, Optional<ProjectRef> project, Optional<String> target) {
        static Doing of(Deed deed, AuditVerb verb, ProjectRef project) {
            return new Doing(deed, verb, Optional.of(project), Optional.empty());
        }

        Doing about(String what) {
            return new Doing(deed, verb, project, Optional.of(what));
        }
    }

    /** A call that was begun and must be ended. */
    final class Begun {
        private final AuditEntry entry;
        private final Optional<JointAuditLog.Waiting> intent;

        private Begun(AuditEntry entry, Optional<JointAuditLog.Waiting> intent) {
            this.entry = entry;
            this.intent = intent;
        }

        void ended(String outcome) {
            intent.ifPresent(row -> audit.endLater(row, entry.outcome(outcome)));
        }

        void ended(String outcome, String reason) {
            intent.ifPresent(row -> audit.endLater(row, entry.outcome(outcome).reason(reason)));
        }
    }

    /** The label of whatever is read from there. */
    Label label(Optional<ProjectRef> project) {
        return Label.outside(
                project.map(known -> Scope.of(connection, known.text()))
                        .orElseGet(() -> Scope.of(connection)));
    }

    /**
     * Refuses, before anything is sent, what the readers of that place may not all see (TU-32,
     * TU-37).
     */
    void requireCleared(Doing doing, List<Label> contents, CallContext call) {
        Confidentiality clearance = label(doing.project()).confidentiality();
        Optional<Label> refused =
                contents.stream()
                        .filter(label -> !label.confidentiality().flowsTo(clearance))
                        .findFirst();
        if (refused.isEmpty()) {
            return;
        }
        Failure failure =
                Failure.of(Code.LABEL_REFUSED)
                        .detail("it is for the readers of: " + scopes(refused.get()))
                        .detail("it would go to: " + scopes(label(doing.project())))
                        .fact("connection", connection)
                        .recorded()
                        .build();
        audit.appendPoint(
                call.deadline(),
                entry(doing, call)
                        .verb(AuditVerb.POLICY_DECIDE)
                        .decision(AuditDecision.REFUSE, "label")
                        .outcome(failure.code()));
        throw failure;
    }

    private static String scopes(Label label) {
        return label.confidentiality().scopes().stream()
                .map(Scope::toString)
                .collect(Collectors.joining(", "));
    }

    CallContext labelled(CallContext call, Label label) {
        return new CallContext(
                call.deadline(), call.correlation(), call.label().join(label), call.progress());
    }

    /** Runs one call with everything around it. */
    <T> T run(Doing doing, CallContext call, Supplier<T> work) {
        Begun begun = begin(doing, call);
        String outcome = "internal";
        try {
            T result = guarded(doing, work);
            outcome = "ok";
            return result;
        } catch (StileException known) {
            outcome = known.code();
            throw known;
        } finally {
            begun.ended(outcome);
        }
    }

    /** Asks the policy, and lets the intent wait for the first request. */
    Begun begin(Doing doing, CallContext call) {
        Decision decision = allowed(doing, call);
        AuditEntry entry = entry(doing, call).decision(AuditDecision.ALLOW, decision.entry());
        boolean elsewhere = session.writesRecordedElsewhere() && doing.deed() != Deed.READ;
        return new Begun(
                entry, elsewhere ? Optional.empty() : Optional.of(audit.beginLater(entry)));
    }

    /** Runs the author's code: what it throws comes out as an error of the one family. */
    <T> T guarded(Doing doing, Supplier<T> work) {
        return new Fenced(connector, secrets).run(doing.verb().wire(), work);
    }

    /** Goes on only if the policy allows it; a refusal has a row. */
    Decision allowed(Doing doing, CallContext call) {
        try {
            return policy.require(
                    session.subject(),
                    doing.deed(),
                    session.way(),
                    new RecordPolicy.Place(connection, doing.project().map(ProjectRef::text)));
        } catch (Failure refused) {
            AuditEntry entry = entry(doing, call).verb(AuditVerb.POLICY_DECIDE);
            audit.appendPoint(
                    call.deadline(),
                    entry.decision(AuditDecision.REFUSE, refused.facts().getOrDefault("entry", ""))
                            .outcome(refused.code()));
            throw refused.extended().recorded().build();
        }
    }

    private AuditEntry entry(Doing doing, CallContext call) {
        AuditEntry entry =
                AuditEntry.of(session.subject().origin(), session.subject().actor(), doing.verb())
                        .connection(connection)
                        .label(label(doing.project()))
                        .refs(session.refs())
                        .ref("call", call.correlation());
        AuditEntry placed =
                doing.project().map(project -> entry.container(project.text())).orElse(entry);
        // A target may be what a server called a record.
        return doing.target().map(secrets::clean).map(placed::target).orElse(placed);
    }
}
