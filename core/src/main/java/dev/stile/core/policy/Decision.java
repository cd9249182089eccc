package dev.stile.core.policy;

/**
 * What the policy says.
 *
 * @param verdict whether it may be done
 * @param entry the entry that decided, such as {@code default:read}
 */
public record Decision(Verdict verdict, String entry) {
    /** Whether something may be done. */
    public enum Verdict {
        ALLOW,
        /** The same person says it once more, knowing the content. */
        CONFIRM,
        /** Somebody else says yes. */
        APPROVE,
        REFUSE
    }

    public boolean isAllowed() {
        return verdict == Verdict.ALLOW;
    }
}
