package dev.stile.cli.events;

import dev.stile.cli.desk.GivenTime;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

import java.time.DateTimeException;
import java.time.Instant;

/** Values as they are typed after one command. */
record Typed(String verb) {
    Instant time(String typed) {
        try {
            return GivenTime.parse(typed);
        } catch (DateTimeException wrong) {
            throw usage("not a time: " + typed, "a time is written 2026-05-01T00:00:00Z");
        }
    }

    Failure usage(String headline, String detail) {
        return Failure.of(Code.USAGE)
                .headline(headline)
                .detail(detail)
                .argument("verb", verb.split(" "))
                .build();
    }
}
