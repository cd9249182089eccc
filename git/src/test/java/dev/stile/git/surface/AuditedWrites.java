package dev.stile.git.surface;

import dev.stile.api.call.Deadline;
import dev.stile.core.audit.AuditFilter;
import dev.stile.core.audit.AuditSearch;
import dev.stile.core.store.Database;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the audit log of a home says of writes. */
final class AuditedWrites {
    private AuditedWrites() {}

    /** Those of one path, oldest first: verb, phase, outcome. */
    static List<String> of(Database home, String path) {
        return new AuditSearch(home)
                        .newest(
                                AuditFilter.everything(),
                                Long.MAX_VALUE,
                                1000,
                                Deadline.after(Duration.ofSeconds(60)))
                        .reversed()
                        .stream()
                        .filter(row -> row.target().equals(Optional.of(path)))
                        .map(
                                row ->
                                        row.verb()
                                                + " "
                                                + row.phase()
                                                + " "
                                                + row.outcome().orElse("-"))
                        .toList();
    }
}
