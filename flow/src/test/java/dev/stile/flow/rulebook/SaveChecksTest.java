package dev.stile.flow.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.error.Code;
import dev.stile.core.policy.Subject;
import dev.stile.flow.document.Fault;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Documents that are refused, each beside what is accepted. */
final class SaveChecksTest {
    private final Saving saving = new Saving();

    @Test
    @Proves("FL-59")
    void theExamplesAreAccepted() {
        saving.accepts(Ponds.example("weir-alarm"));
        saving.accepts(Ponds.example("mail-sorter"));
        saving.accepts(
                "{\"slug\":\"weir-alarm\",\"source\":{\"connections\":[\"weir-north\"]},"
                        + "\"do\":{\"file_append\":{\"file\":\"f\",\"content\":{\"a\":1}}}}");
    }

    @Test
    @Proves("FL-59")
    void keysThatAreUnknownMissingOrOfAnotherFormAreRefusedWithTheNearestOne() {
        saving.refuses(
                "/wher", "no such key", Saving.rule(Saving.SOURCE, Saving.SEND, "wher: {}\n"));
        assertThat(
                        saving.faults(
                                        Ponds.ADA,
                                        Saving.rule(Saving.SOURCE, Saving.SEND, "wher: {}\n"))
                                .getFirst()
                                .fix())
                .contains("did you mean where?");
        saving.refuses(
                "/slug", "there twice", Saving.rule(Saving.SOURCE, Saving.SEND, "slug: other\n"));
        saving.refuses("", "source is missing", Saving.rule(Saving.SEND));
        saving.refuses("", "do is missing", Saving.rule(Saving.SOURCE));
        saving.refuses(
                "/source/connections",
                "no connection",
                Saving.rule("source: { connections: [] }\n", Saving.SEND));
        saving.refuses(
                "/source/include/0",
                "to include",
                Saving.rule("source: { connections: [desk], include: [tests] }\n", Saving.SEND));
        saving.refuses("/slug", "a slug is", "slug: Weir_Alarm\n" + Saving.SOURCE + Saving.SEND);
        saving.refuses(
                "/order", "no such word", Saving.rule(Saving.SOURCE, Saving.SEND, "order: fifo\n"));
        saving.refuses(
                "/batch/quiet",
                "span of time",
                Saving.rule(Saving.SOURCE, Saving.SEND, "batch: { quiet: soon }\n"));
        saving.refuses(
                "/batch/max_age",
                "before it is quiet",
                Saving.rule(Saving.SOURCE, Saving.SEND, "batch: { quiet: 10m, max_age: 1m }\n"));
        saving.refuses(
                "/limits/concurrency",
                "whole number",
                Saving.rule(Saving.SOURCE, Saving.SEND, "limits: { concurrency: 0 }\n"));
        saving.refuses(
                "/do/connector_action", "no such action", Saving.does("connector_action: {}"));
        saving.refuses(
                "/allow_flow/0/from",
                "no wildcard",
                Saving.rule(
                        Saving.SOURCE,
                        Saving.SEND,
                        "allow_flow: [ { from: '*', to: ops-chat, reason: x } ]\n"));
        saving.refuses(
                "/allow_flow/0",
                "reason is missing",
                Saving.rule(
                        Saving.SOURCE,
                        Saving.SEND,
                        "allow_flow: [ { from: weir-north, to: ops-chat } ]\n"));
    }

    @Test
    @Proves("FL-63")
    void allFaultsAreToldAtOnce() {
        List<Fault> faults =
                saving.faults(
                        Ponds.ADA,
                        Saving.rule(
                                "wher: 1\n",
                                "source: { connections: [weir-nort, archive] }\n",
                                "where: { any: [] }\n",
                                "allow_flow: [ { from: a/, to: /b, reason: x } ]\n",
                                Saving.act("ops-chat", "send_mesage", "channel: C042")));

        assertThat(faults)
                .extracting(Fault::pointer)
                .containsExactlyInAnyOrder(
                        "/wher",
                        "/source/connections/0",
                        "/source/connections/1",
                        "/where/any",
                        "/allow_flow/0/to",
                        "/do/connector_act/action");
    }

