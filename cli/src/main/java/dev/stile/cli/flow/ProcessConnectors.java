package dev.stile.cli.flow;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.ConnectorLog;
import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.Subscriber;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.StileException;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.cli.wiring.House;
import dev.stile.core.connection.Connection;
import dev.stile.flow.connection.Position;
import dev.stile.flow.connection.PositionCheck;
import dev.stile.flow.connection.ProbeOutcome;
import dev.stile.flow.connection.ProbePort;
import dev.stile.flow.connection.StateFolders;
import dev.stile.flow.process.HostTimes;
import dev.stile.flow.process.KnownPrograms;
import dev.stile.flow.process.PositionedProgram;
import dev.stile.flow.process.ProbedProgram;
import dev.stile.flow.process.ProcessHost;
import dev.stile.flow.process.ProcessProvider;
import dev.stile.flow.process.ProcessTemplate;
import dev.stile.flow.process.RenewedSecrets;
import dev.stile.flow.process.child.Children;
import dev.stile.flow.process.wire.AuthAnswer;
import dev.stile.flow.schema.SchemaCheck;
import dev.stile.flow.subscriber.SubscriberProvider;
import dev.stile.flow.subscriber.Subscribers;
import dev.stile.flow.template.Provenance;
import dev.stile.flow.template.Template;
import dev.stile.flow.template.TriggerInquiry;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Connectors that are programs: one host of children for this process, started with the first of
 * them. Any thread may call; closing ends every child.
 */
public final class ProcessConnectors implements ProbePort, AutoCloseable {
    private static final int LONGEST_ACCOUNT = 200;

    private final House house;
    private final Children children;
    private final ProcessHost host;
    private final Subscribers subscribers;
    private final UnaryOperator<String> contents;

    /**
     * @param contents of a connector, by its slug: another digest is another template
     */
    ProcessConnectors(
            House house,
            SchemaCheck schemas,
            Subscribers subscribers,
            UnaryOperator<String> contents,
            RandomGenerator random) {
        this.contents = contents;
        this.subscribers = subscribers;
        this.house = house;
        Path folder = house.home().folder();
        this.children = Children.open(folder.resolve("processes"), house.redactor(), random);
        this.host =
                new ProcessHost(
                        children,
                        folder.resolve("state"),
                        new KnownPrograms(folder.resolve("programs")),
                        house.around().environment(),
                        house.secrets(),
                        this::references,
                        this::isAccepted,
                        new RenewedSecrets(house.secrets()),
                        house.redactor(),
                        schemas,
                        house.around().clock(),
                        HostTimes.standard());
    }

    /** The connector of a template, with what holds of it. */
    public ConnectorProvider provider(Template template, Manifest effective) {
        Optional<ProcessProvider> command =
                effective.program().map(program -> command(template, effective));
        Optional<String> named = effective.subscriber().map(Subscriber::manifest);
        if (named.isEmpty()
                && command.isPresent()
                && !subscribers.isKnown(effective.slug(), House.patience())) {
            return command.get();
        }
        return new SubscriberProvider(
                effective, named.orElse(effective.slug()), command, subscribers, host);
    }

    private ProcessProvider command(Template template, Manifest effective) {
        return new ProcessProvider(
                new ProcessTemplate(
                        effective,
                        template.sha256(),
                        folder(template),
                        Map.of(),
                        Optional.empty(),
                        template.leftOut()),
                host);
    }

    /**
     * Asks the program of a template that a person registers, in a state folder that goes again.
     */
    TriggerInquiry.Answer ask(Template template, ConnectorLog log, Deadline deadline) {
        try {
            return command(template, template.manifest()).offersEvents(log, deadline)
                    ? TriggerInquiry.Answer.OFFERED
                    : TriggerInquiry.Answer.NOT_OFFERED;
        } catch (ConnectorException notTold) {
            return TriggerInquiry.Answer.UNKNOWN;
        } finally {
            new StateFolders(house.home())
                    .wipe(template.manifest().slug(), ProcessProvider.NO_CONNECTION);
        }
    }

    /** Where every child of this process is started. */
    Children children() {
        return children;
    }

    public ProcessHost host() {
        return host;
    }

    @Override
    public ProbeOutcome probe(Connection connection, Deadline deadline) {
        try {
            return house.registry().opened(connection) instanceof ProbedProgram program
                    ? outcome(connection, program.probe(deadline))
                    : new ProbeOutcome.ProbeFailed("no_program");
        } catch (StileException failed) {
            return new ProbeOutcome.ProbeFailed(failed.code());
        }
    }

    /** What the connection's program has against a position, where it has a say. */
    Optional<PositionCheck.Refusal> refusal(
            Connection connection, Position position, Deadline deadline) {
        if (!(house.registry().opened(connection) instanceof PositionedProgram program)) {
            return Optional.empty();
        }
        Optional<PositionedProgram.Veto> veto =
                switch (position) {
                    case Position.At(Cursor cursor) ->
                            program.veto(Optional.of(cursor), "cursor", deadline);
                    case Position.Now now -> program.veto(Optional.empty(), "now", deadline);
                    case Position.Beginning beginning ->
                            program.veto(Optional.empty(), "beginning", deadline);
                };
        return veto.map(no -> new PositionCheck.Refusal(no.why(), no.said()));
    }

    private static ProbeOutcome outcome(Connection connection, AuthAnswer answer) {
        return switch (answer) {
            case AuthAnswer.Good good ->
                    new ProbeOutcome.Ok(good.account().map(name -> shown(connection, name)));
            case AuthAnswer.Broken broken -> new ProbeOutcome.Broken("auth");
            case AuthAnswer.Unclear unclear -> new ProbeOutcome.ProbeFailed("unclear");
        };
    }

    /** The child's own words, made safe to keep and to show. */
    private static String shown(Connection connection, String account) {
        Label label = Label.outside(Scope.of(connection.slug().text()));
        return Tainted.of(account, label).sanitise(Sanitizers.log(LONGEST_ACCOUNT)).value();
    }

    private static Optional<Path> folder(Template template) {
        return switch (template.provenance()) {
            case Provenance.User(String folder) -> Optional.of(Path.of(folder));
            case Provenance.BuiltIn builtIn -> Optional.empty();
        };
    }

    private Map<String, String> references(String connection) {
        return house.connections().require(connection, House.patience()).secrets();
    }

    private boolean isAccepted(String connection, String secret) {
        Connection present = house.connections().require(connection, House.patience());
        return house.acceptedVariables()
                .isAccepted(present, secret, contents.apply(present.connector()), House.patience());
    }

    @Override
    public void close() {
        children.close();
    }
}
