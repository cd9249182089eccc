package dev.stile.simulator.control;

import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.fault.FaultRule;
import dev.stile.simulator.fault.Faults;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.problem.Problem;
import dev.stile.simulator.wire.Headers;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** Reads a fault rule out of what the control API is given, and shows one. */
final class FaultForm {
    private static final List<String> KINDS =
            List.of(
                    "delay",
                    "bandwidth",
                    "status",
                    "reset_before",
                    "reset_after",
                    "silence_before",
                    "silence_after",
                    "later_reset",
                    "later_silence",
                    "cut",
                    "wrong_length",
                    "no_length",
                    "chunked",
                    "half_header",
                    "wrong_type",
                    "duplicate_item",
                    "drop_item",
                    "replace_item",
                    "reorder",
                    "set_member",
                    "drop_member",
                    "set_header",
                    "stale_read",
                    "wrong_clock",
                    "redirect",
                    "huge",
                    "deep",
                    "gzip_bomb",
                    "edit");

    private FaultForm() {}

    static FaultRule read(Json.Obj form) {
        only(form, "", List.of("match", "times", "action"));
        Json.Obj match = form.object("match");
        only(match, "match.", List.of("method", "path", "actor", "nth"));
        return new FaultRule(
                match.text("method"),
                match.text("path"),
                match.text("actor"),
                count(match, "nth"),
                count(form, "times"),
                action(form.object("action")));
    }

    static Json.Obj json(Faults.Counted counted) {
        FaultRule rule = counted.rule();
        var match =
                Json.object()
                        .put("method", rule.method())
                        .put("path", rule.path())
                        .put("actor", rule.actor());
        rule.nth().ifPresent(nth -> match.put("nth", nth));
        var object =
                Json.object()
                        .put("id", counted.id())
                        .put("match", match.build())
                        .put("action", rule.action().toString())
                        .put("matched", counted.matched())
                        .put("hits", counted.hits());
        rule.times().ifPresent(times -> object.put("times", times));
        return object.build();
    }

    static FaultAction action(Json.Obj form) {
        String kind = form.text("kind").orElse("");
        return switch (kind) {
            case "delay" ->
                    new FaultAction.Delay(millis(form, "ms", 1000), millis(form, "jitter_ms", 0));
            case "bandwidth" ->
                    new FaultAction.Bandwidth((int) whole(form, "bytes_per_second", 100));
            case "status" ->
                    new FaultAction.Status(
                            (int) whole(form, "status", 500),
                            headers(form.object("headers")),
                            form.text("media_type").orElse("application/problem+json"),
                            form.text("body").orElse("{}"));
            case "reset_before" -> new FaultAction.Reset(false);
            case "reset_after" -> new FaultAction.Reset(true);
            case "silence_before" -> new FaultAction.Silence(false);
            case "silence_after" -> new FaultAction.Silence(true);
            case "later_reset" -> new FaultAction.Later(true);
            case "later_silence" -> new FaultAction.Later(false);
            case "cut" -> new FaultAction.Cut(whole(form, "at_byte", 0), form.isTrue("reset"));
            case "wrong_length" -> new FaultAction.WrongLength(whole(form, "difference", 100));
            case "no_length" -> new FaultAction.NoLength();
            case "chunked" -> new FaultAction.Chunked((int) whole(form, "size", 1000));
            case "half_header" -> new FaultAction.HalfHeader();
            case "wrong_type" -> new FaultAction.WrongType();
            case "duplicate_item" -> new FaultAction.DuplicateItem((int) whole(form, "index", 0));
            case "drop_item" -> new FaultAction.DropItem((int) whole(form, "index", 0));
            case "replace_item" ->
                    new FaultAction.ReplaceItem(
                            (int) whole(form, "index", 0),
                            form.get("item").orElse(new Json.Null()));
            case "reorder" -> new FaultAction.Reorder();
            case "set_member" ->
                    new FaultAction.SetMember(
                            Commands.required(form, "name"),
                            form.get("value").orElse(new Json.Null()));
            case "drop_member" -> new FaultAction.DropMember(Commands.required(form, "name"));
            case "set_header" ->
                    new FaultAction.SetHeader(
                            oneLine(Commands.required(form, "name")),
                            oneLine(Commands.required(form, "value")));
            case "stale_read" -> new FaultAction.StaleRead();
            case "wrong_clock" -> new FaultAction.WrongClock(millis(form, "offset_ms", 0));
            case "redirect" ->
                    new FaultAction.Redirect(
                            (int) whole(form, "status", 302),
                            oneLine(Commands.required(form, "location")));
            case "huge" -> new FaultAction.Huge(whole(form, "bytes", 64 << 20));
            case "deep" ->
                    new FaultAction.Deep((int) Math.min(1_000_000, whole(form, "levels", 10_000)));
            case "gzip_bomb" -> new FaultAction.GzipBomb(whole(form, "bytes", 256 << 20));
            case "edit" ->
                    new FaultAction.Edit(
                            form.items("edits").stream().map(item -> (Json.Obj) item).toList());
            default ->
                    throw Problem.notAllowed("action.kind", "there is no such action", KINDS)
                            .refused();
        };
    }

    private static Headers headers(Json.Obj form) {
        Headers headers = Headers.none();
        for (String name : form.members().keySet()) {
            headers = headers.with(oneLine(name), oneLine(form.text(name).orElse("")));
        }
        return headers;
    }

    private static String oneLine(String text) {
        if (text.indexOf('\r') >= 0 || text.indexOf('\n') >= 0) {
            throw Problem.invalid("action", "format", "a header is one line").refused();
        }
        return text;
    }

    static void only(Json.Obj form, String prefix, List<String> known) {
        form.members().keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(
                        name -> {
                            throw Problem.invalid(
                                            prefix + name,
                                            "unknown_field",
                                            "there is no such member")
                                    .refused();
                        });
    }

    private static long whole(Json.Obj form, String name, long otherwise) {
        return form.number(name).orElse(otherwise);
    }

    private static Duration millis(Json.Obj form, String name, long otherwise) {
        return Duration.ofMillis(whole(form, name, otherwise));
    }

    static OptionalInt count(Json.Obj form, String name) {
        return form.number(name)
                .map(value -> OptionalInt.of(value.intValue()))
                .orElse(OptionalInt.empty());
    }
}
