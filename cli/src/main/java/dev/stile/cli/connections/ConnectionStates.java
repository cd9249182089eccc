package dev.stile.cli.connections;

import dev.stile.api.json.Json;
import dev.stile.api.value.Cursor;
import dev.stile.cli.desk.Desk;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.core.connection.ConnectionStore;
import dev.stile.core.connection.StoredSettings;
import dev.stile.core.error.Code;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.core.error.Failure;
import dev.stile.core.error.ShellWords;
import dev.stile.core.inbox.Consumer;
import dev.stile.core.inbox.StreamName;
import dev.stile.core.registry.ConnectorRegistry;
import dev.stile.flow.connection.ConnectionState;
import dev.stile.flow.connection.Notice;
import dev.stile.flow.connection.SecretMark;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Connections with where they stand, as commands show them. */
final class ConnectionStates {
    private static final String UNKNOWN = "unknown";

    private final Desk desk;

    /** Why connectors cannot be used, each asked for once: many connections have the same one. */
    private final Map<String, Optional<Failure>> refusals = new HashMap<>();

    ConnectionStates(Desk desk) {
        this.desk = desk;
    }

    /** All of them. Makes no home where there is none. */
    List<ConnectionState> all() {
        return desk.house().isFurnished()
                ? desk.flow().lives().all(desk.patience()).stream().map(this::now).toList()
                : List.of();
    }

    /**
     * The one of that name.
     *
     * @throws dev.stile.core.error.Failure UNKNOWN_CONNECTION
     */
    ConnectionState require(String name) {
        ConnectionSlug slug = desk.house().connection(name).slug();
        return desk.flow()
                .lives()
                .find(slug, desk.patience())
                .map(this::now)
                .orElseThrow(() -> ConnectionStore.unknown(name, desk.house().allConnections()));
    }

    /** Nothing that was kept of it holds while its connector cannot be used. */
    private ConnectionState now(ConnectionState kept) {
        return broken(kept).map(failure -> kept.offline(failure.code())).orElse(kept);
    }

    private Optional<Failure> broken(ConnectionState state) {
        ConnectorRegistry registry = desk.house().registry();
        return refusals.computeIfAbsent(state.connection().connector(), registry::refusal)
                .or(() -> registry.unfit(state.connection()));
    }

    /** What needs a person now, with what to type. */
    Optional<Notice> notice(ConnectionState state) {
        String slug = state.connection().slug().text();
        return broken(state)
                .map(
                        failure ->
                                new Notice(
                                        slug,
                                        state.health(),
                                        "the connection " + slug + ": " + says(failure),
                                        next(failure)))
                .or(state::notice);
    }

    /** All of it in one line. */
    private static String says(Failure failure) {
        return failure.registered() == Code.SETTINGS_NOT_VALID
                ? String.join("; ", ErrorPrinter.details(failure))
                : failure.headline();
    }

    /** The words of the command that leads on. */
    private static List<String> next(Failure failure) {
        return failure.registered() == Code.SETTINGS_NOT_VALID
                ? Stream.concat(
                                Stream.of("stile", "connect"),
                                failure
                                        .arguments()
                                        .getOrDefault(StoredSettings.MENDED, List.of())
                                        .stream())
                        .toList()
                : List.of("stile", "connector", "list");
    }

    /** That it told secrets, and what lets it be forgotten. */
    static Optional<String> secretMark(ConnectionState state) {
        String slug = state.connection().slug().text();
        return state.secretMark()
                .map(
                        mark ->
                                "secrets stood in what the connection "
                                        + slug
                                        + " told and were taken out (secret_in_output, "
                                        + mark.times()
                                        + " times, last at "
                                        + mark.lastAt()
                                        + "); look why, replace them, then: "
                                        + ShellWords.command("stile connection restart", slug));
    }

    Optional<Cursor> cursor(ConnectionState state) {
        return desk.house()
                .inbox()
                .cursor(desk.patience(), StreamName.live(state.connection().slug().text()));
    }

    Json.ObjectBuilder document(ConnectionState state) {
        Json.ObjectBuilder document =
                ConnectionDocument.of(state.connection())
                        .put("lifecycle", state.life().lifecycle().wire())
                        .put("state", state.word())
                        .put("health", state.health().wire())
                        .putIf("reason", state.life().reason())
                        .put("cursor", cursor(state).map(Cursor::text).orElse(UNKNOWN))
                        .put("last_event_at", time(state.lastEvent()))
                        .put("last_frame_at", time(state.lastFrame()))
                        .put("caught_up", state.caughtUp())
                        .put("restarts", state.restarts())
                        .put("in_flight", state.inFlight())
                        .put("quarantined", state.quarantined())
                        .put("consumers", state.consumers().stream().map(Consumer::name).toList())
                        .put(
                                "notices",
                                Json.array(
                                        notice(state).stream()
                                                .map(ConnectionStates::document)
                                                .toList()));
        state.life().account().ifPresent(name -> document.put("account", account(name)));
        state.secretMark().ifPresent(mark -> document.put("secret_in_output", document(mark)));
        return document;
    }

    /** The other side's word, made safe when it was kept; it stays marked as what it is. */
    private static Json account(String name) {
        return Json.object().put("tainted", true).put("text", name).build();
    }

    private static Json document(SecretMark mark) {
        return Json.object()
                .put("times", mark.times())
                .put("last_at", mark.lastAt().toString())
                .build();
    }

    private static Json document(Notice notice) {
        return Json.object()
                .put("health", notice.health().wire())
                .put("message", notice.headline())
                .put("next", ShellWords.line(notice.command()))
                .build();
    }

    static String time(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(UNKNOWN);
    }
}
