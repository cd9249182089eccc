package dev.stile.flow.rulebook;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Category;
import dev.stile.core.error.Code;
import dev.stile.core.error.Nearest;
import dev.stile.core.policy.Subject;
import dev.stile.flow.document.Faults;
import dev.stile.flow.label.StaticFlowCheck;
import dev.stile.flow.rule.Classifier;
import dev.stile.flow.rule.RuleAction;
import dev.stile.flow.rulebook.RuleSurroundings.ClassifierKind;

import java.util.List;
import java.util.Optional;

/** Holds a document that was read against what is around it (FL-63). */
final class SaveChecks {
    private final RuleSurroundings surroundings;
    private final Subject author;
    private final Faults faults;

    SaveChecks(RuleSurroundings surroundings, Subject author, Faults faults) {
        this.surroundings = surroundings;
        this.author = author;
        this.faults = faults;
    }

    void check(RuleDocument document) {
        List<String> connections = document.connections();
        for (int index = 0; index < connections.size(); index++) {
            trigger("/source/connections/" + index, connections.get(index));
        }
        document.classifier().ifPresent(this::classifier);
        action(document.actionPointer(), document.action());
        new DeclarationCheck(surroundings, faults).check(document);
        if (faults.isEmpty()) {
            Optional<Classifier> model =
                    document.classifier()
                            .filter(
                                    asked ->
                                            surroundings.classifier(asked.with()).orElseThrow()
                                                    == ClassifierKind.CONNECTION);
            new StaticFlowCheck(surroundings, document.declarations(), faults)
                    .check(connections, model, document.action(), document.actionPointer());
        }
    }

    private void trigger(String pointer, String connection) {
        if (!isKnown(pointer, connection)) {
            return;
        }
        switch (surroundings.trigger(connection)) {
            case POSSIBLE -> {}
            case UNBACKED ->
                    faults.add(
                            Code.TRIGGER_UNBACKED,
                            pointer,
                            "the connection " + connection + " cannot tell events",
                            "name one whose connector can");
            case CANNOT_START -> {
                Optional<String> why = surroundings.whyNot(connection);
                faults.add(
                        Code.TRIGGER_UNBACKED,
                        pointer,
                        "the events of "
                                + connection
                                + " cannot be started here"
                                + why.map(reason -> ": " + reason).orElse(""),
                        why.isPresent()
                                ? "mend that first"
                                : "install or trust what it runs first");
            }
        }
    }

    private boolean isKnown(String pointer, String connection) {
        List<String> known = surroundings.connections();
        if (known.contains(connection)) {
            return true;
        }
        faults.add(
                Code.UNKNOWN_CONNECTION,
                pointer,
                "there is no connection " + connection,
                Nearest.to(connection, known)
                        .map(nearest -> "did you mean " + nearest + "?")
                        .orElse("make it first"));
        return false;
    }

    private void classifier(Classifier asked) {
        if (!asked.with().isEmpty() && surroundings.classifier(asked.with()).isEmpty()) {
            faults.add(
                    Code.CLASSIFIER_MISSING,
                    "/classify/with",
                    "no classifier " + asked.with() + " is configured",
                    "leave classify out: without its answer nothing may pass");
        }
    }

    private void action(String pointer, RuleAction action) {
        if (action.equals(ActionReader.NOTHING)) {
            // What is wrong with it was told when it was read.
            return;
        }
        surroundings
                .neverDone(action)
                .ifPresent(
                        why ->
                                faults.add(
                                        Code.ACTION_NOT_RUN,
                                        pointer,
                                        why,
                                        "use connector_act with an action that the connection has"));
        switch (action) {
            case RuleAction.ConnectorAct act -> connectorAct(pointer, act);
            case RuleAction.ForwardMessage message -> forwardMessage(pointer, message);
            case RuleAction.HttpPost post -> {
                if (isKnown(pointer + "/connection", post.connection())) {
                    grant(pointer, Optional.of(post.connection()), Category.NETWORK_POST);
                }
            }
            case RuleAction.RunCommand command ->
                    grant(pointer, Optional.empty(), Category.LOCAL_EXEC);
            case RuleAction.SqliteInsert insert ->
                    grant(pointer, Optional.empty(), Category.LOCAL_WRITE);
            case RuleAction.FileAppend append ->
                    grant(pointer, Optional.empty(), Category.LOCAL_WRITE);
            case RuleAction.Graph(List<RuleAction.Node> nodes) -> {
                for (int index = 0; index < nodes.size(); index++) {
                    RuleAction inner = nodes.get(index).action();
                    action(pointer + "/nodes/" + index + "/" + inner.key(), inner);
                }
            }
        }
    }

    private void connectorAct(String pointer, RuleAction.ConnectorAct act) {
        if (!isKnown(pointer + "/connection", act.connection())) {
            return;
        }
        List<ActionSpec> specs = surroundings.actions(act.connection());
        Optional<ActionSpec> spec =
                specs.stream().filter(each -> each.slug().equals(act.action())).findFirst();
        if (spec.isEmpty()) {
            List<String> known = specs.stream().map(ActionSpec::slug).toList();
            faults.add(
                    pointer + "/action",
                    act.connection() + " has no action " + act.action(),
                    Nearest.to(act.action(), known)
                            .map(nearest -> "did you mean " + nearest + "?")
                            .orElse(
                                    known.isEmpty()
                                            ? "it has none"
                                            : "it has " + String.join(", ", known)));
            return;
        }
        new InputCheck(faults).check(pointer + "/input", act.input(), spec.get());
        grant(pointer, Optional.of(act.connection()), spec.get().permission().category());
    }

    private void forwardMessage(String pointer, RuleAction.ForwardMessage message) {
        if (!isKnown(pointer + "/connection", message.connection())) {
            return;
        }
        boolean sends =
                surroundings.actions(message.connection()).stream()
                        .anyMatch(
                                spec ->
                                        spec.permission().category()
                                                        == Category.EXTERNAL_MESSAGE_SEND
                                                && spec.recipient().isPresent());
        if (!sends) {
            faults.add(
                    pointer + "/connection",
                    message.connection() + " has no action that sends a message to somebody",
                    "use connector_act with an action that it has");
            return;
        }
        grant(pointer, Optional.of(message.connection()), Category.EXTERNAL_MESSAGE_SEND);
    }

    private void grant(String pointer, Optional<String> connection, Category category) {
        if (!surroundings.mayAuthor(author, connection, category)) {
            faults.add(
                    Code.POLICY_REFUSED,
                    pointer,
                    author.actor() + " lacks the grant for " + category.wire(),
                    "have a person grant it");
        }
    }
}
