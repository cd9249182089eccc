package dev.stile.cli.connections;

import dev.stile.api.connector.Manifest;
import dev.stile.api.error.StileException;
import dev.stile.api.json.Json;
import dev.stile.api.record.Person;
import dev.stile.api.store.ProbeResult;
import dev.stile.api.taint.Tainted;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.WeakSecrets;
import dev.stile.cli.hosts.CredentialLine;
import dev.stile.cli.hosts.HostConnections;
import dev.stile.cli.install.HelperLink;
import dev.stile.core.connection.ConnectRequest;
import dev.stile.core.connection.Connecting;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.connection.ConnectionStore;
import dev.stile.core.egress.ResolvingInspector;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.ShellWords;
import dev.stile.core.terminal.Words;
import dev.stile.flow.command.CommandProviders;
import dev.stile.flow.connection.ConnectionState;
import dev.stile.flow.connection.Lifecycle;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a connection. */
@Command(
        name = "connect",
        description = "Connect to a tracker, or to whatever a connector speaks to.",
        footer = {
            "",
            "Secrets are given as references: env:NAME, file:/PATH or git-credential:URL.",
            "The addresses typed here are the only ones that the connection may reach.",
            "",
            "Examples:",
            "  stile connect sim work --set base_url=http://127.0.0.1:8080/sim/v1 --secret token=env:SIM_TOKEN",
            "  stile connect sim work --set base_url=https://tracker.example/sim/v1 --secret token=file:/home/me/key --allow-private --ca company.pem",
            "  stile connect pond-level weir-north --set unit=cm --secret token=env:POND",
        })
