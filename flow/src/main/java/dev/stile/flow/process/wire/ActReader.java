package dev.stile.flow.process.wire;

import dev.stile.api.json.Json;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what {@code act} and {@code reconcile} left. Any thread may use it. */
public final class ActReader {
    /** The child left its stdout open, or lived on. */
    public static final String LEFT_OPEN = "answer_before_end";

    private static final String POINTER = "(/[A-Za-z0-9_~.-]{1,64}){1,16}";
    private static final int LONGEST_ID = 4096;
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final StrictJson json = new StrictJson();

    /** What came of an act. */
    public ActAnswer act(Output output) {
        if (output.tooMuch()) {
            return new ActAnswer.Unclear("it said too much", false);
        }
        if (output.isSilent()) {
            return byExitCode(output);
        }
        if (!output.mayCount()) {
            return output.exitCode().isEmpty()
                    ? late()
                    : new ActAnswer.Unclear("its answer broke off", false);
        }
        try {
            return judged(answer(json.read(output.bytes())), output);
        } catch (BadFrame bad) {
            return output.exitCode().isEmpty()
                    ? late()
                    : new ActAnswer.Unclear(
                            "its answer is not what was due: " + bad.reason(), false);
        }
    }

    /** What became of an earlier attempt; empty if that cannot be told. */
    public Optional<Reconciled> reconcile(Output output) {
        if (!output.mayCount() || !(output.exited(0) || output.exitCode().isEmpty())) {
            return Optional.empty();
        }
        try {
            if (!(json.read(output.bytes()) instanceof Json.JsonObject object)) {
                return Optional.empty();
            }
            Members members = new Members(object);
            Optional<Boolean> found = members.flag("found");
            if (found.isEmpty()) {
                return Optional.empty();
            }
            if (found.get()) {
                return Optional.of(
                        new Reconciled.Happened(
                                new ActAnswer.Done(
                                        members.text("summary"),
                                        object.get("output").orElseGet(Json::nothing),
                                        receipt(members),
                                        List.of())));
            }
            return members.flag("authoritative").orElse(false)
                    ? Optional.of(new Reconciled.DidNot())
                    : Optional.empty();
        } catch (BadFrame bad) {
            return Optional.empty();
        }
    }

    /** A definite word about an earlier attempt. */
    public sealed interface Reconciled {
        /** It happened. */
        record Happened(ActAnswer.Done done) implements Reconciled {}

        /** It did not and never will. */
        record DidNot() implements Reconciled {}
    }

    private static ActAnswer late() {
        return new ActAnswer.Unclear("it gave no answer in time", true);
    }

    private static ActAnswer byExitCode(Output output) {
        if (output.exitCode().isEmpty()) {
            return late();
        }
        int code = output.exitCode().getAsInt();
        return switch (code) {
            case 0 -> silent(output);
            case 64, 65 -> refused("invalid", false);
            case 69, 75 -> refused("unavailable", true);
            case 77 -> refused("auth", false);
            default -> new ActAnswer.Unclear("it ended with code " + code, false);
        };
    }

    /**
     * Saying nothing is an answer only once nobody can say anything more: where its output was
     * held, the one who held it may have been about to, and was killed over it (FL-26).
     */
    private static ActAnswer silent(Output output) {
        return output.closed()
                ? new ActAnswer.Done(Optional.empty(), Json.nothing(), Optional.empty(), List.of())
                : new ActAnswer.Unclear(
                        "it ended without an answer while its output was held open", false);
    }

    private static ActAnswer refused(String code, boolean retryable) {
        return new ActAnswer.Refused(
                Optional.of(code), Optional.empty(), Optional.empty(), retryable, Optional.empty());
    }

