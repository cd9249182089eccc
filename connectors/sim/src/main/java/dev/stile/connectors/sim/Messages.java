package dev.stile.connectors.sim;

import dev.stile.api.action.ActionCall;
import dev.stile.api.action.ActionResult;
import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Category;
import dev.stile.api.action.Idempotency;
import dev.stile.api.action.Permission;
import dev.stile.api.action.Receipt;
import dev.stile.api.action.Reconciliation;
import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.http.Url;
import dev.stile.api.json.Json;
import dev.stile.api.recordaction.Asked;
import dev.stile.api.recordaction.Schemas;
import dev.stile.api.store.Precondition;
import dev.stile.api.taint.Tainted;
import dev.stile.connectors.sim.client.ProblemCode;
import dev.stile.connectors.sim.client.SimClient;
import dev.stile.connectors.sim.wire.Message;

import java.util.List;
import java.util.Optional;

/** Sends messages to channels. Any thread may use it. */
final class Messages {
    static final String SEND = "send_message";
    private static final String SENDING = "sending the message";

    private final SimClient client;

    Messages(SimClient client) {
        this.client = client;
    }

    static ActionSpec spec() {
        return new ActionSpec(
                SEND,
                "Says something in a channel",
                Schemas.of(
                        List.of("project", "channel", "text"),
                        Json.object()
                                .put("project", Schemas.text("where the channel is", 200))
                                .put("channel", Schemas.text("which channel", 200))
                                .put("text", Schemas.text("what is said", 4000))),
                Schemas.of(
                        List.of("id", "channel"),
                        Json.object()
                                .put("id", Schemas.text("the message", 200))
                                .put("channel", Schemas.text("where it was said", 200))),
                new Permission(Category.EXTERNAL_MESSAGE_SEND, "says something in a channel", true),
                Optional.of("/channel"),
                Idempotency.KEY,
                Optional.empty(),
                Optional.empty());
    }

    ActionResult send(ActionCall call, CallContext context) {
        Asked asked = new Asked(call);
        Message.Draft draft = new Message.Draft(asked.text("channel"), asked.text("text"));
        HttpRequest request =
                HttpRequest.write(
                                "POST",
                                client.project(asked.project(), "messages"),
                                SENDING,
                                asked.field(draft).map(Message.Draft::json))
                        .keyed("Idempotency-Key", call.key().text());
        HttpAnswer answer =
                client.write(request, 201, What.PROJECT, new Precondition.Unconditional(), context);
        return result(SimClient.made(request, answer, Message::read));
    }

    /** What the server made under the key. */
    Reconciliation find(ActionCall call, CallContext context) {
        Url url =
                client.project(new Asked(call).project(), "messages:by-key")
                        .query("key", call.key().text());
        String operation = "looking for the message";
        HttpAnswer answer = client.ask(url, operation, context);
        if (answer.status() == 200) {
            return new Reconciliation.Found(result(answer.json().map(Message::read)));
        }
        if (SimClient.code(answer).equals(Optional.of(ProblemCode.KEY_UNKNOWN))) {
            return new Reconciliation.NotSeen();
        }
        throw SimClient.error(url, operation, answer, What.PROJECT);
    }

    private static ActionResult result(Tainted<Message> message) {
        return new ActionResult(
                message.map(sent -> "message " + sent.id() + " was sent to " + sent.channel()),
                message.map(Message::json),
                Optional.of(
                        new Receipt(
                                message.map(sent -> "message-" + sent.id()), Optional.empty())));
    }
}
