package dev.stile.api.action;

/** What became of an attempt whose answer was lost. */
public sealed interface Reconciliation {
    /** It happened, proven. */
    record Found(ActionResult result) implements Reconciliation {}

    /** It did not happen and never will, proven. */
    record Absent() implements Reconciliation {}

    /**
     * Nothing of it is there now. A server may still be working on a request that nobody waits for
     * any more, so this proves nothing before it had the time to end.
     */
    record NotSeen() implements Reconciliation {}

    /**
     * Neither can be proven.
     *
     * @param why in words of ours
     */
    record CannotTell(String why) implements Reconciliation {}
}
