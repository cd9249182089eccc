package dev.stile.flow.path;

/** How much work one evaluation may still do. Not for several threads. */
public final class StepBudget {
    private long left;

    public StepBudget(long steps) {
        this.left = steps;
    }

    /**
     * Counts work before it is done.
     *
     * @throws StepsSpentException if there is no more left
     */
    public void spend(long steps) {
        left -= steps;
        if (left < 0) {
            throw new StepsSpentException();
        }
    }
}
