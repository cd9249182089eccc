package dev.stile.hosting.service;

import dev.stile.api.action.Category;
import dev.stile.api.call.CallContext;
import dev.stile.api.connector.Manifest;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.hosting.Operation;
import dev.stile.core.audit.AuditDecision;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.ActQuestion;
import dev.stile.core.policy.Policies;
import dev.stile.core.policy.Ruling;

import java.time.Clock;
import java.util.Optional;

/** Whether a method may be called: its class is in the manifest, and the policy says yes. */
final class HostGate {
    private final String connection;
    private final Manifest manifest;
    private final Asking asking;
    private final Policies policies;
    private final AuditLog audit;
    private final Clock clock;

    HostGate(
            String connection,
            Manifest manifest,
            Asking asking,
            Policies policies,
            AuditLog audit,
            Clock clock) {
        this.connection = connection;
        this.manifest = manifest;
        this.asking = asking;
        this.policies = policies;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Goes on only if it may be done now.
     *
     * @throws NotSupported if the manifest does not name that class
     * @throws Failure POLICY_REFUSED, CONFIRMATION_NEEDED, APPROVAL_NEEDED; the refusal is in the
     *     audit
     */
    Ruling require(Operation operation, Target target, CallContext call) {
        if (!manifest.hosting().contains(operation.actionClass())) {
            throw new NotSupported(operation.word());
        }
        Ruling ruling = policies.inForce().rule(question(operation, target, call), clock.instant());
        switch (ruling.verdict()) {
            case ALLOW -> {}
            case CONFIRM -> {
                if (!asking.confirmed()) {
                    throw refused(operation, target, ruling, Code.CONFIRMATION_NEEDED, call);
                }
            }
            case APPROVE -> throw refused(operation, target, ruling, Code.APPROVAL_NEEDED, call);
            case REFUSE -> throw refused(operation, target, ruling, Code.POLICY_REFUSED, call);
        }
        return ruling;
    }

    /** What rows about a call begin with. */
    AuditEntry entry(AuditVerb verb, Target target, CallContext call) {
        return entry(verb, target).label(call.label()).ref("call", call.correlation());
    }

    /** The same where no call is at hand. */
    AuditEntry entry(AuditVerb verb, Target target) {
        return AuditEntry.of(asking.subject().origin(), asking.subject().actor(), verb)
                .connection(connection)
                .container(target.container())
                .target(target.text())
                .refs(asking.refs());
    }

    /** What a policy knows each class of methods as. */
    static Category category(Operation.ActionClass actionClass) {
        return switch (actionClass) {
            case READ -> Category.EXTERNAL_CODE_READ;
            case GIT_REMOTE, PR_WRITE -> Category.EXTERNAL_CODE_WRITE;
            case COMMENT, REVIEW_DISMISS -> Category.EXTERNAL_CODE_REVIEW;
            case MERGE -> Category.EXTERNAL_CODE_MERGE;
        };
    }

    private ActQuestion question(Operation operation, Target target, CallContext call) {
        boolean reads = operation.actionClass() == Operation.ActionClass.READ;
        return new ActQuestion(
                asking.subject(),
                connection,
                operation.word(),
                category(operation.actionClass()),
                !reads,
                Optional.of(target.container()),
                Optional.empty(),
                call.label().integrity());
    }

    private Failure refused(
            Operation operation, Target target, Ruling ruling, Code code, CallContext call) {
        String entry = ruling.decision().entry();
        audit.appendPoint(
                call.deadline(),
                entry(AuditVerb.POLICY_DECIDE, target, call)
                        .ref("method", operation.word())
                        .decision(AuditDecision.valueOf(ruling.verdict().name()), entry)
                        .outcome(code.slug()));
        return Failure.of(code)
                .headline(
                        "the policy does not let "
                                + asking.subject().actor()
                                + " do this as it is: "
                                + operation.word())
                .detail("decided by " + entry)
                .fact("entry", entry)
                .fact("connection", connection)
                .recorded()
                .build();
    }
}