    /** A refusal is definite whatever the exit code; a success needs a good one. */
    private static ActAnswer judged(ActAnswer said, Output output) {
        if (said instanceof ActAnswer.Done done) {
            if (output.exitCode().isPresent() && !output.exited(0)) {
                ActAnswer byCode = byExitCode(output);
                return done.notes().contains(BARE) && byCode instanceof ActAnswer.Refused
                        ? byCode
                        : new ActAnswer.Unclear(
                                "it said success and ended with code "
                                        + output.exitCode().getAsInt(),
                                false);
            }
            return new ActAnswer.Done(done.summary(), done.output(), done.receipt(), open(output));
        }
        return said instanceof ActAnswer.Refused refused && refused.code().isEmpty()
                ? withCodeOfItsEnd(refused, output)
                : said;
    }

    /** Why it refused, where only its exit code says so; whether to repeat it is for it to say. */
    private static ActAnswer withCodeOfItsEnd(ActAnswer.Refused said, Output output) {
        return output.exitCode().isPresent()
                        && byExitCode(output) instanceof ActAnswer.Refused byCode
                ? new ActAnswer.Refused(
                        byCode.code(),
                        said.error(),
                        said.field(),
                        said.retryable(),
                        said.retryAfter())
                : said;
    }

    private static List<String> open(Output output) {
        return output.closed() && output.exitCode().isPresent() ? List.of() : List.of(LEFT_OPEN);
    }

    /** Marks an answer that does not say success itself. */
    private static final String BARE = "bare";

    private static ActAnswer answer(Json value) throws BadFrame {
        if (!(value instanceof Json.JsonObject object)) {
            return new ActAnswer.Done(Optional.empty(), value, Optional.empty(), List.of(BARE));
        }
        Members members = new Members(object);
        if (members.text("outcome").filter("unknown"::equals).isPresent()
                && object.get("success").isEmpty()) {
            return new ActAnswer.Unclear("it says so itself", false);
        }
        if (object.get("success").isEmpty()) {
            return new ActAnswer.Done(Optional.empty(), value, Optional.empty(), List.of(BARE));
        }
        boolean success = members.flag("success").orElseThrow(() -> new BadFrame("bad_success"));
        if (members.text("outcome").filter("unknown"::equals).isPresent()
                || members.text("code").filter("outcome_unknown"::equals).isPresent()) {
            return new ActAnswer.Unclear("it says so itself", false);
        }
        if (success) {
            return new ActAnswer.Done(
                    members.text("summary"),
                    object.get("output").orElseGet(Json::nothing),
                    receipt(members),
                    List.of());
        }
        return refusal(members);
    }

    /** Fields of a refusal that are odd do not make it less definite. */
    private static ActAnswer refusal(Members members) {
        List<String> texts = new ArrayList<>();
        members.frame()
                .get("error")
                .ifPresent(
                        error -> {
                            if (error instanceof Json.JsonText(String text)) {
                                texts.add(text);
                            }
                        });
        return new ActAnswer.Refused(
                plain(members, "code"),
                texts.stream().findFirst(),
                plain(members, "field").filter(field -> field.matches(POINTER)),
                members.frame().get("retryable").filter(Json.flag(true)::equals).isPresent(),
                members.frame().get("retry_after_ms").flatMap(ActReader::wait));
    }

    private static Optional<String> plain(Members members, String name) {
        return members.frame()
                .get(name)
                .flatMap(
                        value ->
                                value instanceof Json.JsonText(String text)
                                        ? Optional.of(text)
                                        : Optional.empty());
    }

    private static Optional<Duration> wait(Json value) {
        if (value instanceof Json.JsonNumber(BigDecimal number) && number.signum() > 0) {
            BigDecimal most = BigDecimal.valueOf(LONGEST_WAIT.toMillis());
            return Optional.of(Duration.ofMillis(number.min(most).longValue()));
        }
        return Optional.empty();
    }

    private static Optional<ActAnswer.Found> receipt(Members members) throws BadFrame {
        Optional<Json.JsonObject> receipt = members.object("receipt");
        if (receipt.isEmpty()) {
            return Optional.empty();
        }
        Members parts = new Members(receipt.get());
        return Optional.of(
                new ActAnswer.Found(
                        parts.bounded("id", LONGEST_ID),
                        parts.boundedIfPresent("url", LONGEST_ID)));
    }
}
