package dev.stile.simulator.dialect;

import dev.stile.simulator.engine.Change;
import dev.stile.simulator.engine.Cursor;
import dev.stile.simulator.engine.Project;
import dev.stile.simulator.engine.StoredRecord;
import dev.stile.simulator.engine.View;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.wire.Response;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pages of records and of changes. The bytes of a record are copied, and made anew only where the
 * project lists no bodies.
 */
final class Listings {
    private final String instance;

    Listings(String instance) {
        this.instance = instance;
    }

    String scope(Project project) {
        return instance + "-" + project.incarnation();
    }

    Response records(Call call, Project project) {
        Query query = call.query("limit", "cursor");
        int limit = query.limit();
        View view = call.listingView(project);
        Optional<Cursor> cursor =
                query.text("cursor").map(text -> resumed(call, project, text, Cursor.Kind.RECORDS));
        long until = cursor.map(Cursor::until).orElseGet(() -> newest(project, view));
        List<StoredRecord> found =
                project.page(cursor.map(Cursor::position).orElse(0L), limit + 1, view);
        List<StoredRecord> page = found.subList(0, Math.min(limit, found.size()));
        Optional<Long> next =
                found.size() > limit ? Optional.of(page.getLast().number()) : Optional.empty();
        Page answer = new Page();
        page.forEach(record -> answer.item(record.version(), listed(project, record)));
        return finish(
                call,
                project,
                answer,
                next.map(
                        at ->
                                new Cursor(
                                        Cursor.Kind.RECORDS,
                                        scope(project),
                                        at,
                                        until,
                                        issued(call, project))),
                until);
    }

    Response changes(Call call, Project project) {
        Query query = call.query("limit", "since", "cursor");
        int limit = query.limit();
        View view = call.listingView(project);
        long after;
        long until;
        if (query.text("cursor").isPresent()) {
            Cursor cursor = resumed(call, project, query.required("cursor"), Cursor.Kind.CHANGES);
            after = cursor.position();
            until = cursor.until();
        } else {
            after = since(project, query.required("since"));
            until = Math.max(after, newest(project, view));
        }
        List<Map.Entry<Long, Change>> found = project.changes(after, until, limit + 1);
        List<Map.Entry<Long, Change>> page = found.subList(0, Math.min(limit, found.size()));
        Optional<Long> next =
                found.size() > limit ? Optional.of(page.getLast().getKey()) : Optional.empty();
        Page answer = new Page();
        page.forEach(entry -> addChange(answer, project, entry, view));
        return finish(
                call,
                project,
                answer,
                next.map(
                        at ->
                                new Cursor(
                                        Cursor.Kind.CHANGES,
                                        scope(project),
                                        at,
                                        until,
                                        issued(call, project))),
                until);
    }

    /** A record as listings show it, whatever a single read has. */
    private static byte[] listed(Project project, StoredRecord record) {
        return project.settings().listsBodies()
                ? record.json()
                : record.document().without("body").bytes();
    }

    private static void addChange(
            Page answer, Project project, Map.Entry<Long, Change> entry, View view) {
        switch (entry.getValue()) {
            case Change.Written(StoredRecord record) ->
                    view.of(record)
                            .ifPresent(
                                    seen -> {
                                        byte[] json = listed(project, seen);
                                        ByteArrayOutputStream item =
                                                new ByteArrayOutputStream(json.length + 32);
                                        item.writeBytes(
                                                "{\"kind\":\"record\",\"record\":"
                                                        .getBytes(StandardCharsets.US_ASCII));
                                        item.writeBytes(json);
                                        item.write('}');
                                        answer.item(seen.version(), item.toByteArray());
                                    });
            case Change.Deleted(StoredRecord last, Instant at) ->
                    answer.item(
                            "-" + entry.getKey(),
                            Json.object()
                                    .put("kind", "deleted")
                                    .put("id", last.id())
                                    .put("at", at.toString())
                                    .build()
                                    .bytes());
            case Change.Moved(StoredRecord last, String to, Instant at) ->
                    answer.item(
                            ">" + entry.getKey(),
                            Json.object()
                                    .put("kind", "moved")
                                    .put("from", last.id())
                                    .put("to", to)
                                    .put("at", at.toString())
                                    .build()
                                    .bytes());
        }
    }

    private Response finish(
            Call call, Project project, Page page, Optional<Cursor> next, long until) {
        String asOf =
                new Cursor(Cursor.Kind.SINCE, scope(project), until, until, Instant.EPOCH).text();
        page.tags.add(asOf);
        page.tags.add(next.map(cursor -> Long.toString(cursor.position())).orElse("complete"));
        var end = Json.object();
        next.ifPresentOrElse(
                cursor -> end.put("next", cursor.text()), () -> end.put("complete", true));
        end.put("as_of", asOf).put("server_time", call.now().toString());
        Response response =
                Response.of(200, "application/json", page.close(end.build()))
                        // Weak, because the time in it is another one each time.
                        .with("ETag", "W/" + Answers.tag(page.tags));
        return Answers.unlessHeld(call.request(), response);
    }

    private Cursor resumed(Call call, Project project, String text, Cursor.Kind kind) {
        Cursor cursor = Cursor.parse(text, kind, scope(project));
        if (project.settings()
                .pageLife()
                .filter(life -> call.now().isAfter(cursor.issued().plus(life)))
                .isPresent()) {
            throw Cursor.expired().refused();
        }
        return cursor;
    }

    private long since(Project project, String text) {
        long position = Cursor.parse(text, Cursor.Kind.SINCE, scope(project)).position();
        if (position > project.sequence()) {
            throw Cursor.bad().refused();
        }
        if (project.sequence() - position > project.settings().retention()) {
            throw Cursor.expired().refused();
        }
        return position;
    }

    private static long newest(Project project, View view) {
        return switch (view) {
            case View.AsOf(Instant time) -> project.sequenceAsOf(time);
            case View.Current _, View.Stale _ -> project.sequence();
        };
    }

    private static Instant issued(Call call, Project project) {
        return project.settings().pageLife().isPresent() ? call.now() : Instant.EPOCH;
    }

    /** An object whose first member is the list of items, joined from bytes. */
    private static final class Page {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream(64 << 10);
        private final List<String> tags = new ArrayList<>();

        private Page() {
            out.writeBytes("{\"items\":[".getBytes(StandardCharsets.US_ASCII));
        }

        private void item(String tag, byte[] json) {
            if (!tags.isEmpty()) {
                out.write(',');
            }
            tags.add(tag);
            out.writeBytes(json);
        }

        private byte[] close(Json.Obj end) {
            byte[] rest = end.bytes();
            out.writeBytes("],".getBytes(StandardCharsets.US_ASCII));
            out.write(rest, 1, rest.length - 1);
            return out.toByteArray();
        }
    }
}
