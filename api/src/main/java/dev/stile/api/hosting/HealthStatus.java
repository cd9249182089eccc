package dev.stile.api.hosting;

import java.util.Map;

/**
 * How a host answers.
 *
 * @param message one line of ours
 * @param details such as {@code identity}; {@code remaining} and {@code limit} of the hourly budget
 *     that is nearest its end; {@code least_limit} where budgets are counted apart, which is what
 *     automatic looks are measured by; {@code server_time}, an instant; {@code missing_scopes}, by
 *     commas, or nothing if none is missing, and not there if the host does not tell
 */
public record HealthStatus(boolean healthy, String message, Map<String, String> details) {
    public HealthStatus {
        details = Map.copyOf(details);
    }
}
