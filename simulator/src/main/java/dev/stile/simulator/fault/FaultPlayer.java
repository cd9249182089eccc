package dev.stile.simulator.fault;

import dev.stile.simulator.json.Json;
import dev.stile.simulator.json.JsonReader;
import dev.stile.simulator.json.MalformedJsonException;
import dev.stile.simulator.wire.Body;
import dev.stile.simulator.wire.Delivery;
import dev.stile.simulator.wire.Headers;
import dev.stile.simulator.wire.Response;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;

/** Does to an answer what an action says. */
public final class FaultPlayer {
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private final RandomGenerator random;

    /** A player whose jitter comes from here. */
    public FaultPlayer(RandomGenerator random) {
        this.random = random;
    }

    /**
     * What comes in place of the answer, if the action says so; then the request is not applied.
     */
    public Optional<Response> inPlace(FaultAction action) {
        return switch (action) {
            case FaultAction.Status(int status, Headers headers, String mediaType, String body) -> {
                Response response = text(status, mediaType, body);
                for (Headers.Field field : headers.fields()) {
                    response = response.with(field.name(), field.value());
                }
                yield Optional.of(response);
            }
            case FaultAction.Reset(boolean applied) -> unless(applied, new Delivery.Reset());
            case FaultAction.Silence(boolean applied) -> unless(applied, new Delivery.Silence());
            case FaultAction.Later(boolean reset) ->
                    unless(false, reset ? new Delivery.Reset() : new Delivery.Silence());
            case FaultAction.WrongType _ ->
                    Optional.of(
                            text(
                                    200,
                                    "text/html",
                                    "<!doctype html><title>Sign in</title><p>Please sign in.</p>\n"));
            case FaultAction.Redirect(int status, String location) ->
                    Optional.of(Response.empty(status).with("Location", location));
            case FaultAction.Huge(long bytes) -> Optional.of(filled(bytes));
            case FaultAction.Deep(int levels) ->
                    Optional.of(
                            text(200, "application/json", "[".repeat(levels) + "]".repeat(levels)));
            case FaultAction.GzipBomb(long bytes) ->
                    Optional.of(
                            Response.of(200, "application/json", compressedBlanks(bytes))
                                    .with("Content-Encoding", "gzip"));
            case FaultAction.Delay _,
                    FaultAction.Bandwidth _,
                    FaultAction.Cut _,
                    FaultAction.WrongLength _,
                    FaultAction.NoLength _,
                    FaultAction.Chunked _,
                    FaultAction.HalfHeader _,
                    FaultAction.DuplicateItem _,
                    FaultAction.DropItem _,
                    FaultAction.ReplaceItem _,
                    FaultAction.Reorder _,
                    FaultAction.SetMember _,
                    FaultAction.DropMember _,
                    FaultAction.SetHeader _,
                    FaultAction.StaleRead _,
                    FaultAction.WrongClock _,
                    FaultAction.Edit _ ->
                    Optional.empty();
        };
    }

