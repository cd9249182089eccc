package dev.stile.cli.doctor;

import dev.stile.api.connector.Manifest;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.HealthStatus;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.hosts.CredentialLine;
import dev.stile.cli.hosts.HostConnection;
import dev.stile.cli.hosts.HostWatching;
import dev.stile.cli.hosts.OpenHosts;
import dev.stile.cli.hosts.OpenWrites;
import dev.stile.cli.install.HelperLink;
import dev.stile.core.error.ConnectorCodes;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.core.error.ShellWords;
import dev.stile.flow.connection.ConnectionSwitch;
import dev.stile.hosting.service.OpenIntent;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A connection to a code host: its settings, git's way through it, and who it knows us as. */
final class HostChecks {
    private final Desk desk;
    private final HostConnection connection;
    private final boolean asks;
    private final boolean fixes;

    /**
     * @param asks whether its host may be asked
     * @param fixes whether what git does not find is linked
     */
    HostChecks(Desk desk, HostConnection connection, boolean asks, boolean fixes) {
        this.desk = desk;
        this.connection = connection;
        this.asks = asks;
        this.fixes = fixes;
    }

    List<Finding> run() {
        String name = connection.slug();
        List<Finding> findings = new ArrayList<>();
        findings.add(git(name));
        findings.add(helper(name));
        findings.addAll(open(name));
        findings.addAll(alarms(name));
        try {
            GitHost host = new OpenHosts(desk.house()).open(connection);
            try {
                findings.add(Finding.ok(name + " settings", "its host is " + connection.web()));
                if (asks) {
                    HealthStatus health = host.healthCheck(desk.call(connection.connection()));
                    findings.addAll(host(name, health));
                    if (health.details().containsKey("identity")) {
                        findings.addAll(new RepositoryChecks(desk, connection, host).run());
                    }
                }
            } finally {
                host.shutdown();
            }
        } catch (StileException notStarted) {
            String next = ErrorPrinter.next(notStarted).getFirst();
            findings.add(
                    ConnectionSwitch.isRefusal(notStarted)
                            ? Finding.warn(name + " switch", says(notStarted), next)
                            : Finding.error(name + " settings", says(notStarted), next));
        }
        return findings;
    }

    private static String says(StileException error) {
        return error.headline() + " [" + ConnectorCodes.of(error).number() + "]";
    }

    /** A credential goes to no origin that was not granted. */
    private Finding git(String name) {
        String origin = CredentialLine.origin(connection);
        boolean granted =
                connection.connection().origins().stream()
                        .anyMatch(each -> each.origin().equals(origin));
        return granted
                ? Finding.ok(name + " git", "git may be told its credential for " + origin)
                : Finding.warn(
                        name + " git",
                        "git is told no credential: " + origin + " is not granted",
                        ShellWords.command("stile connection origins", name, "--add", origin));
    }

    /** What git cannot start tells it nothing; a person may still name the whole path. */
    private Finding helper(String name) {
        String label = name + " credentials";
        HelperLink link = HelperLink.ofCredentials(desk.around());
        return switch (fixes ? link.ensure() : link.look()) {
            case HelperLink.Found.Here(Path at) ->
                    Finding.ok(label, "git finds " + at + ", of this build");
            case HelperLink.Found.Linked(Path at) ->
                    Finding.ok(label, "linked " + at + ", so that git finds it");
            case HelperLink.Found.Other(Path at, String command) ->
                    Finding.warn(label, "git would start " + at + ", of another build", command);
            case HelperLink.Found.Missing(String program, String command) ->
                    Finding.warn(label, "git does not find " + program, command);
        };
    }

    /** What was sent and has no known end. */
    private List<Finding> open(String name) {
        List<OpenIntent> open = new OpenWrites(desk.house()).of(connection);
        if (open.isEmpty()) {
            return List.of();
        }
        OpenIntent oldest = open.getFirst();
        return List.of(
                Finding.warn(
                        name + " writes",
                        "nobody knows whether "
                                + open.size()
                                + " happened, such as "
                                + OpenWrites.words(oldest),
                        OpenWrites.next(oldest)));
    }

    /** Repositories in which the daemon merges nothing until a person has looked. */
    private List<Finding> alarms(String name) {
        return HostWatching.watches(desk.house()).alarms(name).stream()
                .map(
                        alarm ->
                                Finding.warn(
                                        name + " alarm",
                                        "nothing is merged in "
                                                + alarm.pr().repo()
                                                + " since "
                                                + alarm.at()
                                                + ": "
                                                + alarm.why(),
                                        ShellWords.command(
                                                "stile pr retry",
                                                OpenIntent.named(name, alarm.pr().toString()),
                                                "--clear-alarm")))
                .toList();
    }

    private List<Finding> host(String name, HealthStatus health) {
        List<Finding> findings = new ArrayList<>();
        Optional<String> identity = Optional.ofNullable(health.details().get("identity"));
        if (!health.healthy() && identity.isEmpty()) {
            return List.of(
                    Finding.error(
                            name + " server",
                            health.message(),
                            ShellWords.command("stile connection probe", name)));
        }
        findings.add(
                Finding.ok(
                        name + " identity",
                        identity.map(who -> "the host knows us as " + who).orElse("answers")));
        String left = health.details().getOrDefault("remaining", "");
        if (!left.isEmpty()) {
            String says =
                    left + " requests left of " + health.details().getOrDefault("limit", "unknown");
            findings.add(
                    health.healthy()
                            ? Finding.ok(name + " budget", says)
                            : Finding.warn(
                                    name + " budget",
                                    says,
                                    ShellWords.command("stile connection show", name)));
        }
        time(health.details().getOrDefault("server_time", ""))
                .ifPresent(theirs -> findings.add(clock(name, theirs)));
        findings.add(rights(name, Optional.ofNullable(health.details().get("missing_scopes"))));
        return findings;
    }

    /** Empty if the host does not tell it. */
    private static Optional<Instant> time(String told) {
        try {
            return Optional.of(Instant.parse(told));
        } catch (DateTimeParseException untold) {
            return Optional.empty();
        }
    }

    private Finding clock(String name, Instant theirs) {
        Duration apart = Duration.between(desk.around().clock().instant(), theirs).abs();
        String says = "differs by " + apart.toSeconds() + " s from ours";
        return apart.compareTo(ConnectionChecks.MUCH) > 0
                ? Finding.warn(name + " clock", says, "date -u")
                : Finding.ok(name + " clock", says);
    }

    /**
     * @param missing scopes by commas, if the host tells which the credentials have
     */
    private Finding rights(String name, Optional<String> missing) {
        String check = name + " rights";
        if (missing.isEmpty()) {
            Manifest manifest =
                    desk.house().registry().manifest(connection.connection().connector());
            List<String> wanted = new ArrayList<>(manifest.readScopes());
            wanted.addAll(manifest.writeScopes());
            return Finding.info(
                    check,
                    "the host does not tell what the credentials may do"
                            + (wanted.isEmpty() ? "" : "; wanted: " + String.join(", ", wanted)));
        }
        return missing.get().isEmpty()
                ? Finding.ok(check, "reading and writing")
                : Finding.warn(
                        check,
                        "the credentials lack " + missing.get(),
                        ShellWords.command("stile connection show", name));
    }
}
