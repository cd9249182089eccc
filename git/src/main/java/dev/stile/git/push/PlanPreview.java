package dev.stile.git.push;

import dev.stile.api.taint.Tainted;

import java.util.List;

/**
 * A plan as people look at it before it is carried out.
 *
 * @param plan what would be written, and what stands against it
 * @param steps the same writes in the same order, with what they change
 * @param requests how many the push is expected to make, its own look for changes included
 */
public record PlanPreview(PushPlan plan, List<Step> steps, long requests) {
    public PlanPreview {
        steps = List.copyOf(steps);
    }

    /**
     * One write.
     *
     * @param fields what changes; what a new record begins with; nothing for a removal
     * @param closes whether a removal closes its record
     */
    public record Step(PlannedWrite write, List<Tainted<FieldStep>> fields, boolean closes) {
        public Step {
            fields = List.copyOf(fields);
        }

        /** {@code create}, {@code update}, {@code delete} or {@code close}. */
        public String action() {
            return switch (write) {
                case PlannedWrite.Create create -> "create";
                case PlannedWrite.Update update -> "update";
                case PlannedWrite.Remove remove -> closes ? "close" : "delete";
            };
        }
    }
}
