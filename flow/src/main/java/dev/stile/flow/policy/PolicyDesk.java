package dev.stile.flow.policy;

import dev.stile.api.call.Deadline;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditLog;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.ActQuestion;
import dev.stile.core.policy.Deed;
import dev.stile.core.policy.DefaultPolicy;
import dev.stile.core.policy.Grant;
import dev.stile.core.policy.Policy;
import dev.stile.core.policy.Ruling;
import dev.stile.core.policy.Subject;
import dev.stile.core.policy.Way;
import dev.stile.core.store.Database;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.UnaryOperator;

/**
 * What people do to the policy: look, ask why, grant, revoke. Each change has an intent in the
 * audit log before the file is replaced, and an outcome after. Any thread; processes wait for each
 * other.
 */
public final class PolicyDesk {
    private final PolicyFile file;
    private final Database database;
    private final AuditLog audit;
    private final Clock clock;

    public PolicyDesk(PolicyFile file, Database database, AuditLog audit, Clock clock) {
        this.file = file;
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    public Policy show() {
        return file.inForce();
    }

    /** What the policy says to an action, by which entry, and which others cover it. */
    public Ruling explain(ActQuestion question) {
        return file.inForce().rule(question, clock.instant());
    }

    /**
     * Adds an entry.
     *
     * @throws Failure POLICY_REFUSED unless a person asks; GRANT_NOT_VALID if its id is taken
     */
    public Policy grant(Deadline deadline, Subject subject, Grant grant) {
        return change(
                deadline,
                subject,
                "grant " + PolicyText.line(grant).strip(),
                policy -> {
                    try {
                        return policy.with(grant);
                    } catch (IllegalArgumentException taken) {
                        throw Failure.of(Code.GRANT_NOT_VALID)
                                .detail(grant.id() + " is the id of another entry")
                                .build();
                    }
                },
                text -> text.endsWith("\n") ? text + PolicyText.line(grant) : text);
    }

    /**
     * Takes an entry out.
     *
     * @throws Failure POLICY_REFUSED unless a person asks; NO_SUCH_GRANT
     */
    public Policy revoke(Deadline deadline, Subject subject, String id) {
        return change(
                deadline,
                subject,
                "revoke " + id,
                policy -> {
                    Policy less = policy.without(id);
                    if (less.equals(policy)) {
                        throw Failure.of(Code.NO_SUCH_GRANT).fact("grant", id).build();
                    }
                    return less;
                },
                text ->
                        text.lines()
                                .filter(line -> !line.matches("\\s*- \\{ id: \"?" + id + "\"?,.*"))
                                .reduce("", (before, line) -> before + line + "\n"));
    }

    private Policy change(
            Deadline deadline,
            Subject subject,
            String what,
            UnaryOperator<Policy> change,
            UnaryOperator<String> edit) {
        DefaultPolicy.require(subject, Deed.CONFIGURE, Way.COMMAND);
        Policy wanted = change.apply(file.inForce());
        AuditEntry entry =
                AuditEntry.of(subject.origin(), subject.actor(), AuditVerb.POLICY_EDIT)
                        .target("policy.yaml")
                        .reason(what + ", then " + wanted.grants().size() + " entries");
        long intent = audit.appendIntent(deadline, entry);
        return database.transaction(
                deadline,
                transaction -> {
                    // The write lock of the store is the lock of the file, too.
                    Policy changed = change.apply(file.inForce());
                    file.write(edited(file.text(), edit, changed));
                    audit.append(transaction, AuditRow.outcome(intent, entry.outcome("ok")));
                    return changed;
                });
    }

    /** Keeps what the user wrote around it, where changing one line says just the same. */
    private static String edited(String text, UnaryOperator<String> edit, Policy wanted) {
        String kept = edit.apply(text.isEmpty() ? PolicyText.EMPTY : text);
        return says(kept, wanted) ? kept : PolicyText.write(wanted);
    }

    private static boolean says(String text, Policy wanted) {
        try {
            return PolicyReader.parse(text.getBytes(StandardCharsets.UTF_8)).equals(wanted);
        } catch (IllegalArgumentException broken) {
            return false;
        }
    }
}
