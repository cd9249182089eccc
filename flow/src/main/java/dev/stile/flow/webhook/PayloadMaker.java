package dev.stile.flow.webhook;

import dev.stile.api.json.Json;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Makes of a body what rules read: the same few members whoever sent it, then the body itself as
 * {@code data}. The same body gives the same bytes. Pure.
 */
final class PayloadMaker {
    private static final int LONGEST_MESSAGE = 2_000;
    private static final int LONGEST_WORD = 500;

    /** Whole seconds up to here, milliseconds beyond: 1973 in milliseconds is 5138 in seconds. */
    private static final long LARGEST_SECONDS = 100_000_000_000L;

    private final Compaction compaction = new Compaction();

    /**
     * @param happened as the body says, else as given
     */
    record Made(
            Json.JsonObject payload,
            Instant happened,
            Optional<String> key,
            Optional<String> url) {}

    Made make(Preset.Mapping mapping, RawDelivery delivery, Json body, Instant otherwise) {
        Cuts cuts = new Cuts();
        Optional<String> event = first(mapping.event(), delivery, body, spot("event"), cuts);
        Optional<String> action = first(mapping.action(), delivery, body, spot("action"), cuts);
        Optional<String> url = first(mapping.url(), delivery, body, spot("url"), cuts);
        Instant happened =
                found(mapping.time(), delivery, body)
                        .flatMap(PayloadMaker::time)
                        .orElse(otherwise)
                        .truncatedTo(ChronoUnit.MILLIS);
        Json.ObjectBuilder source = Json.object();
        mapping.source()
                .forEach(
                        (name, places) ->
                                source.putIf(
                                        name,
                                        first(
                                                places,
                                                delivery,
                                                body,
                                                spot("source").child(name),
                                                cuts)));
        Json.ObjectBuilder payload = Json.object();
        String words = (event.orElse("delivery") + " " + action.orElse("")).strip();
        payload.put("message", message(mapping, delivery, body, cuts).orElse(words))
                .putIf("event", event)
                .putIf("action", action)
                .putIf("sender", first(mapping.sender(), delivery, body, spot("sender"), cuts))
                .putIf("url", url)
                .put("source", source.build())
                .put("time", happened.toString())
                .put("flags", List.of());
        return new Made(
                compaction.with(payload.build(), body, cuts),
                happened,
                found(mapping.key(), delivery, body).filter(key -> isLine(key, LONGEST_WORD)),
                url);
    }

    private static Optional<String> message(
            Preset.Mapping mapping, RawDelivery delivery, Json body, Cuts cuts) {
        return found(mapping.message(), delivery, body)
                .map(text -> cut(text, LONGEST_MESSAGE, spot("message"), cuts));
    }

    private static Optional<String> first(
            List<Place> places, RawDelivery delivery, Json body, Compaction.Spot field, Cuts cuts) {
        return found(places, delivery, body).map(text -> cut(text, LONGEST_WORD, field, cuts));
    }

    private static Optional<String> found(List<Place> places, RawDelivery delivery, Json body) {
        return places.stream().flatMap(place -> place.find(delivery, body).stream()).findFirst();
    }

    private static String cut(String text, int longest, Compaction.Spot field, Cuts cuts) {
        if (text.length() <= longest) {
            return text;
        }
        String kept = Compaction.beginning(text, longest);
        cuts.add(field, kept.length(), text.length());
        return kept;
    }

    private static Compaction.Spot spot(String member) {
        return Compaction.Spot.root(member);
    }

    private static boolean isLine(String text, int longest) {
        return text.length() <= longest && text.chars().noneMatch(Character::isISOControl);
    }

    private static Optional<Instant> time(String text) {
        try {
            if (text.matches("[0-9]{1,15}")) {
                long count = new BigDecimal(text).longValueExact();
                return Optional.of(
                        count > LARGEST_SECONDS
                                ? Instant.ofEpochMilli(count)
                                : Instant.ofEpochSecond(count));
            }
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
