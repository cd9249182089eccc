package dev.stile.cli.desk;

import dev.stile.api.error.StileException;
import dev.stile.core.audit.AuditDecision;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Problem;
import dev.stile.core.policy.Subject;
import dev.stile.flow.document.SecretShape;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Gives what a command was refused its row in the audit log (TU-17, TU-57): a decision of the
 * policy, or an address that may not be granted. What wrote its own row is left alone.
 */
final class DenialRows {
    private static final Set<Code> BY_POLICY =
            EnumSet.of(Code.POLICY_REFUSED, Code.APPROVER_NOT_ALLOWED);

    private static final Set<Code> OF_ADDRESS =
            EnumSet.of(Code.EGRESS_DENIED, Code.PRIVATE_ADDRESS, Code.INSECURE_ADDRESS);

    /** A name of something; a text, which may be anything, is none. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:#@*-]{0,63}");

    private final Desk desk;
    private final Typed typed;

    /** What was typed: the words of the command, and its operands. */
    record Typed(String command, Stream<String> operands) {}

    DenialRows(Desk desk, Typed typed) {
        this.desk = desk;
        this.typed = typed;
    }

    /**
     * Writes the row, if one is due and there is a home; a row that cannot be written is told
     * beside the refusal.
     */
    void write(StileException stopped) {
        if (!(stopped instanceof Failure refused) || refused.isRecorded()) {
            return;
        }
        Optional<Code> why = why(refused);
        if (why.isEmpty() || !desk.house().isFurnished()) {
            return;
        }
        try {
            desk.house().audit().appendPoint(desk.patience(), row(why.get(), refused));
        } catch (StileException unwritten) {
            // Also a store that cannot be opened: whoever was refused is told so all the same.
            desk.warn(
                    Failure.of(Code.AUDIT_UNAVAILABLE)
                            .headline("this refusal has no row in the audit log")
                            .cause(unwritten)
                            .build());
        }
    }

    /** What makes it a denial: of what a file holds one problem is enough. */
    private static Optional<Code> why(Failure refused) {
        return Stream.concat(
                        refused.problems().stream().map(Problem::code).filter(BY_POLICY::contains),
                        Stream.of(refused.registered())
                                .filter(code -> BY_POLICY.contains(code) || isOfAddress(code)))
                .findFirst();
    }

    private static boolean isOfAddress(Code code) {
        return OF_ADDRESS.contains(code);
    }

    private AuditEntry row(Code why, Failure refused) {
        Subject subject = desk.subject();
        String command = command();
        AuditVerb verb =
                isOfAddress(refused.registered())
                        ? AuditVerb.EGRESS_DENIED
                        : AuditVerb.POLICY_DECIDE;
        AuditEntry row =
                AuditEntry.of(subject.origin(), subject.actor(), verb)
                        .target(fact(refused, "origin").orElse(command))
                        .ref("command", command)
                        .decision(
                                AuditDecision.REFUSE,
                                fact(refused, "entry")
                                        .or(() -> fact(refused, "reason"))
                                        .orElse(why.slug()))
                        .outcome(why.slug());
        return fact(refused, "connection").map(row::connection).orElse(row);
    }

    private static Optional<String> fact(Failure refused, String name) {
        return Optional.ofNullable(refused.facts().get(name));
    }

    private String command() {
        StringBuilder words = new StringBuilder(typed.command());
        typed.operands()
                .filter(word -> NAME.matcher(word).matches() && !SecretShape.isIn(word))
                .map(desk.redactor()::clean)
                .forEach(word -> words.append(' ').append(word));
        return words.toString();
    }
}
