package dev.stile.flow.outbox;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.call.Deadline;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.ActQuestion;
import dev.stile.core.policy.Policies;
import dev.stile.core.policy.Ruling;
import dev.stile.core.policy.Subject;
import dev.stile.flow.rule.FlowDeclaration;
import dev.stile.flow.schema.SchemaCheck;
import dev.stile.flow.schema.SchemaFault;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is asked before an action may leave: what the connector offers, the schema, the
 * connection, the labels, the policy. Changes nothing. Any thread may call.
 */
public final class OutboxGate {
    private final ActionSets sets;
    private final SchemaCheck schemas;
    private final Readiness readiness;
    private final Clearances clearances;
    private final Policies policies;
    private final Declarations declarations;

    public OutboxGate(
            ActionSets sets,
            SchemaCheck schemas,
            Readiness readiness,
            Clearances clearances,
            Policies policies,
            Declarations declarations) {
        this.sets = sets;
        this.schemas = schemas;
        this.readiness = readiness;
        this.clearances = clearances;
        this.policies = policies;
        this.declarations = declarations;
    }

    /** An input that fits, and what it is for. */
    record Fitting(
            Subject subject,
            String connection,
            ActionSets.Opened opened,
            ActionSpec spec,
            Content content,
            Label label,
            List<FlowDeclaration> declarations) {}

    ActionSets.Opened open(Deadline deadline, String connection) {
        return sets.open(deadline, connection);
    }

    SchemaCheck schemas() {
        return schemas;
    }

    /**
     * @throws Failure UNKNOWN_ACTION; ACTION_LEFT_OUT; ACTION_INPUT_NOT_VALID naming each place
     */
    Fitting fit(
            Deadline deadline,
            Subject subject,
            String connection,
            String action,
            Tainted<Json.JsonObject> input,
            List<FlowDeclaration> declarations) {
        ActionSets.Opened opened = sets.open(deadline, connection);
        ActionSpec spec = ActionChoice.of(opened, connection, action);
        requireFits(opened, spec, input);
        try {
            Optional<String> recipient =
                    spec.recipient().map(pointer -> recipient(opened, spec, pointer, input));
            Content content = Content.of(opened.connector(), connection, action, recipient, input);
            return new Fitting(
                    subject, connection, opened, spec, content, input.label(), declarations);
        } catch (IllegalArgumentException unreadable) {
            throw notValid(opened, spec).detail(String.valueOf(unreadable.getMessage())).build();
        }
    }

    /**
     * The same for an entry that is there. Of the flows that its rule declared when it was proposed
     * count those that the rule declares now.
     */
    Fitting fit(Deadline deadline, Entry entry) {
        return fit(
                deadline,
                entry.proposer(),
                entry.connection(),
                entry.action(),
                entry.input(),
                holding(entry));
    }

    private List<FlowDeclaration> holding(Entry entry) {
        if (entry.declarations().isEmpty()
                || !(entry.proposer() instanceof Subject.Rule(String rule))) {
            return entry.declarations();
        }
        List<FlowDeclaration> now = declarations.of(rule);
        return entry.declarations().stream().filter(now::contains).toList();
    }

    void requireReady(Deadline deadline, String connection) {
        readiness.requireReady(deadline, connection);
    }

    void requireCleared(Deadline deadline, Fitting fitting) {
        clearances.require(
                deadline,
                new Clearances.Flow(
                        fitting.subject(),
                        fitting.connection(),
                        fitting.spec().slug(),
                        fitting.spec().permission().category(),
                        fitting.content().recipient(),
                        fitting.label(),
                        fitting.declarations()));
    }

    Ruling rule(Fitting fitting, Instant now) {
        return policies.inForce().rule(question(fitting), now);
    }

    private static ActQuestion question(Fitting fitting) {
        return new ActQuestion(
                fitting.subject(),
                fitting.connection(),
                fitting.spec().slug(),
                fitting.spec().permission().category(),
                fitting.spec().permission().externalSideEffect(),
                fitting.content().recipient(),
                fitting.content().recipient(),
                fitting.label().integrity());
    }

    private void requireFits(
            ActionSets.Opened opened, ActionSpec spec, Tainted<Json.JsonObject> input) {
        List<Tainted<SchemaFault>> faults =
                input.mapEach(json -> schemas.faults(spec.inputSchema(), json));
        if (!faults.isEmpty()) {
            Failure.Builder failure = notValid(opened, spec);
            faults.stream().limit(20).forEach(fault -> failure.detail(shown(fault)));
            throw failure.build();
        }
    }

    /** A pointer may hold names from outside. */
    private static String shown(Tainted<SchemaFault> fault) {
        return fault.map(each -> each.pointer() + ": " + each.reason())
                .sanitise(Sanitizers.log(300))
                .value();
    }

    private static String recipient(
            ActionSets.Opened opened,
            ActionSpec spec,
            String pointer,
            Tainted<Json.JsonObject> input) {
        String found =
                input.sanitise(
                                Sanitizers.<Json.JsonObject>sqlParameter(
                                        json -> Recipients.find(json, pointer).orElse("")))
                        .value();
        if (found.isEmpty()) {
            throw notValid(opened, spec)
                    .detail(pointer + ": it has to name whom or where this reaches")
                    .build();
        }
        return found;
    }

    private static Failure.Builder notValid(ActionSets.Opened opened, ActionSpec spec) {
        return Failure.of(Code.ACTION_INPUT_NOT_VALID)
                .argument("connector", opened.connector())
                .fact("action", spec.slug());
    }
}