public final class ConnectCommand implements Action {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "CONNECTOR",
            description = "Kind of tracker; at a terminal it is asked for.")
    private String connector = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            description = "Name of the connection; the connector suggests one.")
    private Optional<String> typedName = Optional.empty();

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

    @Option(
            names = "--accept-env",
            paramLabel = "NAME",
            description = "The program may get this secret in its environment.")
    private List<String> acceptedVariables = new ArrayList<>();

    @Option(names = WeakSecrets.OPTION, description = WeakSecrets.MEANING)
    private boolean weakSecret;

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
        ConnectQuestions questions = new ConnectQuestions(desk);
        boolean asks = connector.isEmpty();
        if (asks) {
            connector = questions.connector();
        }
        Manifest manifest = desk.house().registry().manifest(connector);
        asks |= !yes && !isKnown(desk) && questions.isNeeded(manifest, settings, secrets);
        String suggested = SuggestedName.of(manifest, desk.house().allConnections());
        String name = typedName.orElseGet(asks ? () -> questions.name(suggested) : () -> suggested);
        if (asks) {
            questions.complete(manifest, settings, secrets);
        }
        ConnectionStore store = desk.house().connections();
        Optional<Connection> present =
                ConnectionSlug.isValid(name)
                        ? store.find(new ConnectionSlug(name), desk.patience())
                        : Optional.empty();
        ConnectRequest request = request(name);
        Connection wanted =
                new Connecting(
                                new ResolvingInspector(desk.house().names()),
                                desk.around().clock(),
                                desk.house().registry()::faults)
                        .prepare(manifest, request, present, desk.subject());
        SensibleSettings sensible = new SensibleSettings(desk);
        sensible.require(wanted);
        Set<String> mended =
                sensible.mended(present.filter(each -> each.connector().equals(connector)));
        if (!weakSecret) {
            new WeakSecrets(desk.house().secrets(), desk.patience())
                    .requireNone(name, secrets, withWeakSecret(request.typed()));
        }
        SecretVariables variables = new SecretVariables(desk, manifest, acceptedVariables);
        variables.requireAccepted(wanted, present, request.typed());
        if (!offline) {
            new Described(desk, manifest).requireConfirmed(wanted, request.typed());
            new BackedEvents(desk, manifest).require(wanted);
        }
        if (asks) {
            questions.requireAgreed(wanted, manifest);
        }
        ConnectionStore.Made made =
                variables.accepted(desk.flow().connect(present, wanted, mended, desk.patience()));
        Helpers helpers = Helpers.linked(desk.around(), manifest);
        Optional<ProbeResult> probe =
                (offline && manifest.requiresAuth()) || isOff(desk, made.connection())
                        ? Optional.empty()
                        : probe(desk, made.connection(), manifest);
        return told(desk, manifest, made, helpers, probe);
    }

    /** What is there already needs no setting again. */
    private boolean isKnown(Desk desk) {
        return typedName
                .filter(ConnectionSlug::isValid)
                .flatMap(
                        name ->
                                desk.house()
                                        .connections()
                                        .find(new ConnectionSlug(name), desk.patience()))
                .isPresent();
    }

    private ExitCode told(
            Desk desk,
            Manifest manifest,
            ConnectionStore.Made made,
            Helpers helpers,
            Optional<ProbeResult> probe) {
        ConnectionStates states = new ConnectionStates(desk);
        ConnectionState state = states.require(made.connection().slug().text());
        List<String> proposed = ProposedOrigins.notGranted(manifest, made.connection());
        Optional<String> credentialLine =
                HostConnections.of(desk.house(), made.connection()).map(CredentialLine::of);
        Json.ObjectBuilder document =
                states.document(state)
                        .put("changed", made.changed())
                        .put("proposed_origins", proposed)
                        .putIf("helper", helpers.remotes().map(HelperLink.Found::state))
                        .putIf(
                                "credential_helper",
                                helpers.credentials().map(HelperLink.Found::state))
                        .putIf("git_config", credentialLine);
        probe.ifPresent(
                found ->
                        document.put("identity", ConnectionDocument.outside(identity(found)))
                                .put("missing_scopes", found.missingScopes())
                                .put("wider_scopes", found.widerScopes()));
        return desk.done(
                document.build(),
                terminal -> {
                    ConnectionSlug slug = made.connection().slug();
                    terminal.result(
                            (made.changed() ? "connected " : "already connected ")
                                    + slug
                                    + " ("
                                    + connector
                                    + ")");
                    made.connection()
                            .origins()
                            .forEach(origin -> terminal.result("may reach " + origin.origin()));
                    proposed.forEach(
                            origin ->
                                    terminal.note(
                                            "the connector asks for "
                                                    + origin
                                                    + ", which is not granted: "
                                                    + ShellWords.command(
                                                            "stile connection origins",
                                                            slug,
                                                            "--add",
                                                            origin)));
                    probe.ifPresent(
                            found ->
                                    terminal.result(
                                            Words.of("the server knows us as "),
                                            Words.quoted(identity(found))));
                    terminal.result("it is " + state.word());
                    credentialLine.ifPresent(
                            line ->
                                    terminal.note(
                                            "so that git asks us for its credential: " + line));
                    helpers.notes().forEach(terminal::note);
                    terminal.note("next: " + ConnectionNext.after(desk, state));
                });
    }

    /** Nothing uses it then, so nobody is asked either. */
    static boolean isOff(Desk desk, Connection connection) {
        return new ConnectionStates(desk).require(connection.slug().text()).life().lifecycle()
                == Lifecycle.DISABLED;
    }

    /** A failed probe leaves the connection as it was asked for: it is tried again by each use. */
    static Optional<ProbeResult> probe(Desk desk, Connection connection, Manifest manifest) {
        try {
            Optional<ProbeResult> found = new Proving(desk).prove(connection, manifest);
            List<String> missing = found.map(ProbeResult::missingScopes).orElse(List.of());
            if (!missing.isEmpty()) {
                desk.terminal()
                        .note(
                                "the credentials lack "
                                        + String.join(", ", missing)
                                        + ": writing may be refused");
            }
            List<String> wider = found.map(ProbeResult::widerScopes).orElse(List.of());
            if (!wider.isEmpty()) {
                desk.terminal()
                        .note(
                                "the credentials reach further than is needed: "
                                        + String.join(", ", wider));
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

    private ConnectRequest request(String name) {
        return new ConnectRequest(
                connector,
                name,
                settings,
                secrets,
                origins,
                allowPrivate,
                allowHttp,
                ca,
                typed(name));
    }

    static List<String> withWeakSecret(List<String> typed) {
        List<String> words = new ArrayList<>(typed);
        words.add(WeakSecrets.OPTION);
        return words;
    }

    /** The words of the command, to be shown again; a secret that was typed is left out. */
    private List<String> typed(String name) {
        List<String> words = new ArrayList<>(List.of("stile", "connect", connector, name));
        settings.forEach(
                (key, value) -> {
                    if (!key.equals(CommandProviders.DESCRIBED)) {
                        words.addAll(List.of("--set", key + "=" + value));
                    }
                });
        secrets.forEach(
                (key, value) ->
                        words.addAll(
                                List.of(
                                        "--secret",
                                        key + "=" + (isReference(value) ? value : "env:NAME"))));
        origins.forEach(origin -> words.addAll(List.of("--origin", origin)));
        acceptedVariables.forEach(each -> words.addAll(List.of("--accept-env", each)));
        if (weakSecret) {
            words.add("--weak-secret");
        }
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

    /** Whether it may be shown again: where a secret is, or that there is none any more. */
    static boolean isReference(String value) {
        return value.isEmpty()
                || value.startsWith("env:")
                || value.startsWith("file:")
                || value.startsWith("git-credential:");
    }
}
