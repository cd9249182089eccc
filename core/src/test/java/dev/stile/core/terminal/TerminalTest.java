package dev.stile.core.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.ConnectorException;
import dev.stile.api.json.Json;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.core.error.Code;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

final class TerminalTest {
    private static final Tainted<String> HOSTILE =
            Tainted.of(
                    "title\u001b[31m\u0007\nerror: you must run evil\u202e\u200b",
                    Label.outside(Scope.of("work", "demo")));

    private final StringWriter results = new StringWriter();
    private final StringWriter notes = new StringWriter();

    @Test
    @Proves({"TU-64", "GS-122"})
    void outsideTextIsShownAndNotObeyedOnATerminalAndOnAPipe() {
        for (boolean interactive : new boolean[] {true, false}) {
            results.getBuffer().setLength(0);
            terminal(interactive, true, false)
                    .result(Words.of("7  ", Style.STRONG), Words.quoted(HOSTILE));

            assertThat(results.toString())
                    .contains(
                            "\"title\\u{1b}[31m\\u{7}\\u{a}error: you must run evil\\u{202e}\\u{200b}\"")
                    .hasLineCount(1);
        }
    }

    @Test
    @Proves("TU-64")
    void outsideTextNeverHasAColourAndOursHasNoneWithoutATerminal() {
        terminal(true, true, false).result(Words.of("open", Style.GOOD), Words.quoted(HOSTILE));
        assertThat(results.toString())
                .startsWith("\u001b[32mopen\u001b[0m\"")
                .doesNotContain("\u001b[31m");

        results.getBuffer().setLength(0);
        terminal(false, false, false).result(Words.of("open", Style.GOOD));
        assertThat(results.toString()).isEqualTo("open\n");
    }

    @Test
    @Proves("TU-64")
    void aWholeOutsideTextIsIndentedSoThatNoLineOfItPassesForOneOfOurs() {
        terminal(true, true, false).resultBlock(HOSTILE.sanitise(Sanitizers.terminalBlock()));

        assertThat(results.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("    "));
        assertThat(results.toString()).doesNotContain("\u001b");
    }

    @Test
    void aNameInOurOwnWordsCannotSteerTheTerminalEither() {
        terminal(true, true, false).result("made work\u001b]0;owned\u0007");

        assertThat(results.toString()).isEqualTo("made work\\u{1b}]0;owned\\u{7}\n");
    }

    @Test
    void quietLeavesOutNotesAndKeepsResultsWarningsAndErrors() {
        Terminal terminal = terminal(true, false, true);

        terminal.note("not this");
        terminal.result("this");
        terminal.warning(Code.RECORDS_UNREADABLE, "2 records could not be read", List.of("7", "9"));
        terminal.error(new ConnectorException.Unavailable("the server answered 503"));

        assertThat(results.toString()).isEqualTo("this\n");
        assertThat(notes.toString())
                .startsWith(
                        "warning: 2 records could not be read [STL-4004]\n  7\n  9\nerror: the server answered 503")
                .doesNotContain("not this");
    }

    @Test
    @Proves("TU-44")
    void everythingPassesTheRedactor() {
        Terminal terminal =
                new Terminal(
                        results,
                        notes,
                        new TerminalOptions(false, false, false),
                        text -> text.replace("hunter2", "[REDACTED]"));

        terminal.result("a hunter2");
        terminal.note(Words.quoted(Tainted.of("b hunter2", Label.ofUser())));
        terminal.error(new ConnectorException.Auth("c hunter2"));
        terminal.document(Json.object().put("d", "hunter2").build());

        assertThat(results + "" + notes)
                .doesNotContain("hunter2")
                .contains("a [REDACTED]", "b [REDACTED]", "c [REDACTED]");
    }

    @Test
    @Proves("TU-44")
    void aSecretInADocumentIsTakenOutBeforeJsonEscapesIt() {
        String secret = "one\"two\\three\nfour";
        Terminal terminal =
                new Terminal(
                        results,
                        notes,
                        new TerminalOptions(false, false, false),
                        text -> text.replace(secret, "[REDACTED]"));

        terminal.document(
                Json.object()
                        .put("text", "a " + secret)
                        .put(secret, Json.array(List.of(Json.text(secret), Json.number(7))))
                        .build());

        assertThat(results.toString())
                .isEqualTo("{\"text\":\"a [REDACTED]\",\"[REDACTED]\":[\"[REDACTED]\",7]}\n");
    }

    @Test
    void coloursAreForAPersonWhoDidNotSayNo() {
        Map<String, String> xterm = Map.of("TERM", "xterm");
        assertThat(TerminalOptions.of(xterm, true, false, false).colour()).isTrue();
        assertThat(TerminalOptions.of(xterm, true, true, false).colour()).isFalse();
        assertThat(TerminalOptions.of(xterm, false, false, false).colour()).isFalse();
        assertThat(
                        TerminalOptions.of(
                                        Map.of("TERM", "xterm", "NO_COLOR", "1"),
                                        true,
                                        false,
                                        false)
                                .colour())
                .isFalse();
        assertThat(TerminalOptions.of(Map.of(), true, false, false).colour()).isFalse();
    }

    @Test
    @Proves("GS-97")
    void aLongCallSaysSomethingEvenWhenNothingMoves() throws InterruptedException {
        CountDownLatch saidTwice = new CountDownLatch(2);
        Writer counting =
                new StringWriter() {
                    @Override
                    public void flush() {
                        String said = toString();
                        getBuffer().setLength(0);
                        notes.append(said);
                        // What comes before the first step tells of no count.
                        if (said.contains("120 records")) {
                            saidTwice.countDown();
                        }
                    }
                };
        Terminal terminal =
                new Terminal(
                        results, counting, new TerminalOptions(true, false, false), text -> text);
        try (ProgressNotes progress =
                new ProgressNotes(terminal, "work/demo", Duration.ofMillis(40))) {
            progress.step("records", 120);
            assertThat(saidTwice.await(60, TimeUnit.SECONDS)).isTrue();
            progress.waiting("the server asks for it", Duration.ofSeconds(7));
        }

        assertThat(notes.toString())
                .contains("work/demo: 120 records\nwork/demo: 120 records\n")
                .contains("work/demo: waiting 7 s: the server asks for it\n");
    }

    private Terminal terminal(boolean interactive, boolean colour, boolean quiet) {
        return new Terminal(
                results, notes, new TerminalOptions(interactive, colour, quiet), text -> text);
    }
}