    @Test
    @Proves("FL-63")
    void connectionsActionsAndRecipientsMustBeThere() {
        saving.refuses(
                Code.UNKNOWN_CONNECTION,
                "/source/connections/0",
                "no connection weir-nort",
                Saving.rule("source: { connections: [weir-nort] }\n", Saving.SEND));
        saving.refuses(
                Code.TRIGGER_UNBACKED,
                "/source/connections/0",
                "cannot tell events",
                Saving.rule("source: { connections: [archive] }\n", Saving.SEND));
        saving.ponds.triggers.put("desk", RuleSurroundings.Trigger.CANNOT_START);
        saving.refuses(
                Code.TRIGGER_UNBACKED,
                "/source/connections/0",
                "cannot be started",
                Saving.rule("source: { connections: [desk] }\n", Saving.SEND));
        saving.refuses(
                Code.UNKNOWN_CONNECTION,
                "/do/connector_act/connection",
                "no connection",
                Saving.rule(Saving.SOURCE, Saving.act("chat", "send_message", "channel: C")));
        saving.refuses(
                "/do/connector_act/action",
                "no action",
                Saving.rule(Saving.SOURCE, Saving.act("ops-chat", "send", "channel: C")));
        saving.refuses(
                "/do/connector_act/input/channel",
                "recipient",
                Saving.rule(Saving.SOURCE, Saving.act("ops-chat", "send_message", "text: hello")));
        saving.refuses(
                "/do/connector_act/input/txt",
                "no field txt",
                Saving.rule(
                        Saving.SOURCE,
                        Saving.act("ops-chat", "send_message", "channel: C, txt: hello")));
        saving.refuses(
                "/do/connector_act/input",
                "needs title",
                Saving.rule(Saving.SOURCE, Saving.act("desk", "create_record", "body: hello")));
        saving.refuses(
                "/do/forward_message/connection",
                "sends a message",
                Saving.does("forward_message: { connection: desk, to: x, text: y }"));
        saving.accepts(Saving.does("forward_message: { connection: ops-chat, to: C042, text: y }"));
        saving.accepts(
                Saving.rule(Saving.SOURCE, Saving.act("desk", "create_record", "title: hello")));
    }

    @Test
    @Proves({"FL-63", "FL-70", "TU-33"})
    void whereAnEventMustNotChooseNoPlaceholderMayStand() {
        saving.refuses(
                "/do/connector_act/connection",
                "no placeholder",
                Saving.does(
                        "connector_act: { connection: \"{{ /c }}\", action: send_message, input: {} }"));
        saving.refuses(
                "/do/connector_act/action",
                "no placeholder",
                Saving.does(
                        "connector_act: { connection: ops-chat, action: \"{{ /a }}\", input: {} }"));
        saving.refuses(
                "/do/run_command/argv/0",
                "no placeholder",
                Saving.does("run_command: { argv: [\"{{ /p }}\"] }"));
        saving.refuses(
                "/do/run_command/argv/1",
                "whole argument",
                Saving.does("run_command: { argv: [/bin/note, \"--level={{ /p }}\"] }"));
        saving.refuses(
                "/do/sqlite_insert/table",
                "no placeholder",
                Saving.does(
                        "sqlite_insert: { file: /a.db, table: \"{{ /t }}\", columns: { a: 1 } }"));
        saving.refuses(
                "/do/sqlite_insert/file",
                "no placeholder",
                Saving.does(
                        "sqlite_insert: { file: \"/{{ /t }}.db\", table: t, columns: { a: 1 } }"));
        saving.refuses(
                "/do/file_append/file",
                "no placeholder",
                Saving.does("file_append: { file: \"{{ /f }}\", content: x }"));
        saving.refuses(
                "/do/http_post/path",
                "no placeholder",
                Saving.does("http_post: { connection: ops-chat, path: \"/{{ /p }}\", body: {} }"));
        saving.refuses(
                "/do/http_post/headers/X-A",
                "no placeholder",
                Saving.does(
                        "http_post: { connection: ops-chat, path: /p, body: {}, headers: { X-A: \"{{ /p }}\" } }"));
        saving.refuses(
                "/classify/question",
                "no placeholder",
                Saving.rule(
                        Saving.SOURCE,
                        Saving.SEND,
                        "classify: { question: \"{{ /q }}\", with: llm-local }\n"));
        saving.refuses(
                "/source/connections/0",
                "no placeholder",
                Saving.rule("source: { connections: [\"{{ /c }}\"] }\n", Saving.SEND));
        saving.refuses(
                "/do/connector_act/input/text",
                "names /pointer",
                Saving.rule(
                        Saving.SOURCE,
                        Saving.act(
                                "ops-chat",
                                "send_message",
                                "channel: C, text: \"{{ payload.x }}\"")));
        saving.accepts(
                Saving.does("run_command: { argv: [/bin/note, --, \"{{ /p }}\"], stdin: event }"));
        saving.accepts(
                Saving.does(
                        "sqlite_insert: { file: /a.db, table: t, columns: { a: \"{{ /p }}\" } }"));
    }

