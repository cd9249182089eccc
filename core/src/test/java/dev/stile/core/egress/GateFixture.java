package dev.stile.core.egress;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.connector.Manifest.ConstantHeader;
import dev.stile.api.connector.Pacing;
import dev.stile.api.connector.SecretPlacement;
import dev.stile.api.connector.SecretSpec;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.http.Url;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.taint.UserInput;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.egress.address.Names;
import dev.stile.core.egress.address.SystemNames;
import dev.stile.core.egress.grant.Grant;
import dev.stile.core.egress.grant.Grants;
import dev.stile.core.egress.url.AmbiguousUrlException;
import dev.stile.core.egress.url.Origin;
import dev.stile.core.egress.wire.SizeLimits;
import dev.stile.core.egress.wire.TimeLimits;
import dev.stile.core.limit.BucketKey;
import dev.stile.core.limit.RateBuckets;
import dev.stile.core.limit.RequestKind;
import dev.stile.core.limit.ServerLimit;
import dev.stile.core.redact.Redactor;
import dev.stile.core.secret.SecretReference;
import dev.stile.core.secret.Secrets;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** A gate for tests: real network on this machine, rows in a list, waits counted. */
public final class GateFixture {
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    /** Rows in a list; leave is granted unless a test says otherwise. */
    public static final class ListedCrossings implements Crossings {
        public final List<AuditRow> rows = new CopyOnWriteArrayList<>();
        public final List<ServerLimit> learned = new CopyOnWriteArrayList<>();
        public final List<BucketKey> keys = new CopyOnWriteArrayList<>();
        public final List<Leave.Wait> waits = new ArrayList<>();
        public volatile boolean broken;

        /** Places that are held. */
        public final AtomicInteger places = new AtomicInteger();

        /** How long each place might have been waited for. */
        public final List<Duration> patience = new CopyOnWriteArrayList<>();

        /** What happens while a place is waited for. */
        public Runnable queueing = () -> {};

        /** What happens while the next intent is written. */
        public Runnable writing = () -> {};

        @Override
        public RateBuckets.Place takePlace(Deadline deadline, BucketKey key, Pacing pacing) {
            patience.add(deadline.left());
            queueing.run();
            places.incrementAndGet();
            return places::decrementAndGet;
        }

        @Override
        public synchronized Leave begin(
                Deadline deadline,
                BucketKey key,
                RequestKind kind,
                Pacing pacing,
                AuditRow intent) {
            failIfBroken();
            if (!waits.isEmpty()) {
                return waits.removeFirst();
            }
            writing.run();
            keys.add(key);
            rows.add(intent);
            return new Leave.Granted(rows.size());
        }

        @Override
        public synchronized void end(long intent, AuditEntry outcome) {
            rows.add(AuditRow.outcome(intent, outcome));
        }

        @Override
        public synchronized void note(Deadline deadline, AuditEntry entry) {
            failIfBroken();
            rows.add(AuditRow.point(entry));
        }

        @Override
        public synchronized void learn(Deadline deadline, BucketKey key, ServerLimit said) {
            learned.add(said);
            switch (said) {
                case ServerLimit.Remaining remaining -> {}
                case ServerLimit.Blocked(Duration delay) -> {
                    if (!delay.isZero()) {
                        waits.add(new Leave.Wait(delay, false));
                    }
                }
                case ServerLimit.SecondaryBlocked(Optional<Duration> delay) ->
                        waits.add(new Leave.Wait(delay.orElse(Duration.ofMinutes(1)), true));
            }
        }

        /** {@code intent egress.read}, {@code outcome egress.read ok}, and so on. */
        public List<String> story() {
            return rows.stream()
                    .map(
                            row ->
                                    row.phase().wire()
                                            + " "
                                            + row.entry().verb().wire()
                                            + row.entry()
                                                    .outcome()
                                                    .map(text -> " " + text)
                                                    .orElse(""))
                    .toList();
        }

        private void failIfBroken() {
            if (broken) {
                throw new dev.stile.core.audit.AuditUnavailableException(
                        "the disk is full", new IllegalStateException());
            }
        }
    }

    public final ListedCrossings crossings = new ListedCrossings();
    public final List<Duration> pauses = new CopyOnWriteArrayList<>();
    public final Redactor redactor = new Redactor();

    /** What happens while the gate waits. */
    public Runnable meanwhile = () -> {};

    private Crossings used = crossings;
    private final List<Grant> grants = new ArrayList<>();
    private final Set<Origin> own = new LinkedHashSet<>();
    private final List<PlacedSecret> secrets = new ArrayList<>();
    private final List<ConstantHeader> headers = new ArrayList<>();
    private Optional<Path> authority = Optional.empty();
    private Names names = new SystemNames();
    private Secrets values =
            (reference, wanted, deadline) -> SecureValue.takeFrom("s3cret-t0ken".toCharArray());
    private TimeLimits times =
            new TimeLimits(
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60));
    private SizeLimits sizes = SizeLimits.standard();

    /** The connection's own origin, which for this machine needs no grant. */
    public GateFixture own(String origin) {
        own.add(origin(origin));
        return this;
    }

    public GateFixture grant(String origin, boolean allowPrivate) {
        grants.add(new Grant(origin(origin), allowPrivate));
        return this;
    }

    public GateFixture secret(SecretPlacement placement, Optional<String> user) {
        secrets.add(
                new PlacedSecret(
                        new SecretSpec("token", "the token", true, placement),
                        SecretReference.parse("env:TOKEN"),
                        user));
        return this;
    }

    /** Other rows and other leave than the listed ones. */
    public GateFixture crossings(Crossings other) {
        used = other;
        return this;
    }

    public GateFixture constantHeader(String name, String value) {
        headers.add(new ConstantHeader(name, value));
        return this;
    }

    public GateFixture values(Secrets other) {
        values = other;
        return this;
    }

    public GateFixture names(Names other) {
        names = other;
        return this;
    }

    public GateFixture times(TimeLimits other) {
        times = other;
        return this;
    }

    public GateFixture sizes(SizeLimits other) {
        sizes = other;
        return this;
    }

    public GateFixture authority(Path file) {
        authority = Optional.of(file);
        return this;
    }

    public EgressGate gate() {
        return new EgressGate(
                "0.1",
                new Caller(AuditOrigin.PERSON, "ada"),
                used,
                names,
                values,
                redactor,
                Clock.fixed(NOW, ZoneOffset.UTC),
                RandomGenerator.of("Random"),
                this::pause,
                times,
                sizes);
    }

    public GuardedClient client() {
        return gate().open(
                        new EgressProfile(
                                "work",
                                new Grants(grants, own),
                                secrets,
                                headers,
                                Pacing.standard(),
                                Optional.empty(),
                                authority));
    }

    private void pause(Duration duration) {
        pauses.add(duration);
        meanwhile.run();
    }

    public static CallContext call() {
        return call(Duration.ofMinutes(2));
    }

    public static CallContext call(Duration duration) {
        return new CallContext(
                Deadline.after(duration),
                "test-1",
                Label.outside(Scope.of("work", "demo")),
                Progress.SILENT);
    }

    public static HttpRequest get(String url) {
        return HttpRequest.get(Url.under(URI.create(url)), "reading");
    }

    public static HttpRequest post(String url) {
        return HttpRequest.write(
                "POST",
                Url.under(URI.create(url)),
                "creating the record",
                UserInput.trusted(Json.object().put("title", "x").build()));
    }

    public static Origin origin(String text) {
        try {
            return Origin.parse(text);
        } catch (AmbiguousUrlException broken) {
            throw new IllegalArgumentException(broken);
        }
    }
}
