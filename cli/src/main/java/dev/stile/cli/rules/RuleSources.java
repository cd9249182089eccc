package dev.stile.cli.rules;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Desk;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.flow.connection.ConnectionState;
import dev.stile.flow.connection.Lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How the connections of a rule are that was just stored (FL-63). */
final class RuleSources {
    private final Desk desk;

    RuleSources(Desk desk) {
        this.desk = desk;
    }

    /** The state of each; warns of one whose events cannot come now. */
    List<Json> tell(Set<String> connections) {
        List<Json> states = new ArrayList<>();
        for (String slug : connections.stream().sorted().toList()) {
            state(slug)
                    .ifPresent(
                            state -> {
                                states.add(document(state));
                                warn(state);
                            });
        }
        return states;
    }

    /** The events of Stile itself have no connection. */
    private Optional<ConnectionState> state(String slug) {
        return ConnectionSlug.isValid(slug)
                ? desk.flow().lives().find(new ConnectionSlug(slug), desk.patience())
                : Optional.empty();
    }

    private static Json document(ConnectionState state) {
        return Json.object()
                .put("slug", state.connection().slug().text())
                .put("lifecycle", state.life().lifecycle().wire())
                .put("health", state.health().wire())
                .build();
    }

    private void warn(ConnectionState state) {
        String slug = state.connection().slug().text();
        Lifecycle lifecycle = state.life().lifecycle();
        if (lifecycle == Lifecycle.DISABLED
                || lifecycle == Lifecycle.DELETING
                || state.health().needsPerson()) {
            desk.warn(
                    Failure.of(Code.CONNECTION_NOT_READY)
                            .headline("the events of " + slug + " do not come now")
                            .detail("it is " + lifecycle.wire() + ", " + state.health().wire())
                            .argument("connection", slug)
                            .build());
        }
    }
}
