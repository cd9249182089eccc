package dev.stile.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.record.FieldRef;
import dev.stile.api.taint.Tainted;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

final class ErrorPrinterTest {
    private static final Label OUTSIDE = Label.outside(Scope.of("work", "demo"));

    @Test
    @Proves("GS-120")
    void anErrorIsToldInTheOneForm() {
        Failure denied =
                Failure.of(Code.EGRESS_DENIED)
                        .headline("work may not reach https://files.example")
                        .detail("reason: origin_not_granted")
                        .argument("connection", "work")
                        .argument("origin", "https://files.example")
                        .build();

        assertThat(ErrorPrinter.text(denied))
                .isEqualTo(
                        """
                        error: work may not reach https://files.example [STL-5011]
                          reason: origin_not_granted
                        Fix: Grant the origin if you trust it.
                        Recovery:
                          stile connection origins work --add https://files.example
                          stile connection list
                        Explain: stile explain STL-5011
                        """);
    }

    @Test
    @Proves("GS-75")
    void eachCodeOfSeveralProblemsHasItsFixAndItsCommandsOnce() {
        Failure refused =
                Failure.of(Code.PLAN_REFUSED)
                        .headline("refused: 3 problems")
                        .problem(Problem.at(Code.TOO_MANY_DELETES, "issues/", "six are deleted"))
                        .problem(Problem.at(Code.UNKNOWN_KEY, "issues/7.md", "unknown"))
                        .problem(Problem.at(Code.UNKNOWN_KEY, "issues/8.md", "unknown"))
                        .argument("count", "6")
                        .build();

        assertThat(ErrorPrinter.text(refused))
                .isEqualTo(
                        """
                        error: refused: 3 problems [STL-2000]
                          issues/: six are deleted [STL-2012]
                          issues/7.md: unknown [STL-2004]
                          issues/8.md: unknown [STL-2004]
                        Fix: Correct what is listed above, commit, and push again.
                        Recovery:
                          stile plan
                          git status
                        Explain: stile explain STL-2000
                        Fix: Bring the files back, or push again with -o allow-deletes and their number if they are all meant to go.
                        Recovery:
                          git push -o allow-deletes=6
                          stile plan
                        Explain: stile explain STL-2012
                        Fix: Correct the key, or remove the line.
                        Recovery:
                          stile plan
                        Explain: stile explain STL-2004
                        """);
    }

    @Test
    @Proves({"GS-81", "GS-121"})
    void aLineThatAnswersAPushHasItsRemoteAndItsOptionsAndItsOwnOptionOnce() {
        Failure refused =
                Failure.of(Code.PLAN_REFUSED)
                        .problem(Problem.at(Code.TOO_MANY_DELETES, "issues/", "six are closed"))
                        .argument("count", "6")
                        .build();
        RemoteWords words =
                RemoteWords.of("tracker", Optional.empty(), "work", false, false)
                        .with(List.of("allow-deletes=2", "on-delete=close", "note=it's six"))
                        .in("my clone");

        assertThat(ErrorPrinter.text(refused, words))
                .contains(
                        """
                        Recovery:
                          git -C 'my clone' push -o on-delete=close -o 'note=it'\\''s six' -o allow-deletes=6 tracker work:main
                          stile plan 'my clone' work -o allow-deletes=2 -o on-delete=close -o 'note=it'\\''s six'
                        """);
        assertThat(
                        ((Json.JsonObject)
                                        ErrorPrinter.json(refused, words)
                                                .get("error")
                                                .orElseThrow())
                                .get("next")
                                .orElseThrow()
                                .toString())
                .contains("-o on-delete=close");
    }

    @Test
    @Proves("GS-72")
    void afterAPullNobodyOverwritesAnythingWithoutSayingSoAgain() {
        RemoteWords words =
                RemoteWords.USUAL.with(List.of("overwrite=issues/7.md", "on-delete=close"));

        assertThat(ErrorPrinter.text(Failure.of(Code.VERSION_MISMATCH).build(), words))
                .contains("Recovery:\n  git pull --no-rebase\n  git push -o on-delete=close\n");
        assertThat(
                        ErrorPrinter.text(
                                Failure.of(Code.TOO_MANY_DELETES).argument("count", "6").build(),
                                words))
                .contains(
                        "git push -o overwrite=issues/7.md -o on-delete=close -o allow-deletes=6\n");
    }

