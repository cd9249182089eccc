package dev.stile.flow.conform;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.Program;
import dev.stile.flow.process.wire.Hello;

import java.time.Duration;

/** Whether it introduces itself. */
record HelloCases(Cases cases) {
    private static final String FAMILY = "hello";

    /** Returns whether it makes sense to go on. */
    boolean run() {
        Program program = cases.options().template().manifest().program().orElseThrow();
        if (program.protocol() == Program.Protocol.ZERO) {
            cases.skip(FAMILY, "it says what it speaks", "FL-20", "not offered by protocol 0");
            return true;
        }
        return cases.check(
                FAMILY,
                "it says what it speaks and ends, within five seconds",
                "FL-20",
                () -> {
                    Hello hello =
                            cases.connector()
                                    .hello(
                                            Deadline.after(
                                                    Duration.ofSeconds(10)
                                                            .plus(cases.options().grace())));
                    return hello.protocol() == 1 ? "" : "no hello of protocol 1";
                });
    }
}
