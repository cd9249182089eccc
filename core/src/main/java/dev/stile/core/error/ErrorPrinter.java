package dev.stile.core.error;

import dev.stile.api.error.Retry;
import dev.stile.api.error.StileException;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.record.FieldRef;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Fact;
import dev.stile.api.value.Quantity;
import dev.stile.api.value.RecordId;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells an error in the one form for people and the one for programs. Stateless. */
public final class ErrorPrinter {
    private static final int LONGEST_LINE = 2_000;

    private ErrorPrinter() {}

    /**
     * For people, each line ended by a line feed: what, details, fix, recovery, and where more is
     * said; then fix, recovery and where more is said once for each other code of its problems.
     */
    public static String text(StileException error) {
        return text(error, RemoteWords.USUAL);
    }

    /**
     * The same of a command about a remote.
     *
     * @param around what its commands name
     */
    public static String text(StileException error, RemoteWords around) {
        Code code = ConnectorCodes.of(error);
        StringBuilder text = new StringBuilder(400);
        text.append("error: ")
                .append(message(error))
                .append(" [")
                .append(code.number())
                .append("]\n");
        details(error).forEach(line -> text.append("  ").append(line).append('\n'));
        Remedy remedy = remedy(error);
        List<String> own = filled(remedy.recovery(), error, around);
        List<String> usual = own.isEmpty() ? next(error, around) : own;
        block(text, code, remedy.fix(), usual);
        for (Code other : codesOfProblems(error)) {
            Remedy its = Remedy.of(other);
            List<String> commands = filled(its.recovery(), error, around);
            block(text, other, its.fix(), commands.isEmpty() ? usual : commands);
        }
        return text.toString();
    }

    private static Remedy remedy(StileException error) {
        return error instanceof Failure failure && failure.remedy().isPresent()
                ? failure.remedy().get()
                : Remedy.of(ConnectorCodes.of(error));
    }

    private static void block(StringBuilder text, Code code, String fix, List<String> commands) {
        text.append("Fix: ").append(fix).append('\n');
        text.append("Recovery:\n");
        commands.forEach(line -> text.append("  ").append(line).append('\n'));
        text.append("Explain: stile explain ").append(code.number()).append('\n');
    }

    /** A warning: what happened and details, nothing to stop for. */
    public static String warning(Code code, String headline, List<String> details) {
        StringBuilder text = new StringBuilder(200);
        text.append("warning: ")
                .append(line(headline))
                .append(" [")
                .append(code.number())
                .append("]\n");
        details.forEach(detail -> text.append("  ").append(line(detail)).append('\n'));
        return text.toString();
    }

    /** For programs: the whole document of a command that failed. */
    public static Json.JsonObject json(StileException error) {
        return json(error, RemoteWords.USUAL);
    }

    /**
     * The same of a command about a remote.
     *
     * @param around what its commands name
     */
    public static Json.JsonObject json(StileException error, RemoteWords around) {
        return Json.object().put("ok", false).put("error", error(error, around)).build();
    }

    /** For programs: the error alone. */
    public static Json.JsonObject error(StileException error) {
        return error(error, RemoteWords.USUAL);
    }

    private static Json.JsonObject error(StileException error, RemoteWords around) {
        Code code = ConnectorCodes.of(error);
        Json.ObjectBuilder told =
                Json.object()
                        .put("code", code.slug())
                        .put("number", code.number())
                        .put("message", message(error))
                        .put("fix", remedy(error).fix())
                        .put("next", next(error, around))
                        .put("retryable", error.retry() instanceof Retry.AfterDelay)
                        .put("detail", detail(error));
        if (!error.details().isEmpty()) {
            told.put("lines", error.details().stream().map(ErrorPrinter::line).toList());
        }
        error.remoteText().ifPresent(remote -> told.put("remote", fromOutside(remote)));
        return told.build();
    }

    /** The commands to type next: never empty. */
    public static List<String> next(StileException error) {
        return next(error, RemoteWords.USUAL);
    }

    private static List<String> next(StileException error, RemoteWords around) {
        List<RecoveryLine> lines = new ArrayList<>(remedy(error).recovery());
        codesOfProblems(error).forEach(code -> lines.addAll(Explanation.of(code).recovery()));
        List<String> commands = filled(lines, error, around);
        return commands.isEmpty() ? List.of("stile doctor") : commands;
    }

