package dev.stile.cli.connections;

import dev.stile.api.connector.Manifest;
import dev.stile.api.error.StileException;
import dev.stile.api.json.Json;
import dev.stile.api.record.Person;
import dev.stile.api.store.ProbeResult;
import dev.stile.api.taint.Tainted;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.install.HelperLink;
import dev.stile.core.connection.ConnectRequest;
import dev.stile.core.connection.Connecting;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.connection.ConnectionStore;
import dev.stile.core.egress.ResolvingInspector;
import dev.stile.core.error.ExitCode;
import dev.stile.core.terminal.Words;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a connection. */
@Command(
        name = "connect",
        description = "Connect to a tracker under a name of your own.",
        footer = {
            "",
            "Secrets are given as references: env:NAME, file:/PATH or git-credential:URL.",
            "The address typed here is the only one that the connection may reach.",
            "",
            "Examples:",
            "  stile connect sim work --set base_url=http://127.0.0.1:8080/sim/v1 --secret token=env:SIM_TOKEN",
            "  stile connect sim work --set base_url=https://tracker.example/sim/v1 --secret token=file:/home/me/key --allow-private --ca company.pem",
        })
public final class ConnectCommand implements Action {
    @Parameters(index = "0", paramLabel = "CONNECTOR", description = "Kind of tracker.")
    private String connector = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "Name of the connection.")
    private String name = "";

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the connector, or an option of the connection.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--secret",
            paramLabel = "NAME=REFERENCE",
            description = "Where a secret is: env:, file: or git-credential:.")
    private Map<String, String> secrets = new LinkedHashMap<>();

    @Option(names = "--origin", paramLabel = "URL", description = "Another address to allow.")
    private List<String> origins = new ArrayList<>();

    @Option(names = "--allow-private", description = "The server is on a private network.")
    private boolean allowPrivate;

    @Option(names = "--allow-http", description = "The server is reached without encryption.")
    private boolean allowHttp;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Certificates to trust besides the machine's own.")
    private Optional<Path> ca = Optional.empty();

    @Option(names = "--offline", description = "Do not ask the server now.")
    private boolean offline;

    @Option(names = "--yes", description = "Take what is typed as the answer to every question.")
    private boolean yes;

    @Override
    public ExitCode run(Desk desk) {
        Manifest manifest = desk.house().registry().manifest(connector);
        ConnectionStore store = desk.house().connections();
        Optional<Connection> present =
                ConnectionSlug.isValid(name)
                        ? store.find(new ConnectionSlug(name), desk.patience())
                        : Optional.empty();
        Connection wanted =
                new Connecting(new ResolvingInspector(desk.house().names()), desk.around().clock())
                        .prepare(manifest, request(), present, desk.subject());
        ConnectionStore.Made made = store.make(wanted, desk.subject(), desk.patience());
        HelperLink.Found helper = new HelperLink(desk.around()).ensure();
        Optional<ProbeResult> probe =
                offline ? Optional.empty() : Optional.of(probe(desk, made.connection()));
        return desk.done(
                document(made, probe, helper),
                terminal -> {
                    String slug = made.connection().slug().text();
                    terminal.result(
                            (made.changed() ? "connected " : "already connected ")
                                    + slug
                                    + " ("
                                    + connector
                                    + ")");
                    made.connection()
                            .origins()
                            .forEach(origin -> terminal.result("may reach " + origin.origin()));
                    probe.ifPresent(
                            found ->
                                    terminal.result(
                                            Words.of("the server knows us as "),
                                            Words.quoted(identity(found))));
                    helper.notes().forEach(terminal::note);
                    terminal.note("next: stile projects " + slug);
                });
    }

    /** A failed probe leaves the connection as it was asked for: it is tried again by each use. */
    private static ProbeResult probe(Desk desk, Connection connection) {
        try {
            ProbeResult found = desk.records(connection).probe(desk.call(connection));
            if (!found.missingScopes().isEmpty()) {
                desk.terminal()
                        .note(
                                "the credentials lack "
                                        + String.join(", ", found.missingScopes())
                                        + ": writing may be refused");
            }
            return found;
        } catch (StileException failed) {
            desk.terminal()
                    .note(
                            "the connection "
                                    + connection.slug()
                                    + " is stored; the server could not be asked yet");
            throw failed;
        }
    }

    private static Tainted<String> identity(ProbeResult probe) {
        return probe.identity().map(Person::display);
    }

    private ConnectRequest request() {
        return new ConnectRequest(
                connector, name, settings, secrets, origins, allowPrivate, allowHttp, ca, typed());
    }

    /** The words of the command, to be shown again; a secret that was typed is left out. */
    private List<String> typed() {
        List<String> words = new ArrayList<>(List.of("stile", "connect", connector, name));
        settings.forEach((key, value) -> words.addAll(List.of("--set", key + "=" + value)));
        secrets.forEach(
                (key, value) ->
                        words.addAll(
                                List.of(
                                        "--secret",
                                        key + "=" + (isReference(value) ? value : "env:NAME"))));
        origins.forEach(origin -> words.addAll(List.of("--origin", origin)));
        if (allowPrivate) {
            words.add("--allow-private");
        }
        if (allowHttp) {
            words.add("--allow-http");
        }
        if (yes) {
            words.add("--yes");
        }
        ca.ifPresent(file -> words.addAll(List.of("--ca", file.toString())));
        return words;
    }

    private static boolean isReference(String value) {
        return value.startsWith("env:")
                || value.startsWith("file:")
                || value.startsWith("git-credential:");
    }

    private static Json document(
            ConnectionStore.Made made, Optional<ProbeResult> probe, HelperLink.Found helper) {
        Json.ObjectBuilder document =
                ConnectionDocument.of(made.connection())
                        .put("changed", made.changed())
                        .put("helper", helper.state());
        probe.ifPresent(
                found ->
                        document.put("identity", ConnectionDocument.outside(identity(found)))
                                .put("missing_scopes", found.missingScopes()));
        return document.build();
    }
}
