package dev.stile.simulator.dialect;

import dev.stile.simulator.engine.StoredRecord;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.problem.Problem;
import dev.stile.simulator.wire.Request;
import dev.stile.simulator.wire.Response;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** The forms that answers have. */
public final class Answers {
    private Answers() {}

    /** A JSON value. */
    public static Response json(int status, Json value) {
        return Response.of(status, "application/json", value.bytes());
    }

    /** A refusal. */
    public static Response problem(Problem problem) {
        return Response.of(problem.status(), "application/problem+json", problem.json().bytes());
    }

    static Response record(int status, StoredRecord record) {
        return Response.of(status, "application/json", record.json())
                .with("ETag", quoted(record.version()));
    }

    static String quoted(String version) {
        return "\"" + version + "\"";
    }

    /** This answer, or 304 without a body if the client has it already. */
    static Response unlessHeld(Request request, Response response) {
        String tag = response.headers().first("ETag").orElseThrow();
        boolean held =
                request.headers().all("If-None-Match").stream()
                        .flatMap(line -> Arrays.stream(line.split(",")))
                        .map(String::strip)
                        // RFC 9110 section 13.1.2: If-None-Match compares weakly.
                        .anyMatch(given -> given.equals("*") || bare(given).equals(bare(tag)));
        return held ? Response.empty(304).with("ETag", tag) : response;
    }

    /** Whether one of the tags of If-Match is exactly this version; a weak tag never is. */
    static boolean matches(Request request, String version) {
        return request.headers().all("If-Match").stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .anyMatch(given -> given.equals("*") || given.equals(quoted(version)));
    }

    /** Refuses with 412 if the request names another version than this record has. */
    static void precondition(Request request, StoredRecord record) {
        if (request.headers().first("If-Match").isPresent()
                && !matches(request, record.version())) {
            throw Problem.of(412, "version_mismatch", "the record has another version now")
                    .with("current", Json.text(record.version()))
                    .with("record", record.document())
                    .refused();
        }
    }

    /** A tag that stands for these texts. */
    static String tag(List<String> texts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            texts.forEach(text -> digest.update((text + "\n").getBytes(StandardCharsets.UTF_8)));
            return "\"" + HexFormat.of().formatHex(digest.digest(), 0, 12) + "\"";
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static String bare(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