    @Test
    @Proves("GS-121")
    void whatAUserTypedIsQuotedInARecoveryCommand() {
        Failure stopped =
                Failure.of(Code.PRIVATE_ADDRESS)
                        .argument(
                                "command",
                                "stile",
                                "connect",
                                "redmine",
                                "my; rm -rf /",
                                "--set",
                                "a='b'")
                        .build();

        assertThat(ErrorPrinter.next(stopped))
                .containsExactly(
                        "stile connect redmine 'my; rm -rf /' --set 'a='\\''b'\\''' --allow-private");
    }

    @Test
    void aCommandWhoseArgumentIsNotKnownIsNotOffered() {
        assertThat(ErrorPrinter.next(Failure.of(Code.PRIVATE_ADDRESS).build()))
                .containsExactly("stile doctor");
    }

    @Test
    @Proves("GS-122")
    void whatAServerSaidIsOneQuotedLineThatCannotImitateOurs() {
        ConnectorException hostile =
                new ConnectorException.Auth("the server does not accept the credentials")
                        .saying(
                                Tainted.of(
                                        "no\nFix: run evil\u001b[31m\u202e" + "x".repeat(400),
                                        OUTSIDE));

        String text = ErrorPrinter.text(hostile);

        assertThat(text.lines().filter(line -> line.startsWith("Fix:"))).hasSize(1);
        assertThat(text)
                .contains("the server says: \"no\\u{a}Fix: run evil\\u{1b}[31m\\u{202e}")
                .contains("more)\"");
    }

    @Test
    @Proves({"GS-125", "GS-126"})
    void aProgramReadsSlugNumberNextAndOneObjectAProblem() {
        Failure refused =
                Failure.of(Code.PLAN_REFUSED)
                        .problem(
                                Problem.at(
                                        Code.UNKNOWN_KEY,
                                        "issues/7.md",
                                        FieldRef.STATUS,
                                        "unknown key statsu"))
                        .build();

        Json.JsonObject document = ErrorPrinter.json(refused);

        assertThat(document.get("ok")).contains(Json.flag(false));
        Json.JsonObject error = (Json.JsonObject) document.get("error").orElseThrow();
        assertThat(error.get("code")).contains(Json.text("plan_refused"));
        assertThat(error.get("number")).contains(Json.text("STL-2000"));
        assertThat(error.get("retryable")).contains(Json.flag(false));
        Json.JsonObject problem =
                (Json.JsonObject)
                        ((Json.JsonArray) error.get("detail").orElseThrow()).items().getFirst();
        assertThat(problem.get("path")).contains(Json.text("issues/7.md"));
        assertThat(problem.get("code")).contains(Json.text("unknown_key"));
    }

    @Test
    @Proves("GS-125")
    void whatAServerSaidIsAValueMarkedAsTaintedAndNoPartOfAMessage() {
        ConnectorException failed =
                new ConnectorException.Unavailable("the server answered 503")
                        .saying(Tainted.of("sorry", OUTSIDE));

        Json.JsonObject error =
                (Json.JsonObject) ErrorPrinter.json(failed).get("error").orElseThrow();

        assertThat(error.get("message")).contains(Json.text("the server answered 503"));
        assertThat(error.get("retryable")).contains(Json.flag(true));
        assertThat(error.get("remote"))
                .contains(Json.object().put("tainted", true).put("text", "sorry").build());
    }

    @Test
    void everyErrorOfAConnectorHasItsCode() {
        List<ConnectorException> errors =
                List.of(
                        new ConnectorException.Auth("a"),
                        new ConnectorException.Permission("p", List.of()),
                        new ConnectorException.NotSupported("DELETE"),
                        new ConnectorException.Malformed("m"),
                        new ConnectorException.Internal("i", new IllegalStateException()));
        errors.forEach(
                error -> assertThat(ConnectorCodes.of(error).slug()).isEqualTo(error.code()));
    }

    @Test
    @Proves("GS-126")
    void aCodeIsFoundByNumberAndBySlug() {
        assertThat(Code.find("STL-2012")).contains(Code.TOO_MANY_DELETES);
        assertThat(Code.find("stl-2012")).contains(Code.TOO_MANY_DELETES);
        assertThat(Code.find("2012")).contains(Code.TOO_MANY_DELETES);
        assertThat(Code.find("too_many_deletes")).contains(Code.TOO_MANY_DELETES);
        assertThat(Code.find("nonsense")).isEmpty();
    }

    @Test
    @Proves("GS-122")
    void ofAWholeAnswerOnlyKindAndLengthAreTold() {
        Failure failure =
                Failure.of(Code.SYNC_FAILED)
                        .saying(Tainted.of("{\"secret\":\"plans\"}", Label.ofUser()))
                        .build();

        assertThat(ErrorPrinter.text(failure))
                .contains("the server says: JSON of 18 characters")
                .doesNotContain("plans");
    }
}
