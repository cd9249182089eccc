package dev.stile.flow.conform;

import dev.stile.core.redact.Redactor;
import dev.stile.core.secret.Secrets;
import dev.stile.flow.process.KnownPrograms;
import dev.stile.flow.process.ProcessConnector;
import dev.stile.flow.process.ProcessHost;
import dev.stile.flow.process.ProcessProvider;
import dev.stile.flow.process.RenewedSecrets;
import dev.stile.flow.process.child.Children;
import dev.stile.flow.schema.SchemaCheck;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Tries a program against the process protocol (FL-98). One thread. */
public final class Conformance {
    private final Map<String, String> environment;
    private final Secrets secrets;
    private final Redactor redactor;
    private final SchemaCheck schemas;
    private final Clock clock;
    private final RandomGenerator random;

    /**
     * @param environment of this process; the program gets an allow-list of it
     * @param secrets leads from references to values
     * @param redactor of this process
     */
    public Conformance(
            Map<String, String> environment,
            Secrets secrets,
            Redactor redactor,
            SchemaCheck schemas,
            Clock clock,
            RandomGenerator random) {
        this.environment = Map.copyOf(environment);
        this.secrets = secrets;
        this.redactor = redactor;
        this.schemas = schemas;
        this.clock = clock;
        this.random = random;
    }

    /** Runs all cases; takes as long as the program's own waits. Leaves nothing running. */
    public Report run(Options options) {
        try (Children children =
                Children.open(options.folder().resolve("runs"), redactor, random)) {
            ProcessHost host =
                    new ProcessHost(
                            children,
                            options.folder().resolve("state"),
                            new KnownPrograms(options.folder().resolve("programs")),
                            environment,
                            secrets,
                            connection -> options.references(),
                            (connection, typed) -> true,
                            new RenewedSecrets((reference, value, wanted) -> false),
                            redactor,
                            schemas,
                            clock,
                            options.times());
            Notes notes = new Notes();
            ProcessConnector connector =
                    new ProcessProvider(options.template(), host)
                            .open(new TryContext(options, clock, notes));
            List<Result> results = new ArrayList<>();
            Cases cases = new Cases(options, connector, results);
            long replaced = redactor.replacedCount();
            if (new HelloCases(cases).run()) {
                new AuthCases(cases).run();
                new ActCases(cases, random).run();
                new StreamCases(cases).run();
                new RawStreamCases(cases).run();
                cases.check(
                        "secrets",
                        "nothing that it says holds a secret",
                        "FL-36",
                        () ->
                                redactor.replacedCount() == replaced
                                        ? ""
                                        : "a secret was in what it said");
            }
            return new Report(results);
        }
    }
}
