package dev.stile.core.registry;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.label.Label;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.ProjectRef;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditFilter;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditSearch;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.audit.AuditVerifier;
import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.limit.SqliteRateBuckets;
import dev.stile.core.policy.Policy;
import dev.stile.core.policy.RecordPolicy;
import dev.stile.core.policy.Subject;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.TestHome;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** A home with an audit log, and a wild store behind a guard. */
final class RegistryFixture implements AutoCloseable {
    static final ProjectRef DEMO = new ProjectRef("demo");
    static final Subject ADA = new Subject.Person("ada");

    final WildStore wild = new WildStore();
    final JointAuditLog audit;
    private final Home home;
    private final Database database;

    /** What the user wrote. */
    Policy policy = Policy.defaults();

    RegistryFixture(Path folder) {
        home = TestHome.in(folder);
        database = TestHome.open(home);
        audit =
                new JointAuditLog(
                        new SqliteAuditLog(database, home, Clock.systemUTC(), () -> new Random(7)));
    }

    Database database() {
        return database;
    }

    SqliteRateBuckets buckets() {
        return new SqliteRateBuckets(database, home, Clock.systemUTC());
    }

    /** Intents without an outcome. */
    List<Long> unknown() {
        return new AuditVerifier(database, home).verify(TestHome.soon()).unknown();
    }

    GuardedRecordStore store(Session session) {
        Guard guard =
                new Guard(
                        "work",
                        "wild",
                        session,
                        audit,
                        text -> text.replace("hunter2", "[REDACTED]"),
                        new RecordPolicy(() -> policy, Clock.systemUTC()));
        return new GuardedRecordStore(wild, guard, new KnownSchemas());
    }

    GuardedRecordStore store() {
        return store(Session.ofCommand(ADA));
    }

    static CallContext call() {
        return new CallContext(
                Deadline.after(Duration.ofSeconds(60)), "c-1", Label.ofUser(), Progress.SILENT);
    }

    static <T> Untainted<T, Sink.RecordField> safe(T value) {
        return UserInput.trusted(value);
    }

    /** What the gate writes for a request: it takes the rows that wait with it. */
    void request() {
        AuditEntry entry =
                AuditEntry.of(AuditOrigin.PERSON, "ada", AuditVerb.EGRESS_READ).connection("work");
        long intent =
                database.transaction(
                        TestHome.soon(),
                        transaction -> audit.append(transaction, AuditRow.intent(entry)));
        audit.appendOutcome(TestHome.soon(), intent, entry.outcome("ok"));
    }

    /** Rows of the connection, oldest first, as verb, phase, target and outcome. */
    List<String> rows() {
        return new AuditSearch(database)
                        .newest(
                                AuditFilter.everything().connection("work"),
                                Long.MAX_VALUE,
                                100,
                                TestHome.soon())
                        .reversed()
                        .stream()
                        .map(
                                row ->
                                        row.verb()
                                                + " "
                                                + row.phase()
                                                + " "
                                                + row.target().orElse("-")
                                                + " "
                                                + row.outcome().orElse("-"))
                        .toList();
    }

    @Override
    public void close() {
        database.close();
    }
}
