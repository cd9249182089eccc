package dev.stile.cli.desk;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.error.StileException;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.cli.flow.FlowHouse;
import dev.stile.cli.flow.RegisteredConnectors;
import dev.stile.cli.flow.TerminalNotices;
import dev.stile.cli.project.Projects;
import dev.stile.cli.where.NextStep;
import dev.stile.cli.where.Place;
import dev.stile.cli.where.Where;
import dev.stile.cli.wiring.House;
import dev.stile.cli.wiring.Lazy;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.core.error.RemoteWords;
import dev.stile.core.policy.Subject;
import dev.stile.core.policy.Way;
import dev.stile.core.redact.Redactor;
import dev.stile.core.registry.GuardedRecordStore;
import dev.stile.core.registry.LogNotes;
import dev.stile.core.registry.Session;
import dev.stile.core.terminal.Terminal;
import dev.stile.core.terminal.TerminalOptions;
import dev.stile.flow.command.CommandProviders;
import dev.stile.flow.template.ManifestRules;
import dev.stile.git.remote.Reporter;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What one command is given. Not for several threads; closed by the runner. */
public final class Desk implements AutoCloseable {
    private static final Duration LONGEST_CALL = Duration.ofMinutes(5);

    private final Surroundings around;
    private final CommonOptions options;
    private final Redactor redactor;
    private final InputStream in;
    private final OutputStream out;
    private final PrintStream err;
    private final Terminal terminal;
    private final RegisteredConnectors connectors;
    private final House house;
    private final Lazy<FlowHouse> flow;
    private final List<Json> warnings = new ArrayList<>();
    private Optional<Json> beside = Optional.empty();
    private Supplier<RemoteWords> naming = () -> RemoteWords.USUAL;

    Desk(Surroundings around, CommonOptions options, Streams streams) {
        this.around = around;
        this.options = options;
        this.redactor = new Redactor();
        this.in = streams.in();
        this.out = streams.out();
        this.err = new PrintStream(redactor.filter(streams.err()), false, StandardCharsets.UTF_8);
        this.terminal =
                new Terminal(
                        new OutputStreamWriter(out, StandardCharsets.UTF_8),
                        new OutputStreamWriter(err, StandardCharsets.UTF_8),
                        TerminalOptions.of(
                                around.environment(),
                                streams.interactive(),
                                options.noColor(),
                                options.quiet()),
                        redactor::clean);
        LogNotes notes = new LogNotes(terminal);
        this.connectors = new RegisteredConnectors(this::house);
        this.house =
                new House(
                        around,
                        AuditOrigin.PERSON,
                        redactor,
                        notes,
                        connectors,
                        new ManifestRules());
        this.flow =
                new Lazy<>(
                        () ->
                                new FlowHouse(
                                        house, connectors, notes, new TerminalNotices(terminal)));
    }

    public Surroundings around() {
        return around;
    }

    public House house() {
        return house;
    }

    /** The event side, put together when it is first asked for. */
    public FlowHouse flow() {
        return flow.get();
    }

    /** Connectors that ship with this release without being a room of their own. */
    public List<ConnectorProvider> shippedConnectors() {
        return connectors.shipped();
    }

    /** Programs that are connectors without a template. */
    public CommandProviders commands() {
        return connectors.commands();
    }

    public Terminal terminal() {
        return terminal;
    }

    public boolean json() {
        return options.json();
    }

    public boolean verbose() {
        return options.verbose();
    }

    /** What {@code -} stands for. */
    public InputStream in() {
        return in;
    }

    /** Stdout as bytes, for content that is given as it is. */
    public OutputStream out() {
        return out;
    }

    /** Asks the person at the terminal; nobody where a program reads the answer. */
    public Questions questions() {
        return new TerminalQuestions(
                terminal, in, terminal.options().interactive() && !options.json());
    }

    public Subject subject() {
        return around.subject();
    }

    /** Opens projects for this command. */
    public Projects projects() {
        return new Projects(house, Way.COMMAND, reporter -> terminal);
    }

