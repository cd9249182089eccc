package dev.stile.git.push;

import dev.stile.core.error.Failure;

import java.util.List;

/**
 * How a push that git is told "ok" for went.
 *
 * @param plan what was planned
 * @param results what became of each write, in order
 * @param warnings what a person should know
 */
public record PushReport(PushPlan plan, List<EntryResult> results, List<Failure> warnings) {
    public PushReport {
        results = List.copyOf(results);
        warnings = List.copyOf(warnings);
    }
}
