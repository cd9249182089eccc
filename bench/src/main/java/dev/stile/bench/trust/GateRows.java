package dev.stile.bench.trust;

import dev.stile.api.call.Deadline;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.secret.SecureValue;
import dev.stile.bench.figure.Figures;
import dev.stile.bench.figure.Must;
import dev.stile.bench.figure.Row;
import dev.stile.bench.figure.Samples;
import dev.stile.bench.figure.Unit;
import dev.stile.bench.stage.CommandFailed;
import dev.stile.bench.stage.Folders;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.audit.AuditVerdict;
import dev.stile.core.audit.AuditVerifier;
import dev.stile.core.audit.SqliteAuditLog;
import dev.stile.core.egress.grant.Grant;
import dev.stile.core.egress.grant.Grants;
import dev.stile.core.egress.url.AmbiguousUrlException;
import dev.stile.core.egress.url.WebAddress;
import dev.stile.core.redact.Redactor;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.HomeSchema;
import dev.stile.flow.label.FlowCheck;
import dev.stile.flow.label.FlowVerdict;
import dev.stile.flow.rule.FlowDeclaration;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/**
 * The checks of an address and of a label, the search for secrets, the proof of the log (TU-81).
 */
public final class GateRows {
    private static final double CHECK_MICROSECONDS = 50;
    private static final double LABEL_MICROSECONDS = 5;
    private static final int COMMITS = 200;
    private static final double MEGABYTES_A_SECOND = 100;
    private static final double ROWS_A_SECOND = 200_000;
    private static final int CHECKS = 20_000;
    private static final int SECRETS = 1_000;
    private static final int SECRET_LENGTH = 40;
    private static final int TEXT_MEGABYTES = 32;
    private static final int ROWS = 200_000;
    private static final int ROWS_TOGETHER = 10_000;
    private static final long SEED = 1;

    private final Path folder;
    private final int samples;
    private final double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();

    /**
     * @param folder where a home may be made
     */
    public GateRows(Path folder, int samples) {
        this.folder = folder;
        this.samples = samples;
    }

    /** All of them. */
    public List<Row> measure() {
        try {
            return List.of(egressCheck(), labelCheck(), redaction(), crossing(), auditProof());
        } catch (IOException | AmbiguousUrlException broken) {
            throw new CommandFailed(String.valueOf(broken.getMessage()));
        }
    }

    /** An address read strictly and held against the grants, its host's address included. */
    private Row egressCheck() throws IOException, AmbiguousUrlException {
        String text = "https://tracker.example/sim/v1/projects/acme%2Fweb/records/42?fields=all";
        Grants grants =
                new Grants(List.of(new Grant(WebAddress.parse(text).origin(), false)), Set.of());
        List<InetAddress> addresses =
                List.of(InetAddress.getByAddress("tracker.example", new byte[] {8, 8, 4, 4}));
        return row(
                "egress check",
                Unit.MICROSECONDS,
                new Must.Bound(CHECK_MICROSECONDS),
                () -> {
                    long began = System.nanoTime();
                    for (int i = 0; i < CHECKS; i++) {
                        check(text, grants, addresses);
                    }
                    return (System.nanoTime() - began) / 1e3 / CHECKS;
                });
    }

    private static void check(String text, Grants grants, List<InetAddress> addresses) {
        try {
            WebAddress address = WebAddress.parse(text);
            if (grants.check(address.origin()).isPresent()
                    || grants.check(address.origin(), addresses).isPresent()) {
                throw new CommandFailed("a granted address was denied");
            }
        } catch (AmbiguousUrlException ambiguous) {
            throw new CommandFailed("a plain address was called ambiguous");
        }
    }

    /** What a rule's action asks before its effect: data of three places, one of them declared. */
    private Row labelCheck() {
        Label data =
                Stream.of("work", "wiki", "chat")
                        .map(place -> Label.outside(Scope.of(place)))
                        .reduce(Label::join)
                        .orElseThrow();
        List<FlowDeclaration> declarations =
                Stream.of("work", "wiki", "chat")
                        .map(
                                from ->
                                        new FlowDeclaration(
                                                FlowDeclaration.Kind.FLOW,
                                                from,
                                                "tracker",
                                                "measured"))
                        .toList();
        return row(
                "label check",
                Unit.MICROSECONDS,
                new Must.Bound(LABEL_MICROSECONDS),
                () -> {
                    long began = System.nanoTime();
                    for (int i = 0; i < CHECKS; i++) {
                        FlowVerdict verdict =
                                FlowCheck.check(
                                        "bench: /do", data, Scope.of("tracker"), declarations);
                        if (!(verdict instanceof FlowVerdict.Flows)) {
                            throw new CommandFailed("a declared flow was refused");
                        }
                    }
                    return (System.nanoTime() - began) / 1e3 / CHECKS;
                });
    }

