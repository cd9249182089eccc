package dev.stile.simulator.control;

import dev.stile.simulator.json.Json;
import dev.stile.simulator.problem.Problem;
import dev.stile.simulator.time.SimulatedClock;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/** Sets a clock as the control API is told, and shows one. */
final class ClockForm {
    private ClockForm() {}

    static Json.Obj json(SimulatedClock clock) {
        return Json.object()
                .put("now", clock.now().toString())
                .put("frozen", clock.isFrozen())
                .put("date_offset_ms", clock.dateOffset().toMillis())
                .build();
    }

    static void set(SimulatedClock clock, Json.Obj form) {
        form.text("mode")
                .ifPresent(
                        mode -> {
                            switch (mode) {
                                case "real" -> clock.run();
                                case "frozen" ->
                                        clock.freeze(
                                                form.text("at")
                                                        .map(ClockForm::instant)
                                                        .orElse(clock.now()));
                                default ->
                                        throw Problem.notAllowed(
                                                        "mode",
                                                        "there is no such mode",
                                                        List.of("real", "frozen"))
                                                .refused();
                            }
                        });
        form.number("advance_ms").ifPresent(by -> clock.advance(Duration.ofMillis(by)));
        form.number("date_offset_ms").ifPresent(by -> clock.offsetDates(Duration.ofMillis(by)));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException malformed) {
            throw Problem.invalid("at", "format", "a time is written 2026-11-21T09:00:00Z")
                    .refused();
        }
    }
}
