package dev.stile.flow.template;

import dev.stile.api.connector.CallLimits;
import dev.stile.flow.document.DocumentView;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads how long and how much a call of a template may take. */
final class LimitsReader {
    private LimitsReader() {}

    static CallLimits read(Optional<DocumentView> limits, Warnings warnings) {
        CallLimits standard = CallLimits.standard();
        limits.ifPresent(
                place ->
                        warnings.unknown(
                                place,
                                List.of(
                                        "auth_seconds",
                                        "act_seconds",
                                        "silence_seconds",
                                        "max_line_bytes",
                                        "max_in_flight",
                                        "requests_per_minute")));
        return new CallLimits(
                seconds(limits, "auth_seconds", standard.auth()),
                seconds(limits, "act_seconds", standard.act()),
                seconds(limits, "silence_seconds", standard.silence()),
                whole(limits, "max_line_bytes", CallLimits.LINE_CEILING, standard.maxLineBytes()),
                whole(limits, "max_in_flight", 100_000, standard.maxInFlight()));
    }

    private static Duration seconds(Optional<DocumentView> limits, String name, Duration standard) {
        return Duration.ofSeconds(whole(limits, name, 86_400, (int) standard.toSeconds()));
    }

    private static int whole(Optional<DocumentView> limits, String name, int most, int standard) {
        return limits.flatMap(place -> place.find(name))
                .flatMap(place -> place.whole(1, most))
                .orElse(standard);
    }
}
