package dev.stile.flow.process.wire;

import dev.stile.api.json.Json;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a probe found: three results, never two (FL-23). */
public sealed interface AuthAnswer {
    /** A definite yes. Texts are the child's. */
    record Good(
            Optional<String> account,
            List<String> scopes,
            Optional<Instant> expiresAt,
            Optional<String> detail)
            implements AuthAnswer {}

    /** A definite no: a new login is due. The text is the child's. */
    record Broken(Optional<String> detail) implements AuthAnswer {}

    /**
     * Nobody knows.
     *
     * @param why in words of ours
     */
    record Unclear(String why) implements AuthAnswer {}

    /** Reads what {@code auth-ok} left. */
    static AuthAnswer of(Output output) {
        return AuthReader.read(output);
    }

    /** Reads one. */
    final class AuthReader {
        private static final int NO_AUTH = 77;

        private AuthReader() {}

        private static AuthAnswer read(Output output) {
            if (output.exitCode().isEmpty()) {
                return new Unclear("it did not end in time");
            }
            if (output.tooMuch()) {
                return new Unclear("it said too much");
            }
            AuthAnswer said = said(output);
            if (output.exited(NO_AUTH)) {
                return said instanceof Good
                        ? new Unclear("it said yes and ended with code 77")
                        : new Broken(
                                said instanceof Broken(var detail) ? detail : Optional.empty());
            }
            if (!output.exited(0)) {
                return new Unclear("it ended with code " + output.exitCode().getAsInt());
            }
            return said;
        }

        private static AuthAnswer said(Output output) {
            String word =
                    output.bytes().length > 16
                            ? ""
                            : new String(output.bytes(), StandardCharsets.UTF_8)
                                    .strip()
                                    .toLowerCase(Locale.ROOT);
            if (word.equals("true")) {
                return new Good(Optional.empty(), List.of(), Optional.empty(), Optional.empty());
            }
            if (word.equals("false")) {
                return new Broken(Optional.empty());
            }
            try {
                return new StrictJson().read(output.bytes()) instanceof Json.JsonObject object
                        ? said(new Members(object))
                        : new Unclear("its answer is neither yes nor no");
            } catch (BadFrame bad) {
                return new Unclear("its answer is not what was due: " + bad.reason());
            }
        }

        private static AuthAnswer said(Members members) throws BadFrame {
            Optional<Boolean> ok = members.flag("ok");
            Optional<Boolean> success = members.flag("success");
            Optional<Boolean> either = ok.or(() -> success);
            if (either.isEmpty() || !success.or(() -> ok).equals(either)) {
                return new Unclear("its answer is neither yes nor no");
            }
            return either.get()
                    ? new Good(
                            members.text("account"),
                            members.words("scopes").stream().sorted().toList(),
                            members.time("expires_at"),
                            members.text("detail"))
                    : new Broken(members.text("detail"));
        }
    }
}
