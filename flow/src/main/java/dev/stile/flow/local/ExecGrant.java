package dev.stile.flow.local;

import java.nio.file.Path;

/** Who may run programs: the policy's {@code local_exec}. Any thread may ask. */
@FunctionalInterface
public interface ExecGrant {
    /** Whether the rule may run that program now. What nothing grants is refused. */
    boolean allows(String rule, Path program);

    /** Nobody may. */
    static ExecGrant none() {
        return (rule, program) -> false;
    }
}
