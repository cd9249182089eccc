package dev.stile.flow.process;

import dev.stile.api.call.Deadline;
import dev.stile.api.error.StileException;
import dev.stile.api.json.Json;
import dev.stile.core.error.Code;
import dev.stile.flow.process.wire.AuthAnswer;
import dev.stile.flow.process.wire.Hello;
import dev.stile.flow.process.wire.Lines;
import dev.stile.flow.process.wire.Output;

import java.util.List;
import java.util.Optional;

/** Asks a program whether its account works (FL-22, FL-23). */
record Probe(Caller caller, Greetings greetings) {
    private static final String OPERATION = "auth-ok";

    AuthAnswer ask(Deadline deadline) {
        Deadline soon = deadline.orSooner(caller.manifest().limits().auth());
        try (GivenSecrets given = caller.secrets().resolve(soon)) {
            Hello hello = greetings.offering(OPERATION, soon);
            OneShot.Ended ended =
                    OneShot.run(
                            caller.start(
                                    List.of(OPERATION, caller.connection()),
                                    given.environment(),
                                    Output.MOST),
                            line(hello, given),
                            soon,
                            caller.host().times());
            return cleaned(AuthAnswer.of(ended.output()));
        } catch (StileException notAsked) {
            if (notAsked.code().equals(Code.SECRET_IN_ENVIRONMENT.slug())) {
                // Not for the other side to say, and a person can put it right.
                throw notAsked;
            }
            return new AuthAnswer.Unclear(notAsked.headline());
        }
    }

    private byte[] line(Hello hello, GivenSecrets given) {
        if (hello.protocol() == 0) {
            return new byte[0];
        }
        return new Lines()
                .line(
                        Json.object()
                                .put("op", OPERATION)
                                .put("protocol", hello.protocol())
                                .put("connection", caller.connection())
                                .put("settings", caller.settings())
                                .build(),
                        given.lines());
    }

    private AuthAnswer cleaned(AuthAnswer answer) {
        return switch (answer) {
            case AuthAnswer.Good good ->
                    new AuthAnswer.Good(
                            clean(good.account()),
                            good.scopes().stream().map(caller.host().redactor()::clean).toList(),
                            good.expiresAt(),
                            clean(good.detail()));
            case AuthAnswer.Broken broken -> new AuthAnswer.Broken(clean(broken.detail()));
            case AuthAnswer.Unclear unclear -> unclear;
        };
    }

    private Optional<String> clean(Optional<String> text) {
        return text.map(caller.host().redactor()::clean);
    }
}