    /** The answer as the action leaves it. */
    public Response after(FaultAction action, Response response) {
        return switch (action) {
            case FaultAction.Delay(Duration time, Duration jitter) ->
                    response.after(
                            time.plusNanos(
                                    jitter.isZero() ? 0 : random.nextLong(jitter.toNanos())));
            case FaultAction.Bandwidth(int bytesPerSecond) ->
                    response.with(new Delivery.Slow(bytesPerSecond));
            case FaultAction.Reset _ -> response.with(new Delivery.Reset());
            case FaultAction.Silence _ -> response.with(new Delivery.Silence());
            case FaultAction.Cut(long atByte, boolean reset) ->
                    response.with(new Delivery.Cut(atByte, reset));
            case FaultAction.WrongLength(long difference) ->
                    response.with(new Delivery.WrongLength(difference));
            case FaultAction.NoLength _ -> response.with(new Delivery.NoLength());
            case FaultAction.Chunked(int size) -> response.with(new Delivery.Chunked(size));
            case FaultAction.HalfHeader _ -> response.with(new Delivery.HalfHeader());
            case FaultAction.DuplicateItem(int index) ->
                    items(
                            response,
                            items -> {
                                items.add(index, items.get(index));
                                return items;
                            });
            case FaultAction.DropItem(int index) ->
                    items(
                            response,
                            items -> {
                                items.remove(index);
                                return items;
                            });
            case FaultAction.ReplaceItem(int index, Json item) ->
                    items(
                            response,
                            items -> {
                                items.set(index, item);
                                return items;
                            });
            case FaultAction.Reorder _ ->
                    items(
                            response,
                            items -> {
                                Collections.reverse(items);
                                return items;
                            });
            case FaultAction.SetMember(String name, Json value) ->
                    object(response, body -> body.with(name, value));
            case FaultAction.DropMember(String name) ->
                    object(response, body -> body.without(name));
            case FaultAction.SetHeader(String name, String value) -> response.with(name, value);
            case FaultAction.WrongClock(Duration offset) -> shifted(response, offset);
            case FaultAction.Status _,
                    FaultAction.Later _,
                    FaultAction.WrongType _,
                    FaultAction.Redirect _,
                    FaultAction.Huge _,
                    FaultAction.Deep _,
                    FaultAction.GzipBomb _,
                    FaultAction.StaleRead _,
                    FaultAction.Edit _ ->
                    response;
        };
    }

    private static Optional<Response> unless(boolean applied, Delivery delivery) {
        return applied ? Optional.empty() : Optional.of(Response.empty(200).with(delivery));
    }

    private static Response text(int status, String mediaType, String body) {
        return Response.of(status, mediaType, body.getBytes(StandardCharsets.UTF_8));
    }

    private static Response filled(long bytes) {
        byte[] filler = "x".repeat(64 << 10).getBytes(StandardCharsets.US_ASCII);
        return text(200, "application/json", "")
                .with(
                        new Body.Repeated(
                                "{\"items\":[{\"id\":\"1\",\"body\":\""
                                        .getBytes(StandardCharsets.US_ASCII),
                                filler,
                                Math.max(1, bytes / filler.length),
                                "\"}],\"complete\":true}".getBytes(StandardCharsets.US_ASCII)));
    }

    private static byte[] compressedBlanks(long bytes) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        byte[] blanks = " ".repeat(64 << 10).getBytes(StandardCharsets.US_ASCII);
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            for (long written = 0; written < bytes; written += blanks.length) {
                gzip.write(blanks);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return compressed.toByteArray();
    }

    private static Response shifted(Response response, Duration offset) {
        Response dated =
                response.headers()
                        .first("Date")
                        .map(
                                date ->
                                        ZonedDateTime.parse(
                                                date, DateTimeFormatter.RFC_1123_DATE_TIME))
                        .map(date -> response.with("Date", HTTP_DATE.format(date.plus(offset))))
                        .orElse(response);
        return object(
                dated,
                body ->
                        body.text("server_time")
                                .map(
                                        time ->
                                                body.with(
                                                        "server_time",
                                                        Json.text(
                                                                Instant.parse(time)
                                                                        .plus(offset)
                                                                        .toString())))
                                .orElse(body));
    }

    private static Response items(Response response, UnaryOperator<List<Json>> change) {
        return object(
                response,
                body -> {
                    List<Json> items = new ArrayList<>(body.items("items"));
                    return items.isEmpty()
                            ? body
                            : body.with("items", Json.list(change.apply(items)));
                });
    }

    private static Response object(Response response, UnaryOperator<Json.Obj> change) {
        try {
            return JsonReader.read(response.bytes()) instanceof Json.Obj body
                    ? response.with(new Body.Bytes(change.apply(body).bytes()))
                    : response;
        } catch (MalformedJsonException notJson) {
            return response;
        }
    }
}
