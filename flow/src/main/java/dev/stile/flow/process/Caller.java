package dev.stile.flow.process;

import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.SettingSpec;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.taint.Tainted;
import dev.stile.core.store.Home;
import dev.stile.flow.process.child.ChildProgram;
import dev.stile.flow.process.child.Launch;
import dev.stile.flow.process.child.Programs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts a connection's program for one operation after another. Any thread may call. */
final class Caller {
    private final ProcessTemplate template;
    private final ProcessHost host;
    private final ConnectorContext context;
    private final CallSecrets secrets;

    Caller(ProcessTemplate template, ProcessHost host, ConnectorContext context) {
        this.template = template;
        this.host = host;
        this.context = context;
        this.secrets = new CallSecrets(template, host, context.connection());
    }

    ProcessTemplate template() {
        return template;
    }

    Manifest manifest() {
        return template.manifest();
    }

    ProcessHost host() {
        return host;
    }

    ConnectorContext context() {
        return context;
    }

    CallSecrets secrets() {
        return secrets;
    }

    String connection() {
        return context.connection();
    }

    /** The label of all that the program says. */
    Label label() {
        return manifest().label().of(Scope.of(connection()));
    }

    /** Text of the program's, without secrets. */
    Tainted<String> said(String text) {
        return Tainted.of(host.redactor().clean(text), label());
    }

    /** The error, with what the program said beside it, if it said something. */
    ConnectorException saying(ConnectorException error, String text) {
        return text.isBlank() ? error : error.saying(said(text));
    }

    /** The file of the program. */
    Path program() {
        return Programs.require(
                template.program().command().getFirst(),
                environment().getOrDefault(ChildEnvironment.SEARCH_PATH, ""),
                folder());
    }

    /** Where the program runs. */
    Path folder() {
        return template.folder().orElseGet(this::state);
    }

    /**
     * Starts it.
     *
     * @param operation and its operands
     * @param variables besides those that every call has
     * @param longestLine bytes of a line of its output
     * @throws dev.stile.api.error.ConnectorException.Unavailable if nothing of it ran
     */
    ChildProgram start(List<String> operation, Map<String, String> variables, int longestLine) {
        Path program = program();
        List<String> arguments = new ArrayList<>();
        List<String> command = template.program().command();
        arguments.addAll(command.subList(1, command.size()));
        arguments.addAll(operation);
        Map<String, String> environment = environment();
        environment.putAll(variables);
        return host.children()
                .start(
                        new Launch(
                                program,
                                arguments,
                                environment,
                                folder(),
                                longestLine,
                                this::note));
    }

    /** The connection's settings as a child reads them. */
    Json.JsonObject settings() {
        Json.ObjectBuilder settings = Json.object();
        for (SettingSpec spec : manifest().settings()) {
            context.settings()
                    .find(spec.name())
                    .ifPresent(
                            value -> {
                                if (spec.kind() == SettingSpec.Kind.FLAG) {
                                    settings.put(spec.name(), Boolean.parseBoolean(value));
                                } else {
                                    settings.put(spec.name(), value);
                                }
                            });
        }
        return settings.build();
    }

    /** Tells people what the program says to them in a run. */
    void note(String run, String text) {
        context.log().note(connection() + " (" + run + ") says:", List.of(said(text)));
    }

    private Map<String, String> environment() {
        return ChildEnvironment.of(host.environment(), template, connection(), state());
    }

    private Path state() {
        Path state = host.states().resolve(manifest().slug()).resolve(connection());
        Home.ensureFolder(state);
        if (template.stateBelow().isEmpty()) {
            return state;
        }
        Path below = state.resolve(template.stateBelow().get());
        Home.ensureFolder(below);
        return below;
    }
}