    /** Where a session on a mirror says something. */
    public Reporter reporter() {
        int verbosity = options.quiet() ? 0 : options.verbose() ? 2 : 1;
        return new Reporter(err, terminal.options().interactive(), verbosity, this::warn);
    }

    /** How long the store may keep a command waiting. */
    public Deadline patience() {
        return House.patience();
    }

    /** The records of a connection, for a command that reads. */
    public GuardedRecordStore records(Connection connection) {
        return house.registry().records(connection, Session.ofCommand(subject()));
    }

    /** A call of a command to a connection. */
    public CallContext call(Connection connection) {
        return new CallContext(
                Deadline.after(LONGEST_CALL),
                "command",
                Label.outside(Scope.of(connection.slug().text())),
                Progress.SILENT);
    }

    /** Something that does not stop the command: part of the document, or told to people. */
    public void warn(Failure warning) {
        if (!options.json()) {
            terminal.warning(warning.registered(), warning.headline(), warning.details());
            return;
        }
        Json.ObjectBuilder told =
                Json.object()
                        .put("code", warning.registered().slug())
                        .put("number", warning.registered().number())
                        .put("message", warning.headline());
        if (!warning.details().isEmpty()) {
            told.put("lines", warning.details());
        }
        warnings.add(told.build());
    }

    /** Answers: the document for a program, or the text for a person. */
    public void tell(Json data, Consumer<Terminal> text) {
        if (options.json()) {
            terminal.document(
                    Json.object()
                            .put("ok", true)
                            .put("data", data)
                            .put("warnings", Json.array(warnings))
                            .build());
        } else {
            text.accept(terminal);
        }
    }

    /** The same, for a command that is done then. */
    public ExitCode done(Json data, Consumer<Terminal> text) {
        tell(data, text);
        return ExitCode.DONE;
    }

    /**
     * The place that a command is typed for: what it says to type next is about the same.
     *
     * @param where as it was typed
     * @throws Failure NOT_A_CLONE; ADDRESS_NOT_VALID
     */
    public Place find(String where) {
        Place place = new Where(around).find(where);
        place.local()
                .ifPresent(
                        clone ->
                                naming(
                                        () ->
                                                NextStep.words(
                                                        clone, around, where, Optional.empty())));
        return place;
    }

    /**
     * What the commands name that an error says to type, if there is one.
     *
     * @param words asked for once at the most
     */
    public void naming(Supplier<RemoteWords> words) {
        naming = words;
    }

    /** What a program is given beside the error that stops this command, as {@code data}. */
    public void beside(Json data) {
        beside = Optional.of(data);
    }

    /** Tells what stopped the command, and the warnings before that. */
    void fail(StileException error, boolean json) {
        if (!json) {
            terminal.error(error, naming.get());
            return;
        }
        Json.ObjectBuilder document = Json.object();
        ErrorPrinter.json(error, naming.get()).members().forEach(document::put);
        beside.ifPresent(data -> document.put("data", data));
        if (!warnings.isEmpty()) {
            document.put("warnings", Json.array(warnings));
        }
        terminal.document(document.build());
    }

    /** A list as programs get it. */
    public static Json items(List<Json> items) {
        return list(items).build();
    }

    /**
     * A list as programs get it that ends at a limit and cannot be continued.
     *
     * @param complete whether there is no more
     */
    public static Json items(List<Json> items, boolean complete) {
        return list(items).put("complete", complete).build();
    }

    /** The same, to which something is added. */
    public static Json.ObjectBuilder list(List<Json> items) {
        return Json.object().put("items", Json.array(items)).put("next", Json.nothing());
    }

    Redactor redactor() {
        return redactor;
    }

    @Override
    public void close() {
        try {
            flow.take().ifPresent(FlowHouse::close);
        } finally {
            try {
                connectors.close();
                house.close();
            } finally {
                err.flush();
            }
        }
    }
}
