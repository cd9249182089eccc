package dev.stile.api.action;

/** What became of an attempt whose answer was lost. */
public sealed interface Reconciliation {
    /** It happened, proven. */
    record Found(ActionResult result) implements Reconciliation {}

    /** It did not happen and never will, proven. */
    record Absent() implements Reconciliation {}

    /**
     * Neither can be proven.
     *
     * @param why in words of ours
     */
    record CannotTell(String why) implements Reconciliation {}
}