    @Test
    void pathsStayWhereTheyBelong() {
        saving.refuses(
                "/do/file_append/file",
                "own folder",
                Saving.does("file_append: { file: ../x, content: x }"));
        saving.refuses(
                "/do/file_append/file",
                "own folder",
                Saving.does("file_append: { file: a/../../x, content: x }"));
        saving.refuses(
                "/do/file_append/file",
                "own folder",
                Saving.does("file_append: { file: /etc/x, content: x }"));
        saving.refuses(
                "/do/sqlite_insert/file",
                "whole path",
                Saving.does("sqlite_insert: { file: a.db, table: t, columns: { a: 1 } }"));
        saving.refuses(
                "/do/sqlite_insert/columns/a b",
                "letters",
                Saving.does("sqlite_insert: { file: /a.db, table: t, columns: { a b: 1 } }"));
        saving.refuses(
                "/do/http_post/path",
                "below",
                Saving.does(
                        "http_post: { connection: ops-chat, path: //evil.example/, body: {} }"));
        saving.refuses(
                "/do/http_post/path",
                "below",
                Saving.does("http_post: { connection: ops-chat, path: /a/../b, body: {} }"));
        saving.accepts(Saving.does("file_append: { file: a/b.txt, format: text, content: x }"));
    }

    @Test
    @Proves({"FL-62", "FL-63"})
    void whoeverIsAskedMustBeConfigured() {
        String asks = "classify: { question: \"A flood?\", with: llm-local, inconclusive: pass }\n";
        String allowed = "allow_flow: [ { from: weir-north, to: llm-local, reason: here } ]\n";
        saving.refuses(
                Code.CLASSIFIER_MISSING,
                "/classify/with",
                "no classifier",
                Saving.rule(Saving.SOURCE, Saving.SEND, asks, allowed));
        saving.refuses(
                Code.CLASSIFIER_MISSING,
                "/do/triage_agent",
                "no agent",
                Saving.does("triage_agent: { instruction: x }"));

        saving.ponds.classifiers.put("llm-local", RuleSurroundings.ClassifierKind.CONNECTION);
        saving.accepts(Saving.rule(Saving.SOURCE, Saving.SEND, asks, allowed));
        saving.refuses(
                Code.LABEL_REFUSED,
                "/classify",
                "weir-north -> classify -> llm-local",
                Saving.rule(Saving.SOURCE, Saving.SEND, asks));
    }

    @Test
    @Proves("FL-63")
    void aSecretIsRefusedAndNotTold() {
        String token = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";
        String text =
                Saving.rule(
                        Saving.SOURCE,
                        Saving.act("ops-chat", "send_message", "channel: C, text: " + token));
        saving.refuses(
                Code.SECRET_LITERAL, "/do/connector_act/input/text", "looks like a secret", text);
        saving.refuses(
                Code.SECRET_LITERAL,
                "/do/http_post/body/password",
                "looks like a secret",
                Saving.does(
                        "http_post: { connection: ops-chat, path: /p, body: { password: hunter2 } }"));
        saving.accepts(
                Saving.does(
                        "http_post: { connection: weir-north, path: /p, body: { token: \"{{ /token }}\" } }"));

        assertThat(
                        saving.faults(
                                        Ponds.ADA,
                                        Saving.rule(
                                                "source: { connections: [" + token + "] }\n",
                                                Saving.SEND))
                                .toString())
                .doesNotContain(token);
    }

    @Test
    @Proves("FL-63")
    void whoeverLacksTheGrantCannotWriteTheRule() {
        String text = Saving.does("run_command: { argv: [/bin/note] }");
        assertThat(saving.faults(new Subject.Agent("a1"), text))
                .extracting(Fault::code)
                .containsExactly(Code.POLICY_REFUSED);
        assertThat(saving.faults(Ponds.ADA, text)).isEmpty();
    }

    @Test
    @Proves("FL-72")
    void aGraphHasUniqueIdsKnownDependenciesAndNoCircle() {
        saving.accepts(
                Saving.graph(
                        Saving.node("a", ""), Saving.node("b", "a"), Saving.node("c", "a, b")));
        saving.refuses(
                "/do/graph/nodes/1/id",
                "there twice",
                Saving.graph(Saving.node("a", ""), Saving.node("a", "")));
        saving.refuses(
                "/do/graph/nodes/1/depends_on",
                "no node x",
                Saving.graph(Saving.node("a", ""), Saving.node("b", "x")));
        saving.refuses(
                "/do/graph/nodes",
                "wait for each other: b, c",
                Saving.graph(Saving.node("a", ""), Saving.node("b", "c"), Saving.node("c", "b")));
        saving.refuses(
                "/do/graph/nodes", "wait for each other: a", Saving.graph(Saving.node("a", "a")));
        saving.refuses("/do/graph/nodes", "1 to 50", Saving.graph());
        saving.refuses(
                "/do/graph/nodes/0/when/any",
                "empty",
                Saving.graph("{ id: a, when: { any: [] }, file_append: { file: f, content: x } }"));
        saving.refuses(
                "/do/graph/nodes/1/file_append/content",
                "no node a",
                Saving.graph(
                        Saving.node("a", ""),
                        "{ id: b, file_append: { file: f, content: \"{{ nodes.a.output }}\" } }"));
        saving.accepts(
                Saving.graph(
                        Saving.node("a", ""),
                        Saving.node("b", "a"),
                        "{ id: c, depends_on: [b], file_append: { file: f, content: \"{{ nodes.a.output }}\" } }"));
    }
}
