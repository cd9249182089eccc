package dev.stile.flow.process;

import dev.stile.api.call.Deadline;
import dev.stile.api.json.Json;
import dev.stile.api.value.Cursor;
import dev.stile.flow.process.PositionedProgram.Veto;
import dev.stile.flow.process.wire.AuthAnswer;
import dev.stile.flow.process.wire.Hello;
import dev.stile.flow.process.wire.Lines;
import dev.stile.flow.process.wire.Output;

import java.util.List;
import java.util.Optional;

/**
 * Asks a program whether its stream can begin somewhere (FL-58). Its answer is yes or no in the
 * form of a probe's; what is neither is no: nobody knows then where the stream would begin.
 */
record Positioning(Caller caller, Greetings greetings) {
    private static final String OPERATION = "position";

    Optional<Veto> ask(Optional<Cursor> cursor, String start, Deadline deadline) {
        Deadline soon = deadline.orSooner(caller.manifest().limits().auth());
        Hello hello = greetings.greeting(soon);
        if (!hello.offers(OPERATION)) {
            return Optional.empty();
        }
        try (GivenSecrets given = caller.secrets().resolve(soon)) {
            OneShot.Ended ended =
                    OneShot.run(
                            caller.start(
                                    List.of(OPERATION, caller.connection()),
                                    given.environment(),
                                    Output.MOST),
                            line(cursor, start, given),
                            soon,
                            caller.host().times());
            return switch (AuthAnswer.of(ended.output())) {
                case AuthAnswer.Good good -> Optional.empty();
                case AuthAnswer.Broken(Optional<String> why) ->
                        Optional.of(new Veto("its program says no", why.map(caller::said)));
                case AuthAnswer.Unclear(String why) ->
                        Optional.of(
                                new Veto(
                                        "its program was asked and gave no answer: " + why,
                                        Optional.empty()));
            };
        }
    }

    private byte[] line(Optional<Cursor> cursor, String start, GivenSecrets given) {
        return new Lines()
                .line(
                        Json.object()
                                .put("op", OPERATION)
                                .put("protocol", Greetings.OURS)
                                .put("connection", caller.connection())
                                .putIf("cursor", cursor.map(Cursor::text))
                                .put("start", start)
                                .put("settings", caller.settings())
                                .build(),
                        given.lines());
    }
}
