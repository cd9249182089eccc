package dev.stile.flow.process;

import dev.stile.api.call.Deadline;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.json.Json;
import dev.stile.flow.process.wire.DescriptionReader;
import dev.stile.flow.process.wire.Output;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks a program what it can do (FL-14). It gets no input, and as long as for a hello. */
record Describing(Caller caller, Greetings greetings) {
    private static final String OPERATION = "describe";

    Optional<Json.JsonObject> ask(Deadline deadline) {
        if (!greetings.greeting(deadline).offers(OPERATION)) {
            return Optional.empty();
        }
        OneShot.Ended ended =
                OneShot.run(
                        caller.start(List.of(OPERATION), Map.of(), Output.MOST),
                        new byte[0],
                        deadline.orSooner(caller.host().times().hello()),
                        caller.host().times());
        try {
            return Optional.of(new DescriptionReader().read(ended.output()));
        } catch (ConnectorException notSaid) {
            throw caller.saying(notSaid, ended.errors());
        }
    }
}
