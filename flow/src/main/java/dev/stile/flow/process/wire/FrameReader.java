package dev.stile.flow.process.wire;

import dev.stile.api.action.ActionInput;
import dev.stile.api.event.Gap;
import dev.stile.api.event.SourceHealth;
import dev.stile.api.json.Json;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.EventId;
import dev.stile.core.json.JsonWriter;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Reads the frames of a stream. Any thread may use it. */
public final class FrameReader {
    private static final int LONGEST_ID = 512;
    private static final int LONGEST_KEY = 256;
    private static final String KIND = "[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}";

    /** Of an event that does not say its kind. */
    public static final String USUAL_KIND = "message";

    private static final String WORD = "[a-z0-9_]{1,64}";

    private final StrictJson json = new StrictJson();
    private final JsonWriter writer = new JsonWriter();

    /** Whether an event may be of that kind. */
    public static boolean isKind(String text) {
        return text.matches(KIND);
    }

    /** Whether an event may be kept in order by that. */
    public static boolean isKey(String text) {
        return Members.isBounded(text, LONGEST_KEY);
    }

    /** One frame. */
    public Told read(byte[] line) throws BadFrame {
        if (!(json.read(line) instanceof Json.JsonObject frame)) {
            throw new BadFrame("not_object");
        }
        Members members = new Members(frame);
        String type = members.text("type").orElseThrow(() -> new BadFrame("missing_type"));
        return switch (type) {
            case "event" -> event(members);
            case "checkpoint" -> new Told.Checkpoint(members.cursor("cursor"));
            case "health" -> health(members);
            case "gap" ->
                    new Told.Missing(
                            new Gap(
                                    members.cursorIfPresent("after"),
                                    members.cursorIfPresent("before"),
                                    members.text("reason")
                                            .filter(word -> word.matches(WORD))
                                            .orElse("unknown")));
            case "secret" -> secret(members);
            case "hello" -> new Told.Introduced(hello(members));
            default -> {
                if (members.flag("optional").orElse(false)) {
                    yield new Told.Ignored();
                }
                throw new BadFrame("unknown_type");
            }
        };
    }

    /** The one frame of a hello. */
    public Hello hello(byte[] output) throws BadFrame {
        if (json.read(output) instanceof Json.JsonObject frame) {
            Members members = new Members(frame);
            if (members.text("type").filter("hello"::equals).isPresent()) {
                return hello(members);
            }
        }
        throw new BadFrame("not_hello");
    }

    private static Hello hello(Members members) throws BadFrame {
        int protocol =
                members.positive("protocol").orElseThrow(() -> new BadFrame("missing_protocol"));
        Optional<Json.JsonObject> limits = members.object("limits");
        return new Hello(
                protocol,
                members.words("operations"),
                members.words("capabilities"),
                limits.isPresent() ? wished(new Members(limits.get())) : Hello.Wished.nothing());
    }

    private static Hello.Wished wished(Members limits) throws BadFrame {
        return new Hello.Wished(
                limits.positive("max_line_bytes"),
                limits.positive("max_in_flight"),
                limits.positive("silence_seconds").map(Duration::ofSeconds));
    }

    private Told event(Members members) throws BadFrame {
        EventId id = new EventId(members.bounded("id", LONGEST_ID));
        try {
            Json.JsonObject payload =
                    members.object("payload").orElseThrow(() -> new BadFrame("missing_payload"));
            String kind = members.text("kind").orElse(USUAL_KIND);
            if (!isKind(kind)) {
                throw new BadFrame("bad_kind");
            }
            if (new ActionInput(payload).texts().anyMatch(FrameReader::isNoText)) {
                throw new BadFrame("not_text");
            }
            return new Told.Event(
                    id,
                    members.cursor("cursor"),
                    members.time("time"),
                    kind,
                    members.boundedIfPresent("key", LONGEST_KEY),
                    payload,
                    writer.text(payload));
        } catch (BadFrame bad) {
            throw new BadFrame(bad.reason(), Optional.of(id), place(members));
        }
    }

    private static Optional<Cursor> place(Members members) {
        try {
            return members.cursorIfPresent("cursor");
        } catch (BadFrame alsoBad) {
            return Optional.empty();
        }
    }

    /** Half a surrogate pair is no text, though JSON can spell it. */
    private static boolean isNoText(String text) {
        return text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE);
    }

    private static Told health(Members members) throws BadFrame {
        String status = members.text("status").orElseThrow(() -> new BadFrame("missing_status"));
        return new Told.Health(
                new SourceHealth(
                        status(status),
                        members.text("reason").filter(word -> word.matches(WORD)),
                        members.time("next_retry_at"),
                        members.flag("caught_up").orElse(false)),
                members.text("detail"));
    }

    private static SourceHealth.Status status(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "ok" -> SourceHealth.Status.OK;
            case "offline" -> SourceHealth.Status.OFFLINE;
            case "retrying" -> SourceHealth.Status.RETRYING;
            case "auth_required" -> SourceHealth.Status.AUTH_REQUIRED;
            default -> SourceHealth.Status.DEGRADED;
        };
    }

    private static Told secret(Members members) throws BadFrame {
        String name = members.bounded("name", LONGEST_KEY);
        String value =
                members.text("value")
                        .filter(text -> !text.isEmpty())
                        .orElseThrow(() -> new BadFrame("missing_value"));
        try {
            return new Told.Secret(name, SecureValue.takeFrom(value.toCharArray()));
        } catch (IllegalArgumentException halfCharacter) {
            throw new BadFrame("not_text");
        }
    }
}
