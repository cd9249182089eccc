package dev.stile.bench.host;

import static dev.stile.testkit.facts.Samples.NOON;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.PrFacts;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.value.BranchName;
import dev.stile.bench.figure.Must;
import dev.stile.bench.figure.Row;
import dev.stile.bench.figure.Samples;
import dev.stile.bench.figure.Unit;
import dev.stile.bench.stage.CommandFailed;
import dev.stile.bench.stage.Folders;
import dev.stile.cli.hosts.HostConnections;
import dev.stile.cli.hosts.Meant;
import dev.stile.cli.hosts.OpenHosts;
import dev.stile.cli.wiring.House;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.connection.ConnectRequest;
import dev.stile.core.connection.Connecting;
import dev.stile.core.egress.ResolvingInspector;
import dev.stile.core.policy.Subject;
import dev.stile.core.redact.Redactor;
import dev.stile.hosting.people.People;
import dev.stile.hosting.policy.Policy;
import dev.stile.hosting.policy.PolicyBook;
import dev.stile.hosting.policy.PolicySettings;
import dev.stile.hosting.policy.PrState;
import dev.stile.simulator.CodeHost;
import dev.stile.testkit.facts.Said;
import dev.stile.testkit.facts.SampleFacts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows of code hosts (GH-107) that need no hours: against the simulated host on loopback. */
public final class HostRows {
    private static final int ITEMS = 1_000;
    private static final int DECISIONS = 10;
    private static final int DECISIONS_BEFORE = 1_000;
    private static final int ADDRESSES = 200;
    private static final int LOOKS = 20;
    private static final double DECIDE_MICROSECONDS = 1_000;
    private static final double ADDRESS_MICROSECONDS = 50;
    private static final String CONNECTION = "host";
    private static final String VARIABLE = "BENCH_TOKEN";

    private final Path folder;
    private final int samples;

    /**
     * @param folder where a home and a repository may be made
     */
    public HostRows(Path folder, int samples) {
        this.folder = folder;
        this.samples = samples;
    }

    /** All of them. */
    public List<Row> measure() {
        Path place = Folders.make(folder.resolve("host"));
        try (CodeHost host = CodeHost.start(Folders.make(place.resolve("repository")), 0, 0)) {
            Surroundings around = around(place, host);
            try (House house =
                    new House(
                            around, AuditOrigin.PERSON, new Redactor(), (message, remote) -> {})) {
                connect(house, host);
                Meant<PrRef> meant = HostConnections.of(house).pr(CONNECTION + "/" + name(host));
                GitHost adapter = new OpenHosts(house).open(meant.connection());
                try {
                    return List.of(
                            decide(), address(adapter, host), look(adapter, meant.ref(), house));
                } finally {
                    adapter.shutdown();
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            Folders.delete(place);
        }
    }

    private static String name(CodeHost host) {
        return host.repository() + "#" + host.pullRequest();
    }

    private static Surroundings around(Path place, CodeHost host) {
        return new Surroundings(
                Map.of(
                        "PATH",
                        System.getenv().getOrDefault("PATH", "/usr/bin:/bin"),
                        "STILE_HOME",
                        place.resolve("stile").toString(),
                        VARIABLE,
                        host.ownerToken()),
                place,
                place,
                "bench",
                Clock.systemUTC(),
                () -> "0-bench");
    }

    private static void connect(House house, CodeHost host) {
        ConnectRequest request =
                new ConnectRequest(
                        host.connector(),
                        CONNECTION,
                        Map.of("web_url", host.webUrl().toString()),
                        Map.of("token", "env:" + VARIABLE),
                        List.of(),
                        false,
                        false,
                        Optional.empty(),
                        List.of());
        Subject person = new Subject.Person("bench");
        house.connections()
                .make(
                        new Connecting(
                                        new ResolvingInspector(house.names()),
                                        Clock.systemUTC(),
                                        house.registry()::faults)
                                .prepare(
                                        house.registry().manifest(host.connector()),
                                        request,
                                        Optional.empty(),
                                        person),
                        person,
                        soon());
    }

    /**
     * One decision about a pull request on which a thousand comments were made, by a process that
     * made a thousand such decisions before; what the first ten cost is told beside it.
     */
    private Row decide() {
        SampleFacts made = SampleFacts.ready();
        for (int i = 0; i < ITEMS; i++) {
            made = made.say(Said.of("c:" + (i + 1), "This is the remark number " + i));
        }
        PrFacts facts = made.observedAt(NOON).facts();
        PolicySettings settings =
                PolicyBook.with(
                                PolicySettings.defaults(),
                                Map.of("merge.auto", List.of("true")),
                                "")
                        .on(new BranchName("main"), MergeStrategy.SQUASH);
        Policy policy = new Policy(new People(List.of(), List.of()), "bench");
        Samples row = new Samples("decide, 1,000 comments", 0, Unit.MICROSECONDS);
        Runnable decision = () -> policy.decide(PrState.fresh(), facts, settings, NOON);
        row.part("of the first " + DECISIONS + " of a process", micros(DECISIONS, decision));
        micros(DECISIONS_BEFORE, decision);
        each(row, DECISIONS, decision);
        return row.row(new Must.Bound(DECIDE_MICROSECONDS));
    }

    /** The address of a repository with the credential in it; the secret lies in a variable. */
    private Row address(GitHost adapter, CodeHost host) {
        Samples row = new Samples("remote address with its credential", 0, Unit.MICROSECONDS);
        String remote = host.remote().toString();
        each(
                row,
                ADDRESSES,
                () -> {
                    try (SecureValue address = adapter.getAuthenticatedRemoteUrl(remote, call())) {
                        if (address.toString().isEmpty()) {
                            throw new CommandFailed("no address");
                        }
                    }
                });
        return row.row(new Must.Bound(ADDRESS_MICROSECONDS));
    }

    /** One whole look at the pull request of the demo, and the requests of it. */
    private Row look(GitHost adapter, PrRef pr, House house) {
        Samples row = new Samples("snapshot of the demo's pull request", 0, Unit.MICROSECONDS);
        long before = house.requests();
        each(row, LOOKS, () -> adapter.detectPrEvents(pr, call()));
        row.count("requests", (house.requests() - before) / ((samples + 1L) * LOOKS));
        return row.row(new Must.Nothing());
    }

    /** The first sample warms the compiler and is not kept. */
    private void each(Samples row, int times, Runnable work) {
        for (int i = 0; i <= samples; i++) {
            double taken = micros(times, work);
            if (i > 0) {
                row.take(taken);
            }
        }
    }

    /** Of each time, on average. */
    private static double micros(int times, Runnable work) {
        long began = System.nanoTime();
        for (int time = 0; time < times; time++) {
            work.run();
        }
        return (System.nanoTime() - began) / 1e3 / times;
    }

    private static CallContext call() {
        return new CallContext(
                soon(), "bench", Label.outside(Scope.of(CONNECTION)), Progress.SILENT);
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofMinutes(1));
    }
}
