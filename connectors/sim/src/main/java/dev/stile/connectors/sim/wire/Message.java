package dev.stile.connectors.sim.wire;

import dev.stile.api.json.Json;
import dev.stile.api.json.JsonView;
import dev.stile.api.taint.WritableInput;

import java.util.stream.Stream;

/** What was said in a channel. */
public record Message(String id, String channel) {
    /** What is to be said. */
    public record Draft(String channel, String text) implements WritableInput {
        @Override
        public Stream<String> texts() {
            return Stream.of(channel, text);
        }

        /** The body of a request. */
        public Json json() {
            return Json.object().put("channel", channel).put("text", text).build();
        }

        /** No words: what is said is not for logs. */
        @Override
        public String toString() {
            return "Message.Draft";
        }
    }

    /** A message as the server shows it. */
    public static Message read(JsonView view) {
        return new Message(view.field("id").text(), view.field("channel").text());
    }

    /** As the action's output schema says. */
    public Json json() {
        return Json.object().put("id", id).put("channel", channel).build();
    }
}
