package dev.stile.cli.connections;

import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.SecretPlacement;
import dev.stile.api.connector.SecretSpec;
import dev.stile.api.connector.SettingSpec;
import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.WeakSecrets;
import dev.stile.core.connection.ConnectRequest;
import dev.stile.core.connection.Connecting;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionStore;
import dev.stile.core.egress.ResolvingInspector;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;
import dev.stile.flow.command.CommandProviders;
import dev.stile.flow.connection.ConnectionState;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Changes settings of a connection, and nothing of what it is connected to. */
@Command(
        name = "set",
        description = "Change settings of a connection. Its rules, mirrors and events stay.",
        footer = {
            "",
            "An empty value takes a setting back to its standard. What a connector needs, and addresses,",
            "say which server a connection is for: those stay. With another secret, or ids that go with",
            "one, the server is asked.",
            "Where a setting of the connector or a secret changes, actions that wait for their approval, and what rules",
            "declared about the connection, are asked for anew.",
            "",
            "Examples:",
            "  stile connection set work page_cap=20",
            "  stile connection set work default_merge_strategy= watch=acme/web",
            "  stile connection set work app_id=12 installation_id=34 --secret private_key=file:/home/me/app.pem --secret token=",
        })
public final class ConnectionSetCommand implements Action {
    @Parameters(index = "0", paramLabel = "CONNECTION", description = "Its name.")
    private String name = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "KEY=VALUE",
            description = "A setting of the connector, or an option of the connection.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "The same, as stile connect takes it.")
    private Map<String, String> more = new LinkedHashMap<>();

    @Option(
            names = "--secret",
            paramLabel = "NAME=REFERENCE",
            description =
                    "Where a secret is: env:, file: or git-credential:; an empty one is taken out.")
    private Map<String, String> secrets = new LinkedHashMap<>();

    @Option(names = WeakSecrets.OPTION, description = WeakSecrets.MEANING)
    private boolean weakSecret;

    @Option(
            names = "--accept-env",
            paramLabel = "NAME",
            description = "The program may get this secret in its environment.")
    private List<String> acceptedVariables = new ArrayList<>();

    @Option(names = "--offline", description = "Do not ask the server now.")
    private boolean offline;

    @Override
    public ExitCode run(Desk desk) {
        settings.putAll(more);
        if (settings.isEmpty() && secrets.isEmpty()) {
            throw Failure.of(Code.USAGE)
                    .headline("say what is to change, as KEY=VALUE")
                    .argument("verb", "connection", "set")
                    .build();
        }
        Connection present = desk.house().connection(name);
        Manifest manifest = desk.house().registry().manifest(present.connector());
        settings.keySet().forEach(key -> requireChangeable(manifest, present, key));
        Connection wanted =
                new Connecting(
                                new ResolvingInspector(desk.house().names()),
                                desk.around().clock(),
                                desk.house().registry()::faults)
                        .prepare(manifest, request(present), Optional.of(present), desk.subject());
        new SensibleSettings(desk).require(wanted);
        if (!weakSecret) {
            new WeakSecrets(desk.house().secrets(), desk.patience())
                    .requireNone(name, secrets, ConnectCommand.withWeakSecret(typed()));
        }
        SecretVariables variables = new SecretVariables(desk, manifest, acceptedVariables);
        variables.requireAccepted(wanted, Optional.of(present), typed());
        if (!offline) {
            new Described(desk, manifest).requireConfirmed(wanted, typed());
            new BackedEvents(desk, manifest).require(wanted);
        }
        ConnectionStore.Made made =
                variables.accepted(
                        desk.flow()
                                .connect(
                                        Optional.of(present),
                                        wanted,
                                        settings.keySet(),
                                        desk.patience()));
        boolean isAsked = changesCredentials(manifest) && made.changed() && !offline;
        if (isAsked && !ConnectCommand.isOff(desk, made.connection())) {
            ConnectCommand.probe(desk, made.connection(), manifest);
        }
        return told(desk, made);
    }

    /** A key says who we are only together with the settings that it is exchanged by. */
    private boolean changesCredentials(Manifest manifest) {
        return !secrets.isEmpty()
                || manifest.secrets().stream()
                        .map(SecretSpec::placement)
                        .filter(SecretPlacement.Exchanged.class::isInstance)
                        .map(SecretPlacement.Exchanged.class::cast)
                        .flatMap(placed -> placed.exchange().needed().stream())
                        .anyMatch(settings::containsKey);
    }

    private void requireChangeable(Manifest manifest, Connection present, String key) {
        Optional<SettingSpec> setting = manifest.setting(key);
        boolean stays =
                setting.filter(each -> each.required() || each.kind() == SettingSpec.Kind.ADDRESS)
                        .isPresent();
        boolean same = Objects.equals(settings.get(key), present.settings().get(key));
        if (stays && !same) {
            throw Failure.of(Code.CONNECTION_EXISTS)
                    .headline("the setting " + key + " says which server " + name + " is for")
                    .detail("what was read and written there is kept under this name")
                    .argument("connection", name)
                    .fact("connection", name)
                    .fact("setting", key)
                    .build();
        }
    }

    private ConnectRequest request(Connection present) {
        return new ConnectRequest(
                present.connector(),
                name,
                settings,
                secrets,
                List.of(),
                false,
                false,
                Optional.empty(),
                typed());
    }

    /** The words of the command, to be shown again. */
    private List<String> typed() {
        List<String> words = new ArrayList<>(List.of("stile", "connection", "set", name));
        settings.forEach(
                (key, value) -> {
                    if (!key.equals(CommandProviders.DESCRIBED)) {
                        words.add(key + "=" + value);
                    }
                });
        secrets.forEach(
                (key, value) ->
                        words.addAll(
                                List.of(
                                        "--secret",
                                        key
                                                + "="
                                                + (ConnectCommand.isReference(value)
                                                        ? value
                                                        : "env:NAME"))));
        if (weakSecret) {
            words.add(WeakSecrets.OPTION);
        }
        acceptedVariables.forEach(each -> words.addAll(List.of("--accept-env", each)));
        return words;
    }

    private ExitCode told(Desk desk, ConnectionStore.Made made) {
        ConnectionStates states = new ConnectionStates(desk);
        ConnectionState state = states.require(name);
        return desk.done(
                states.document(state).put("changed", made.changed()).build(),
                terminal -> {
                    terminal.result(
                            (made.changed() ? "changed " : "already so ")
                                    + name
                                    + ": "
                                    + state.word());
                    terminal.note("next: " + ShellWords.command("stile connection show", name));
                });
    }
}
