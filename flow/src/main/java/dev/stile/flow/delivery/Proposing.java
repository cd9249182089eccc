package dev.stile.flow.delivery;

import dev.stile.api.call.Deadline;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.taint.Tainted;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Subject;
import dev.stile.flow.outbox.Outbox;
import dev.stile.flow.outbox.Proposal;
import dev.stile.flow.outbox.Proposed;
import dev.stile.flow.rule.Order;
import dev.stile.flow.rule.Rule;
import dev.stile.flow.rule.RuleAction;
import dev.stile.flow.text.RenderContext;
import dev.stile.flow.text.Renderer;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns actions with an outside effect into proposals. */
final class Proposing {
    /** The action under which a POST to a connection's own origin is proposed. */
    static final String HTTP_POST = "http_post";

    private final Renderer renderer;
    private final Outbox outbox;
    private final SendActions sendActions;

    Proposing(Doings doings) {
        this.renderer = doings.renderer();
        this.outbox = doings.outbox();
        this.sendActions = doings.sendActions();
    }

    Outcome act(Deadline deadline, Rule rule, RuleAction.ConnectorAct action, Unit unit) {
        return propose(
                deadline,
                rule,
                unit,
                action.connection(),
                action.action(),
                render(rule, unit, action.input()));
    }

    Outcome forward(Deadline deadline, Rule rule, RuleAction.ForwardMessage action, Unit unit) {
        SendActions.SendAction send =
                sendActions
                        .of(action.connection())
                        .orElseThrow(
                                () ->
                                        Failure.of(Code.ACTION_NOT_RUN)
                                                .headline(
                                                        "nothing of "
                                                                + action.connection()
                                                                + " sends a message")
                                                .argument("rule", rule.slug())
                                                .build());
        return propose(
                deadline,
                rule,
                unit,
                action.connection(),
                send.action(),
                render(
                        rule,
                        unit,
                        Json.object()
                                .put(send.toField(), action.to())
                                .put(send.textField(), action.text())
                                .build()));
    }

    Outcome post(Deadline deadline, Rule rule, RuleAction.HttpPost action, Unit unit) {
        Json.ObjectBuilder headers = Json.object();
        new TreeMap<>(action.headers()).forEach(headers::put);
        Json.JsonObject fixed =
                Json.object().put("path", action.path()).put("headers", headers.build()).build();
        Tainted<Json.JsonObject> input =
                render(rule, unit, Json.object().put("body", action.body()).build())
                        .combine(Tainted.of(fixed, Label.ofUser()), Proposing::joined);
        return propose(deadline, rule, unit, action.connection(), HTTP_POST, input);
    }

    private static Json.JsonObject joined(Json.JsonObject body, Json.JsonObject fixed) {
        Json.ObjectBuilder all = Json.object();
        fixed.members().forEach(all::put);
        body.members().forEach(all::put);
        return all.build();
    }

    private Tainted<Json.JsonObject> render(Rule rule, Unit unit, Json.JsonObject template) {
        return renderer.render(template, new RenderContext(unit.event(), rule.slug(), Map.of()))
                .map(value -> (Json.JsonObject) value);
    }

    private Outcome propose(
            Deadline deadline,
            Rule rule,
            Unit unit,
            String connection,
            String action,
            Tainted<Json.JsonObject> input) {
        Delivery delivery = unit.delivery();
        TreeMap<String, String> refs = new TreeMap<>();
        refs.put("delivery", Long.toString(delivery.id()));
        refs.put("event", unit.eventId());
        refs.put("source", delivery.connection());
        Proposal proposal =
                new Proposal(
                        new Subject.Rule(rule.slug()),
                        connection,
                        action,
                        input,
                        DeliveryKeys.of(delivery),
                        rule.order() == Order.NONE
                                ? Optional.empty()
                                : Optional.of(rule.slug() + "/" + delivery.orderKey()),
                        rule.order() == Order.STRICT,
                        rule.declarations(),
                        refs);
        Proposed entry =
                delivery.isAgain()
                        ? outbox.proposeAnew(deadline, proposal)
                        : outbox.propose(deadline, proposal);
        return new Outcome.Waits(entry.id());
    }
}
