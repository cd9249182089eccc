package dev.stile.api.hosting;

import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Sha;

import java.util.List;

/**
 * What the checks of one head say.
 *
 * @param headSha the head
 * @param required state of those that a merge needs
 * @param optional state of the others
 * @param checks the newest run of each name and source on exactly that head
 * @param missingRequired required ones that nobody has reported
 * @param complete false if something could not be read
 */
public record ChecksSummary(
        Sha headSha,
        ChecksState required,
        ChecksState optional,
        List<Check> checks,
        List<Tainted<String>> missingRequired,
        boolean complete) {
    public ChecksSummary {
        checks = List.copyOf(checks);
        missingRequired = List.copyOf(missingRequired);
    }
}
