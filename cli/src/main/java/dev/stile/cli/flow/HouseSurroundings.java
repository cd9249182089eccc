package dev.stile.cli.flow;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Category;
import dev.stile.api.connector.Manifest;
import dev.stile.api.error.StileException;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.cli.wiring.House;
import dev.stile.core.connection.Connection;
import dev.stile.core.policy.Subject;
import dev.stile.flow.lifecycle.LifecycleEvents;
import dev.stile.flow.process.EventOffer;
import dev.stile.flow.rule.RuleAction;
import dev.stile.flow.rulebook.RuleSurroundings;
import dev.stile.flow.template.Triggers;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a rule is checked against: the connections of this house and what they can do. */
record HouseSurroundings(House house) implements RuleSurroundings {
    @Override
    public List<String> connections() {
        return Stream.concat(
                        house.allConnections().stream().map(each -> each.slug().text()),
                        Stream.of(LifecycleEvents.CONNECTION))
                .toList();
    }

    @Override
    public Trigger trigger(String connection) {
        if (connection.equals(LifecycleEvents.CONNECTION)) {
            return Trigger.POSSIBLE;
        }
        try {
            return known(connection).filter(this::tells).isPresent()
                    ? Trigger.POSSIBLE
                    : Trigger.UNBACKED;
        } catch (StileException notInstalledOrNotSaid) {
            return Trigger.CANNOT_START;
        }
    }

    @Override
    public Optional<String> whyNot(String connection) {
        try {
            known(connection).ifPresent(this::tells);
            return Optional.empty();
        } catch (StileException why) {
            return Optional.of(why.headline());
        }
    }

    /** A program is asked for its hello unless it is known what it says. */
    private boolean tells(Connection connection) {
        return Triggers.areSupported(house.registry().manifest(connection.connector()))
                && (!(house.registry().opened(connection) instanceof EventOffer offer)
                        || offer.offersEvents(House.patience()));
    }

    /** No classifier can be configured yet. */
    @Override
    public Optional<ClassifierKind> classifier(String name) {
        return Optional.empty();
    }

    /** What a rule does is decided each time it does it; only people write rules. */
    @Override
    public boolean mayAuthor(Subject author, Optional<String> connection, Category category) {
        return author instanceof Subject.Person;
    }

    @Override
    public Label reads(String connection) {
        Scope scope = Scope.of(connection);
        return manifest(connection)
                .map(manifest -> manifest.label().of(scope))
                .orElseGet(() -> Label.outside(scope));
    }

    @Override
    public List<ActionSpec> actions(String connection) {
        return known(connection).map(new OfferedActions(house)::of).orElse(List.of());
    }

    /** No connector proves that a place is public yet. */
    @Override
    public boolean isPublic(String connection) {
        return false;
    }

    @Override
    public Optional<String> neverDone(RuleAction action) {
        return switch (action) {
            case RuleAction.Graph graph -> Optional.of("graphs are not run yet");
            case RuleAction.HttpPost post ->
                    Optional.of("no connection posts to a path of its server yet");
            case RuleAction.ForwardMessage message ->
                    manifest(message.connection()).isPresent()
                                    && new MessageActions(house).of(message.connection()).isEmpty()
                            ? Optional.of(
                                    message.connection()
                                            + " has no action with a recipient and a text")
                            : Optional.empty();
            case RuleAction.ConnectorAct act -> Optional.empty();
            case RuleAction.RunCommand command -> Optional.empty();
            case RuleAction.SqliteInsert insert -> Optional.empty();
            case RuleAction.FileAppend append -> Optional.empty();
        };
    }

    private Optional<Manifest> manifest(String connection) {
        return known(connection).map(Connection::connector).map(house.registry()::manifest);
    }

    private Optional<Connection> known(String connection) {
        return house.allConnections().stream()
                .filter(each -> each.slug().text().equals(connection))
                .findFirst();
    }
}
