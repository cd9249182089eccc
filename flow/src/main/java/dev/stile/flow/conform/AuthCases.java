package dev.stile.flow.conform;

import dev.stile.api.call.Deadline;
import dev.stile.flow.process.wire.AuthAnswer;

import java.time.Duration;

/** Whether it says definitely that its account works. */
record AuthCases(Cases cases) {
    private static final String FAMILY = "auth-ok";
    private static final String NAME = "it answers yes, definitely";

    void run() {
        if (!cases.offers(FAMILY)) {
            cases.skip(FAMILY, NAME, "FL-22", Cases.NOT_OFFERED);
            return;
        }
        cases.check(
                FAMILY,
                NAME,
                "FL-22",
                () ->
                        switch (cases.connector().probe(Deadline.after(Duration.ofSeconds(60)))) {
                            case AuthAnswer.Good good -> "";
                            case AuthAnswer.Broken broken -> "it said no";
                            case AuthAnswer.Unclear(String why) -> why;
                        });
    }
}
