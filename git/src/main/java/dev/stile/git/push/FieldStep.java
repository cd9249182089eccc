package dev.stile.git.push;

import dev.stile.api.record.FieldRef;

import java.util.List;

/**
 * What a push makes of one field of one record. Text from outside: it stays tainted.
 *
 * @param field the field, which may be the body
 * @param before what the base has; empty if nothing
 * @param after what the pushed commit has; empty if nothing
 */
public record FieldStep(FieldRef field, String before, String after) {
    private static final String LEFT_OUT = "...";

    FieldStep to(String now) {
        return new FieldStep(field, before, now);
    }

    /** The same without the lines at the beginning and at the end that both have. */
    public FieldStep narrowed() {
        List<String> old = before.lines().toList();
        List<String> now = after.lines().toList();
        int shorter = Math.min(old.size(), now.size());
        int head = 0;
        while (head < shorter && old.get(head).equals(now.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && old.get(old.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
            tail++;
        }
        return new FieldStep(field, middle(old, head, tail), middle(now, head, tail));
    }

    private static String middle(List<String> lines, int head, int tail) {
        String kept = String.join("\n", lines.subList(head, lines.size() - tail));
        return (head > 0 ? LEFT_OUT + '\n' : "") + kept + (tail > 0 ? '\n' + LEFT_OUT : "");
    }

    /** Only the name: what a field says is not for logs. */
    @Override
    public String toString() {
        return "FieldStep[" + field + "]";
    }
}
