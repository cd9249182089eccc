package dev.stile.cli.flow;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.action.Category;
import dev.stile.api.json.Json;
import dev.stile.cli.wiring.House;
import dev.stile.core.connection.Connection;
import dev.stile.flow.delivery.SendActions;

import java.util.List;
import java.util.Optional;

/** Finds the action by which a connection sends a message, among what it offers. */
record MessageActions(House house) implements SendActions {
    private static final List<String> TEXT_FIELDS = List.of("text", "message", "body");

    @Override
    public Optional<SendAction> of(String connection) {
        Connection known = house.connections().require(connection, House.patience());
        return new OfferedActions(house)
                .of(known).stream()
                        .filter(
                                action ->
                                        action.permission().category()
                                                == Category.EXTERNAL_MESSAGE_SEND)
                        .flatMap(action -> sendAction(action).stream())
                        .findFirst();
    }

    private static Optional<SendAction> sendAction(ActionSpec action) {
        Optional<String> to =
                action.recipient()
                        .filter(pointer -> pointer.lastIndexOf('/') == 0)
                        .map(pointer -> pointer.substring(1));
        Optional<String> text =
                TEXT_FIELDS.stream().filter(name -> has(action.inputSchema(), name)).findFirst();
        return to.isPresent() && text.isPresent()
                ? Optional.of(new SendAction(action.slug(), to.get(), text.get()))
                : Optional.empty();
    }

    private static boolean has(Json schema, String property) {
        return schema instanceof Json.JsonObject object
                && object.get("properties").orElseGet(Json::nothing)
                        instanceof Json.JsonObject properties
                && properties.get(property).isPresent();
    }
}
