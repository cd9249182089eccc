package dev.stile.api.hosting;

import java.util.List;

/**
 * What became of the standing approvals.
 *
 * @param dismissed whose do not stand any more
 * @param remaining whose still do
 * @param errors why, one of ours for each that remains
 */
public record DismissResult(
        List<UserRef> dismissed, List<UserRef> remaining, List<Warning> errors) {
    public DismissResult {
        dismissed = List.copyOf(dismissed);
        remaining = List.copyOf(remaining);
        errors = List.copyOf(errors);
    }
}
