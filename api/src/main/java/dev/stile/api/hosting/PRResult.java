package dev.stile.api.hosting;

import dev.stile.api.value.Sha;

import java.net.URI;
import java.util.List;

/**
 * The pull request that there is now.
 *
 * @param prNumber its number
 * @param url on the web origin of the connection
 * @param headSha what it asks to be merged
 * @param baseSha tip of the base branch, as the host says
 * @param created false if it was there before
 * @param warnings what was asked for beside and did not happen
 */
public record PRResult(
        int prNumber, URI url, Sha headSha, Sha baseSha, boolean created, List<Warning> warnings) {
    public PRResult {
        warnings = List.copyOf(warnings);
    }
}
