package dev.stile.testkit.compile;

import dev.stile.testkit.Proves;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

/** What the types of taint, sinks and secrets keep out. */
final class TaintDoesNotCompileTest {
    private static final String WRONG_TYPE = "compiler.err.prob.found.req";
    private static final String NOT_PUBLIC = "compiler.err.not.def.public.cant.access";
    private static final String NO_SYMBOL = "compiler.err.cant.resolve.location.args";

    private static final String FRAME =
            """
            import dev.stile.api.call.CallContext;
            import dev.stile.api.http.HttpRequest;
            import dev.stile.api.http.Url;
            import dev.stile.api.json.Json;
            import dev.stile.api.label.Label;
            import dev.stile.api.record.*;
            import dev.stile.api.secret.SecureValue;
            import dev.stile.api.store.*;
            import dev.stile.api.taint.*;
            import dev.stile.api.value.*;

            final class Program {
                void terminal(Untainted<String, Sink.Terminal> text) {}
                void log(Untainted<String, Sink.Log> text) {}
                void text(String text) {}

                void run(
                        Tainted<String> tainted,
                        Tainted<TrackerRecord> record,
                        Tainted<RecordDraft> taintedDraft,
                        RecordStore store,
                        ProjectRef project,
                        RecordId id,
                        IdempotencyKey key,
                        CallContext call,
                        Url url,
                        SecureValue secret) {
                    %s
                }
            }
            """;

    static Stream<Twins> twins() {
        return Stream.of(
                new Twins(
                        "tainted text where text for a terminal is due",
                        "terminal(tainted);",
                        WRONG_TYPE,
                        "taint.Tainted<java.lang.String>",
                        "terminal(tainted.sanitise(Sanitizers.terminal()));"),
                new Twins(
                        "text made for one sink does not fit another",
                        "log(tainted.sanitise(Sanitizers.terminal()));",
                        WRONG_TYPE,
                        "Sink.Terminal",
                        "log(tainted.sanitise(Sanitizers.log(200)));"),
                new Twins(
                        "tainted text is no text",
                        "String bare = tainted;",
                        WRONG_TYPE,
                        "taint.Tainted<java.lang.String>",
                        "String bare = tainted.sanitise(Sanitizers.terminal()).value();"),
                new Twins(
                        "a tainted value has no accessor",
                        "String bare = tainted.value();",
                        NO_SYMBOL,
                        "value",
                        "String bare = tainted.sanitise(Sanitizers.terminal()).value();"),
                new Twins(
                        "nobody constructs an untainted value",
                        "Untainted<String, Sink.Log> made = new Untainted<>(\"x\", Label.ofUser());",
                        NOT_PUBLIC,
                        "Untainted",
                        "Untainted<String, Sink.Log> made = UserInput.trusted(\"x\");"),
                new Twins(
                        "nobody constructs a sanitiser",
                        "Sanitizer<String, String, Sink.Log> own = new Sanitizer<>(text -> text);",
                        NOT_PUBLIC,
                        "Sanitizer",
                        "Sanitizer<String, String, Sink.Log> own = Sanitizers.log(200);"),
                new Twins(
                        "nobody adds a sink",
                        "final class Mine implements Sink {}",
                        "compiler.err.local.classes.cant.extend.sealed",
                        "",
                        "final class Mine {}"),
                new Twins(
                        "only the listed value types leave taint by a grammar",
                        "String bare = tainted.checked(text -> text);",
                        WRONG_TYPE,
                        "Checked",
                        "Token bare = tainted.checked(Token::new);"),
                new Twins(
                        "a field of a tainted record stays tainted",
                        "String title = record.map(TrackerRecord::title);",
                        WRONG_TYPE,
                        "Tainted",
                        "Tainted<String> title = record.map(TrackerRecord::title);"),
                new Twins(
                        "a tainted draft is not written",
                        "store.createRecord(project, taintedDraft, key, call);",
                        WRONG_TYPE,
                        "taint.Tainted<dev.stile.api.record.RecordDraft>",
                        "store.createRecord(project, taintedDraft.sanitise(Sanitizers.recordField()), key, call);"),
                new Twins(
                        "a bare draft is not written",
                        "store.createRecord(project, RecordDraft.titled(\"t\"), key, call);",
                        WRONG_TYPE,
                        "RecordDraft",
                        "store.createRecord(project, UserInput.trusted(RecordDraft.titled(\"t\")), key, call);"),
                new Twins(
                        "a body of a request was made for a record",
                        "HttpRequest.write(\"POST\", url, \"creating\", UserInput.<Json, Sink.Log>trusted(Json.text(\"t\")));",
                        WRONG_TYPE,
                        "",
                        "HttpRequest.write(\"POST\", url, \"creating\", UserInput.<Json, Sink.RecordField>trusted(Json.text(\"t\")));"),
                new Twins(
                        "a draft has no place for what only the server sets",
                        "RecordDraft.titled(\"t\").withId(\"7\");",
                        NO_SYMBOL,
                        "withId",
                        "RecordDraft.titled(\"t\").withBody(\"7\");"),
                new Twins(
                        "a secret is no text",
                        "text(secret);",
                        WRONG_TYPE,
                        "SecureValue",
                        "text(secret.toString());"),
                new Twins(
                        "a secret is no header",
                        "HttpRequest.get(url, \"reading\").header(\"X-Key\", secret);",
                        WRONG_TYPE,
                        "SecureValue",
                        "HttpRequest.get(url, \"reading\").header(\"X-Key\", \"public\");"),
                new Twins(
                        "a secret cannot be serialised",
                        "java.io.Serializable packed = secret;",
                        WRONG_TYPE,
                        "SecureValue",
                        "Object packed = secret;"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("twins")
    @Proves({"TU-21", "TU-22", "TU-23", "TU-25", "TR-25", "TU-40"})
    void doesNotCompileAndItsTwinDoes(Twins twins) {
        twins.check(FRAME);
    }
}