    private static List<String> filled(
            List<RecoveryLine> lines, StileException error, RemoteWords around) {
        Map<String, List<String>> arguments =
                error instanceof Failure failure ? failure.arguments() : Map.of();
        return lines.stream()
                .map(line -> line.filled(arguments, around))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    /** The codes of its problems beside its own, in their order. */
    private static List<Code> codesOfProblems(StileException error) {
        if (!(error instanceof Failure failure)) {
            return List.of();
        }
        return failure.problems().stream()
                .map(Problem::code)
                .filter(code -> code != failure.registered())
                .distinct()
                .toList();
    }

    /** Everything that {@code stile explain} says of a code. */
    public static String explanation(Code code) {
        Explanation explanation = Explanation.of(code);
        StringBuilder text = new StringBuilder(600);
        text.append(code.number())
                .append(' ')
                .append(code.slug())
                .append(": ")
                .append(explanation.headline())
                .append("\n\n");
        text.append("Cause: ").append(explanation.cause()).append('\n');
        text.append("Fix: ").append(explanation.fix()).append('\n');
        text.append("Recovery:\n");
        explanation
                .recovery()
                .forEach(
                        line ->
                                text.append("  ")
                                        .append(line.shown(RemoteWords.USUAL))
                                        .append('\n'));
        text.append("Example: ").append(explanation.example()).append('\n');
        text.append("Exit code: ").append(code.exitCode().number()).append('\n');
        text.append("Worth repeating as it stands: ")
                .append(code.isRetryable() ? "yes" : "no")
                .append('\n');
        return text.toString();
    }

    private static String message(StileException error) {
        return line(
                Optional.ofNullable(error.getMessage())
                        .orElseGet(() -> Explanation.of(ConnectorCodes.of(error)).headline()));
    }

    /** What stands below the headline: its details, and each of its problems. */
    public static List<String> details(StileException error) {
        List<String> lines = new ArrayList<>();
        error.details().forEach(detail -> lines.add(line(detail)));
        if (error instanceof Failure failure) {
            failure.problems().forEach(problem -> lines.add(told(problem)));
        }
        error.remoteText().ifPresent(remote -> lines.add("the server says: " + quoted(remote)));
        return lines;
    }

    /** The empty pointer is that of all of a document (RFC 6901, 5). */
    private static String place(String path) {
        return path.isEmpty() ? "the document" : line(path);
    }

    private static String told(Problem problem) {
        StringBuilder text = new StringBuilder();
        problem.path().ifPresent(path -> text.append(place(path)).append(": "));
        problem.field().ifPresent(field -> text.append(field).append(": "));
        text.append(line(problem.message()));
        problem.remote().ifPresent(remote -> text.append(": ").append(quoted(remote)));
        if (!problem.ids().isEmpty()) {
            text.append(
                    problem.ids().stream()
                            .map(id -> line(id.text()))
                            .collect(Collectors.joining(", ", " (", ")")));
        }
        return text.append(" [").append(problem.code().number()).append(']').toString();
    }

    private static Json detail(StileException error) {
        if (!(error instanceof Failure failure)) {
            return Json.object().build();
        }
        if (!failure.problems().isEmpty()) {
            return Json.array(failure.problems().stream().map(ErrorPrinter::object).toList());
        }
        Json.ObjectBuilder facts = Json.object();
        failure.facts().forEach(facts::put);
        return facts.build();
    }

    private static Json object(Problem problem) {
        Json.ObjectBuilder object =
                Json.object()
                        .putIf("path", problem.path().map(ErrorPrinter::field))
                        .putIf("field", problem.field().map(FieldRef::toString))
                        .put("code", problem.code().slug())
                        .put("number", problem.code().number())
                        .put("message", line(problem.message()));
        if (!problem.ids().isEmpty()) {
            object.put(
                    "ids",
                    problem.ids().stream().map(RecordId::text).map(ErrorPrinter::field).toList());
        }
        problem.remote().ifPresent(remote -> object.put("remote", fromOutside(remote)));
        return object.build();
    }

    private static Json fromOutside(Tainted<String> text) {
        return Json.object()
                .put("tainted", true)
                .put("text", text.sanitise(Sanitizers.jsonField()).value())
                .build();
    }

    /** A sentence is quoted; of a whole answer only its kind and length are told (GS-122). */
    private static String quoted(Tainted<String> text) {
        return switch (text.checked(said -> new Fact<>(Said.of(said))).answer()) {
            case SENTENCE -> text.sanitise(Sanitizers.terminal()).value();
            case JSON -> "JSON of " + length(text) + " characters";
            case MARKUP -> "markup of " + length(text) + " characters";
        };
    }

    private static long length(Tainted<String> text) {
        return text.checked(said -> new Quantity(said.length())).value();
    }

    /** What kind of text something from outside is, by how it begins. */
    private enum Said {
        SENTENCE,
        JSON,
        MARKUP;

        static Said of(String text) {
            String begun = text.stripLeading();
            if (begun.startsWith("{") || begun.startsWith("[")) {
                return JSON;
            }
            return begun.startsWith("<") ? MARKUP : SENTENCE;
        }
    }

    /**
     * Our own words may hold a name that somebody chose, so they are kept to one visible line as
     * well.
     */
    private static String line(String text) {
        return Tainted.of(text, Label.ofUser()).sanitise(Sanitizers.log(LONGEST_LINE)).value();
    }

    private static String field(String text) {
        return Tainted.of(text, Label.ofUser()).sanitise(Sanitizers.jsonField()).value();
    }
}