    /** The row that must be durable before something leaves; floor: one row of plain SQLite. */
    private Row crossing() {
        Home home = new Home(folder.resolve("crossing"));
        home.ensure();
        Samples row = new Samples("audited crossing: its commit", 0, Unit.MICROSECONDS);
        AuditEntry entry =
                AuditEntry.of(AuditOrigin.PERSON, "bench", AuditVerb.EGRESS_WRITE)
                        .connection("bench")
                        .target("POST https://tracker.example/sim/v1/projects/acme/records");
        try (Database database =
                        Database.open(home.database(), new HomeSchema(), Deadline.after(MINUTES));
                SqliteAuditLog log =
                        new SqliteAuditLog(database, home, Clock.systemUTC(), SecureRandom::new)) {
            database.transaction(
                    Deadline.after(MINUTES),
                    transaction -> transaction.update("CREATE TABLE plain (text TEXT NOT NULL)"));
            // The first one warms the compiler and is not kept.
            for (int i = 0; i <= samples; i++) {
                double taken = each(() -> log.appendIntent(Deadline.after(MINUTES), entry));
                double floor =
                        each(
                                () ->
                                        database.transaction(
                                                Deadline.after(MINUTES),
                                                transaction ->
                                                        transaction.update(
                                                                "INSERT INTO plain VALUES (?)",
                                                                "x".repeat(500))));
                if (i > 0) {
                    row.take(taken);
                    row.floor(floor);
                }
            }
        } finally {
            Folders.delete(home.folder());
        }
        row.count("commits", 1);
        return row.row(new Must.Nothing());
    }

    /** Microseconds of one. */
    private static double each(Runnable commit) {
        long began = System.nanoTime();
        for (int i = 0; i < COMMITS; i++) {
            commit.run();
        }
        return (System.nanoTime() - began) / 1e3 / COMMITS;
    }

    private Row redaction() {
        SplittableRandom random = new SplittableRandom(SEED);
        Redactor redactor = new Redactor();
        for (int i = 0; i < SECRETS; i++) {
            redactor.register(SecureValue.takeFrom(letters(random, SECRET_LENGTH).toCharArray()));
        }
        byte[] text = letters(random, 1_000_000).getBytes(StandardCharsets.US_ASCII);
        return row(
                "redaction with 1,000 secrets",
                Unit.MEGABYTES_A_SECOND,
                new Must.Bound(MEGABYTES_A_SECOND),
                () -> {
                    long began = System.nanoTime();
                    try (OutputStream clean = redactor.filter(OutputStream.nullOutputStream())) {
                        for (int i = 0; i < TEXT_MEGABYTES; i++) {
                            clean.write(text);
                        }
                    } catch (IOException failed) {
                        throw new UncheckedIOException(failed);
                    }
                    return TEXT_MEGABYTES / ((System.nanoTime() - began) / 1e9);
                });
    }

    private static String letters(SplittableRandom random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            int next = random.nextInt(64);
            text.append(next < 2 ? (next == 0 ? '\n' : ' ') : (char) ('0' + next));
        }
        return text.toString();
    }

    private Row auditProof() {
        Home home = new Home(folder.resolve("audit"));
        home.ensure();
        try (Database database =
                Database.open(home.database(), new HomeSchema(), Deadline.after(MINUTES))) {
            fill(home, database);
            return row(
                    "audit verify",
                    Unit.ROWS_A_SECOND,
                    new Must.Bound(ROWS_A_SECOND),
                    () -> {
                        long began = System.nanoTime();
                        AuditVerdict verdict =
                                new AuditVerifier(database, home).verify(Deadline.after(MINUTES));
                        double seconds = (System.nanoTime() - began) / 1e9;
                        if (verdict.result() != AuditVerdict.Result.PROVEN) {
                            throw new CommandFailed("the log is " + verdict.result());
                        }
                        return verdict.rows() / seconds;
                    });
        } finally {
            Folders.delete(home.folder());
        }
    }

    private static final Duration MINUTES = Duration.ofMinutes(5);

    private static void fill(Home home, Database database) {
        AuditEntry entry =
                AuditEntry.of(AuditOrigin.PERSON, "bench", AuditVerb.EGRESS_READ)
                        .connection("bench")
                        .container("acme/web")
                        .target("GET https://tracker.example/sim/v1/projects/acme%2Fweb/records")
                        .ref("session", "bench");
        List<AuditRow> rows = new ArrayList<>();
        for (int i = 0; i < ROWS_TOGETHER; i++) {
            rows.add(AuditRow.point(entry));
        }
        try (SqliteAuditLog log =
                new SqliteAuditLog(database, home, Clock.systemUTC(), SecureRandom::new)) {
            for (int i = 0; i < ROWS / ROWS_TOGETHER; i++) {
                log.append(Deadline.after(MINUTES), rows, (transaction, numbers) -> {});
            }
        }
    }

    private Row row(String name, Unit unit, Must must, DoubleSupplier sample) {
        // The first one warms the compiler and is not kept.
        List<Double> taken = new ArrayList<>();
        for (int i = 0; i <= samples; i++) {
            taken.add(sample.getAsDouble());
        }
        taken.removeFirst();
        return new Row.Measured(
                name,
                0,
                unit,
                new Figures(taken),
                Optional.empty(),
                Map.of(),
                Map.of(),
                must,
                load);
    }
}
