package dev.stile.core.policy;

import dev.stile.api.action.Category;
import dev.stile.api.label.Integrity;
import dev.stile.core.policy.Decision.Verdict;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One entry of a policy (TU-62). What is empty does not narrow.
 *
 * @param id unique in the policy, such as {@code g-17}
 * @param subject {@code rule:weir-alarm}, {@code agent:*}, {@code *}
 * @param connection slug, or {@code *}
 * @param action slug
 * @param label integrity of the content
 * @param decision what it says
 * @param perHour most sends in an hour under this entry
 * @param approvers how many people have to approve, where it asks for approval
 * @param expires from when it says nothing any more
 */
public record Grant(
        String id,
        String subject,
        String connection,
        Optional<String> action,
        Optional<Category> category,
        Optional<String> container,
        Optional<String> recipient,
        Optional<Integrity> label,
        Verdict decision,
        OptionalInt perHour,
        int approvers,
        Optional<Instant> expires) {
    /** Stands for any subject, any subject of a kind, any connection. */
    static final String ANY = "*";

    private static final String SUBJECT =
            "\\*|daemon|(person|agent|rule|proxy):(\\*|[^*\\s:][^*\\s]{0,127})";

    public Grant {
        require(id.matches("[a-z0-9][a-z0-9-]{0,63}"), "an id is of a-z, 0-9 and dashes");
        require(
                subject.matches(SUBJECT),
                "a subject is *, daemon, or person, agent, rule or proxy with a name or *, as in rule:weir-alarm");
        require(
                connection.matches("\\*|[a-z0-9][a-z0-9-]{0,31}"),
                "a connection is its name, or *");
        require(action.isPresent() || category.isPresent(), "an action or a category is named");
        require(perHour.isEmpty() || perHour.getAsInt() > 0, "per_hour is at least 1");
        require(approvers >= 1 && approvers <= 9, "approvers are 1 to 9");
    }

    /** Whether it says anything about that. */
    boolean covers(ActQuestion question, Instant now) {
        return isInForce(now)
                && coversSubject(question.subject().policyName())
                && (connection.equals(ANY) || connection.equals(question.connection()))
                && action.map(question.action()::equals).orElse(true)
                && category.map(each -> each == question.category()).orElse(true)
                && matches(container, question.container())
                && matches(recipient, question.recipient())
                && label.map(each -> each == question.integrity()).orElse(true);
    }

    boolean isInForce(Instant now) {
        return expires.map(now::isBefore).orElse(true);
    }

    /** What it comes to for that question: a program is let through by a standing grant only. */
    Verdict verdict(ActQuestion question) {
        if (!question.isByProgram() || !question.isEffect()) {
            return decision;
        }
        return switch (decision) {
            case ALLOW -> isStandingFor(question) ? Verdict.ALLOW : Verdict.APPROVE;
            // A program that says the same again says nothing.
            case CONFIRM -> Verdict.APPROVE;
            case APPROVE, REFUSE -> decision;
        };
    }

    /** Whether it names action, connection, recipient, quota and expiry (TU-61). */
    private boolean isStandingFor(ActQuestion question) {
        return action.isPresent()
                && !connection.equals(ANY)
                && (recipient.isPresent() || question.recipient().isEmpty())
                && perHour.isPresent()
                && expires.isPresent();
    }

    /** Whether it is nowhere wider than the other, and somewhere narrower. */
    boolean isMoreSpecificThan(Grant other) {
        int[] mine = narrowness();
        int[] others = other.narrowness();
        boolean somewhere = false;
        for (int index = 0; index < mine.length; index++) {
            if (mine[index] < others[index]) {
                return false;
            }
            somewhere |= mine[index] > others[index];
        }
        return somewhere;
    }

    private int[] narrowness() {
        return new int[] {
            subject.equals(ANY) ? 0 : subject.endsWith(":*") ? 1 : 2,
            connection.equals(ANY) ? 0 : 1,
            action.isPresent() ? 1 : 0,
            container.isPresent() ? 1 : 0,
            recipient.isPresent() ? 1 : 0,
            label.isPresent() ? 1 : 0
        };
    }

    private boolean coversSubject(String name) {
        return subject.equals(ANY)
                || subject.equals(name)
                || (subject.endsWith(":*")
                        && name.startsWith(subject.substring(0, subject.length() - 1)));
    }

    private static boolean matches(Optional<String> wanted, Optional<String> asked) {
        return wanted.isEmpty() || wanted.equals(asked);
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }
}
