package dev.stile.cli.doctor;

import dev.stile.api.connector.Requirement;
import dev.stile.api.error.StileException;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.store.ProbeResult;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.HostConnection;
import dev.stile.cli.hosts.HostConnections;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.ConnectorCodes;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;
import dev.stile.core.secret.SecretReference;
import dev.stile.core.secret.Secrets;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One connection: its secrets, and its server. No value of a secret is shown. */
final class ConnectionChecks {
    /** More than this between two clocks is told. */
    static final Duration MUCH = Duration.ofMinutes(5);

    private final Desk desk;
    private final Connection connection;
    private final Optional<HostConnection> codeHost;
    private final boolean offline;
    private final boolean asksHosts;
    private final boolean fixes;

    /**
     * @param asksHosts whether code hosts are asked, too
     * @param fixes whether what is missing on this machine is put right
     */
    ConnectionChecks(
            Desk desk, Connection connection, boolean offline, boolean asksHosts, boolean fixes) {
        this.desk = desk;
        this.connection = connection;
        this.codeHost = HostConnections.of(desk.house(), connection);
        this.offline = offline;
        this.asksHosts = asksHosts;
        this.fixes = fixes;
    }

    List<Finding> run() {
        String name = connection.slug().text();
        List<Finding> findings = new ArrayList<>();
        Optional<Failure> unfit = unfit();
        if (unfit.isPresent()) {
            // Nothing else of it is used before.
            return List.of(
                    Finding.error(
                            name + " settings",
                            String.join("; ", ErrorPrinter.details(unfit.get()))
                                    + " ["
                                    + unfit.get().registered().number()
                                    + "]",
                            ErrorPrinter.next(unfit.get()).getFirst()));
        }
        boolean secretsAreThere = true;
        Requirements requirements = Requirements.of(desk, connection);
        for (var secret : connection.secrets().entrySet()) {
            Finding found = secret(requirements, secret.getKey(), secret.getValue());
            secretsAreThere &= found.state() == Finding.State.OK;
            findings.add(found);
        }
        findings.addAll(requirements.run());
        Finding origins = origins(name);
        findings.add(origins);
        boolean mayAsk = !offline && secretsAreThere && origins.state() == Finding.State.OK;
        if (codeHost.isPresent()) {
            findings.addAll(new HostChecks(desk, codeHost.get(), mayAsk && asksHosts, fixes).run());
        } else if (mayAsk) {
            findings.addAll(server(name));
        }
        return findings;
    }

    private Optional<Failure> unfit() {
        try {
            return desk.house().registry().unfit(connection);
        } catch (StileException notUsed) {
            // The look at its origins says so.
            return Optional.empty();
        }
    }

    private Finding origins(String name) {
        String check = name + " origins";
        String fix = ShellWords.command("stile connection origins", name);
        try {
            List<String> refused = desk.house().refusedOrigins(connection);
            return refused.isEmpty()
                    ? Finding.ok(check, "its servers may be reached")
                    : Finding.error(check, String.join("; ", refused), fix);
        } catch (StileException notReadable) {
            return Finding.error(
                    check, says(notReadable), ErrorPrinter.next(notReadable).getFirst());
        }
    }

    private Finding secret(Requirements requirements, String secret, String reference) {
        String name = connection.slug().text();
        String check = name + " secret " + secret;
        Optional<Requirement> required = requirements.secret(secret);
        try (SecureValue value =
                desk.house()
                        .secrets()
                        .resolve(
                                SecretReference.parse(reference),
                                new Secrets.Wanted(name, secret, required),
                                desk.patience())) {
            return Finding.ok(check, reference + " is there");
        } catch (StileException missing) {
            String fix =
                    required.map(Requirement::remedy)
                            .orElseGet(() -> ErrorPrinter.next(missing).getFirst());
            return Finding.error(check, says(missing), fix);
        }
    }

    private List<Finding> server(String name) {
        String check = name + " server";
        try {
            Instant asked = desk.around().clock().instant();
            ProbeResult probe = desk.records(connection).probe(desk.call(connection));
            List<Finding> findings = new ArrayList<>();
            findings.add(Finding.ok(check, "answers"));
            probe.serverTime()
                    .ifPresent(
                            at -> {
                                Duration apart = Duration.between(asked, at.at()).abs();
                                String says = "differs by " + apart.toSeconds() + " s from ours";
                                findings.add(
                                        apart.compareTo(MUCH) > 0
                                                ? Finding.warn(name + " clock", says, "date -u")
                                                : Finding.ok(name + " clock", says));
                            });
            if (probe.missingScopes().isEmpty()) {
                findings.add(Finding.ok(name + " rights", "reading and writing"));
            } else {
                findings.add(
                        Finding.warn(
                                name + " rights",
                                "the credentials lack " + String.join(", ", probe.missingScopes()),
                                ShellWords.command("stile connection show", name)));
            }
            return findings;
        } catch (StileException failed) {
            return List.of(
                    Finding.error(check, says(failed), ErrorPrinter.next(failed).getFirst()));
        }
    }

    private static String says(StileException error) {
        return error.getMessage() + " [" + ConnectorCodes.of(error).number() + "]";
    }
}
