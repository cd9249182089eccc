package dev.stile.flow.local;

import dev.stile.core.policy.Quota;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Who may run programs: the policy's {@code local_exec}. Any thread may ask. */
@FunctionalInterface
public interface ExecGrant {
    /** What entries of the policy call this machine, as if it were a connection. */
    String CONNECTION = "local";

    /**
     * Whether the rule may run that program now: what a run counts in, or empty if nothing grants
     * it. Counts nothing yet.
     */
    Optional<List<Quota.Count>> allows(String rule, Path program);

    /** Nobody may. */
    static ExecGrant none() {
        return (rule, program) -> Optional.empty();
    }
}
