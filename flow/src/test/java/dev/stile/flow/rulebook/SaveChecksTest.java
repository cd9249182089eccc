package dev.stile.flow.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.error.Code;
import dev.stile.core.policy.Subject;
import dev.stile.flow.document.Fault;
import dev.stile.flow.document.Faults;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/** Documents that are refused, each beside what is accepted. */
final class SaveChecksTest {
    private static final String SOURCE = "source: { connections: [weir-north] }\n";
    private static final String SEND =
            "do: { connector_act: { connection: ops-chat, action: send_message, input: { channel: C042, text: hello } } }\n";

    private final Ponds ponds = new Ponds();

    private List<Fault> faults(Subject author, String text) {
        Faults faults = new Faults(Code.RULE_NOT_VALID);
        Optional<RuleDocument> document = new RuleReader().read(text, faults);
        document.ifPresent(read -> new SaveChecks(ponds, author, faults).check(read));
        return faults.list();
    }

    private void accepts(String text) {
        assertThat(faults(Ponds.ADA, text)).as(text).isEmpty();
    }

    private void refuses(Code code, String pointer, String reason, String text) {
        assertThat(faults(Ponds.ADA, text))
                .as(text)
                .anyMatch(
                        fault ->
                                fault.code() == code
                                        && fault.pointer().equals(pointer)
                                        && fault.reason().contains(reason)
                                        && !fault.fix().isBlank());
    }

    private void refuses(String pointer, String reason, String text) {
        refuses(Code.RULE_NOT_VALID, pointer, reason, text);
    }

    private static String rule(String... parts) {
        return "slug: weir-alarm\n" + String.join("", parts);
    }

    private static String act(String connection, String action, String input) {
        return "do: { connector_act: { connection: %s, action: %s, input: { %s } } }\n"
                .formatted(connection, action, input);
    }

    private static String does(String action) {
        return rule(SOURCE, "do: { ", action, " }\n");
    }

    private static String graph(String... nodes) {
        return rule(SOURCE, "do: { graph: { nodes: [", String.join(", ", nodes), "] } }\n");
    }

    private static String node(String id, String dependsOn) {
        return "{ id: %s, depends_on: [%s], file_append: { file: f, content: x } }"
                .formatted(id, dependsOn);
    }

    @Test
    @Proves("FL-59")
    void theExamplesAreAccepted() {
        accepts(Ponds.example("weir-alarm"));
        accepts(Ponds.example("mail-sorter"));
        accepts(
                "{\"slug\":\"weir-alarm\",\"source\":{\"connections\":[\"weir-north\"]},"
                        + "\"do\":{\"file_append\":{\"file\":\"f\",\"content\":{\"a\":1}}}}");
    }

    @Test
    @Proves("FL-59")
    void keysThatAreUnknownMissingOrOfAnotherFormAreRefusedWithTheNearestOne() {
        refuses("/wher", "no such key", rule(SOURCE, SEND, "wher: {}\n"));
        assertThat(faults(Ponds.ADA, rule(SOURCE, SEND, "wher: {}\n")).getFirst().fix())
                .contains("did you mean where?");
        refuses("/slug", "there twice", rule(SOURCE, SEND, "slug: other\n"));
        refuses("", "source is missing", rule(SEND));
        refuses("", "do is missing", rule(SOURCE));
        refuses(
                "/source/connections",
                "no connection",
                rule("source: { connections: [] }\n", SEND));
        refuses(
                "/source/include/0",
                "to include",
                rule("source: { connections: [desk], include: [tests] }\n", SEND));
        refuses("/slug", "a slug is", "slug: Weir_Alarm\n" + SOURCE + SEND);
        refuses("/order", "no such word", rule(SOURCE, SEND, "order: fifo\n"));
        refuses("/batch/quiet", "span of time", rule(SOURCE, SEND, "batch: { quiet: soon }\n"));
        refuses(
                "/batch/max_age",
                "before it is quiet",
                rule(SOURCE, SEND, "batch: { quiet: 10m, max_age: 1m }\n"));
        refuses(
                "/limits/concurrency",
                "whole number",
                rule(SOURCE, SEND, "limits: { concurrency: 0 }\n"));
        refuses("/do/connector_action", "no such action", does("connector_action: {}"));
        refuses(
                "/allow_flow/0/from",
                "no wildcard",
                rule(SOURCE, SEND, "allow_flow: [ { from: '*', to: ops-chat, reason: x } ]\n"));
        refuses(
                "/allow_flow/0",
                "reason is missing",
                rule(SOURCE, SEND, "allow_flow: [ { from: weir-north, to: ops-chat } ]\n"));
    }

    @Test
    @Proves("FL-63")
    void allFaultsAreToldAtOnce() {
        List<Fault> faults =
                faults(
                        Ponds.ADA,
                        rule(
                                "source: { connections: [weir-nort, archive] }\n",
                                act("ops-chat", "send_mesage", "channel: C042")));

        assertThat(faults)
                .extracting(Fault::pointer)
                .containsExactly(
                        "/source/connections/0",
                        "/source/connections/1",
                        "/do/connector_act/action");
    }

    @Test
    @Proves("FL-63")
    void connectionsActionsAndRecipientsMustBeThere() {
        refuses(
                Code.UNKNOWN_CONNECTION,
                "/source/connections/0",
                "no connection weir-nort",
                rule("source: { connections: [weir-nort] }\n", SEND));
        refuses(
                Code.TRIGGER_UNBACKED,
                "/source/connections/0",
                "cannot tell events",
                rule("source: { connections: [archive] }\n", SEND));
        ponds.triggers.put("desk", RuleSurroundings.Trigger.CANNOT_START);
        refuses(
                Code.TRIGGER_UNBACKED,
                "/source/connections/0",
                "cannot be started",
                rule("source: { connections: [desk] }\n", SEND));
        refuses(
                Code.UNKNOWN_CONNECTION,
                "/do/connector_act/connection",
                "no connection",
                rule(SOURCE, act("chat", "send_message", "channel: C")));
        refuses(
                "/do/connector_act/action",
                "no action",
                rule(SOURCE, act("ops-chat", "send", "channel: C")));
        refuses(
                "/do/connector_act/input/channel",
                "recipient",
                rule(SOURCE, act("ops-chat", "send_message", "text: hello")));
        refuses(
                "/do/connector_act/input/txt",
                "no field txt",
                rule(SOURCE, act("ops-chat", "send_message", "channel: C, txt: hello")));
        refuses(
                "/do/connector_act/input",
                "needs title",
                rule(SOURCE, act("desk", "create_record", "body: hello")));
        refuses(
                "/do/forward_message/connection",
                "sends a message",
                does("forward_message: { connection: desk, to: x, text: y }"));
        accepts(does("forward_message: { connection: ops-chat, to: C042, text: y }"));
        accepts(rule(SOURCE, act("desk", "create_record", "title: hello")));
    }

    @Test
    @Proves({"FL-63", "FL-70", "TU-33"})
    void whereAnEventMustNotChooseNoPlaceholderMayStand() {
        refuses(
                "/do/connector_act/connection",
                "no placeholder",
                does(
                        "connector_act: { connection: \"{{ /c }}\", action: send_message, input: {} }"));
        refuses(
                "/do/connector_act/action",
                "no placeholder",
                does("connector_act: { connection: ops-chat, action: \"{{ /a }}\", input: {} }"));
        refuses(
                "/do/run_command/argv/0",
                "no placeholder",
                does("run_command: { argv: [\"{{ /p }}\"] }"));
        refuses(
                "/do/run_command/argv/1",
                "whole argument",
                does("run_command: { argv: [/bin/note, \"--level={{ /p }}\"] }"));
        refuses(
                "/do/sqlite_insert/table",
                "no placeholder",
                does("sqlite_insert: { file: /a.db, table: \"{{ /t }}\", columns: { a: 1 } }"));
        refuses(
                "/do/sqlite_insert/file",
                "no placeholder",
                does("sqlite_insert: { file: \"/{{ /t }}.db\", table: t, columns: { a: 1 } }"));
        refuses(
                "/do/file_append/file",
                "no placeholder",
                does("file_append: { file: \"{{ /f }}\", content: x }"));
        refuses(
                "/do/http_post/path",
                "no placeholder",
                does("http_post: { connection: ops-chat, path: \"/{{ /p }}\", body: {} }"));
        refuses(
                "/do/http_post/headers/X-A",
                "no placeholder",
                does(
                        "http_post: { connection: ops-chat, path: /p, body: {}, headers: { X-A: \"{{ /p }}\" } }"));
        refuses(
                "/classify/question",
                "no placeholder",
                rule(SOURCE, SEND, "classify: { question: \"{{ /q }}\", with: llm-local }\n"));
        refuses(
                "/source/connections/0",
                "no placeholder",
                rule("source: { connections: [\"{{ /c }}\"] }\n", SEND));
        refuses(
                "/do/connector_act/input/text",
                "names /pointer",
                rule(
                        SOURCE,
                        act("ops-chat", "send_message", "channel: C, text: \"{{ payload.x }}\"")));
        accepts(does("run_command: { argv: [/bin/note, --, \"{{ /p }}\"], stdin: event }"));
        accepts(does("sqlite_insert: { file: /a.db, table: t, columns: { a: \"{{ /p }}\" } }"));
    }

    @Test
    void pathsStayWhereTheyBelong() {
        refuses(
                "/do/file_append/file",
                "own folder",
                does("file_append: { file: ../x, content: x }"));
        refuses(
                "/do/file_append/file",
                "own folder",
                does("file_append: { file: a/../../x, content: x }"));
        refuses(
                "/do/file_append/file",
                "own folder",
                does("file_append: { file: /etc/x, content: x }"));
        refuses(
                "/do/sqlite_insert/file",
                "whole path",
                does("sqlite_insert: { file: a.db, table: t, columns: { a: 1 } }"));
        refuses(
                "/do/sqlite_insert/columns/a b",
                "letters",
                does("sqlite_insert: { file: /a.db, table: t, columns: { a b: 1 } }"));
        refuses(
                "/do/http_post/path",
                "below",
                does("http_post: { connection: ops-chat, path: //evil.example/, body: {} }"));
        refuses(
                "/do/http_post/path",
                "below",
                does("http_post: { connection: ops-chat, path: /a/../b, body: {} }"));
        accepts(does("file_append: { file: a/b.txt, format: text, content: x }"));
    }

    @Test
    @Proves({"FL-62", "FL-63"})
    void whoeverIsAskedMustBeConfigured() {
        String asks = "classify: { question: \"A flood?\", with: llm-local, inconclusive: pass }\n";
        String allowed = "allow_flow: [ { from: weir-north, to: llm-local, reason: here } ]\n";
        refuses(
                Code.CLASSIFIER_MISSING,
                "/classify/with",
                "no classifier",
                rule(SOURCE, SEND, asks, allowed));
        refuses(
                Code.CLASSIFIER_MISSING,
                "/do/triage_agent",
                "no agent",
                does("triage_agent: { instruction: x }"));

        ponds.classifiers.put("llm-local", RuleSurroundings.ClassifierKind.CONNECTION);
        accepts(rule(SOURCE, SEND, asks, allowed));
        refuses(
                Code.LABEL_REFUSED,
                "/classify",
                "weir-north -> classify -> llm-local",
                rule(SOURCE, SEND, asks));
    }

    @Test
    @Proves("FL-63")
    void aSecretIsRefusedAndNotTold() {
        String token = "ghp_abcdefghijklmnopqrstuvwxyz0123456789";
        String text = rule(SOURCE, act("ops-chat", "send_message", "channel: C, text: " + token));
        refuses(Code.SECRET_LITERAL, "/do/connector_act/input/text", "looks like a secret", text);
        refuses(
                Code.SECRET_LITERAL,
                "/do/http_post/body/password",
                "looks like a secret",
                does("http_post: { connection: ops-chat, path: /p, body: { password: hunter2 } }"));
        accepts(
                does(
                        "http_post: { connection: weir-north, path: /p, body: { token: \"{{ /token }}\" } }"));

        assertThat(
                        faults(Ponds.ADA, rule("source: { connections: [" + token + "] }\n", SEND))
                                .toString())
                .doesNotContain(token);
    }

    @Test
    @Proves("FL-63")
    void whoeverLacksTheGrantCannotWriteTheRule() {
        String text = does("run_command: { argv: [/bin/note] }");
        assertThat(faults(new Subject.Agent("a1"), text))
                .extracting(Fault::code)
                .containsExactly(Code.POLICY_REFUSED);
        assertThat(faults(Ponds.ADA, text)).isEmpty();
    }

    @Test
    @Proves("FL-72")
    void aGraphHasUniqueIdsKnownDependenciesAndNoCircle() {
        accepts(graph(node("a", ""), node("b", "a"), node("c", "a, b")));
        refuses("/do/graph/nodes/1/id", "there twice", graph(node("a", ""), node("a", "")));
        refuses("/do/graph/nodes/1/depends_on", "no node x", graph(node("a", ""), node("b", "x")));
        refuses(
                "/do/graph/nodes",
                "wait for each other: b, c",
                graph(node("a", ""), node("b", "c"), node("c", "b")));
        refuses("/do/graph/nodes", "wait for each other: a", graph(node("a", "a")));
        refuses("/do/graph/nodes", "1 to 50", graph());
        refuses(
                "/do/graph/nodes/0/when/any",
                "empty",
                graph("{ id: a, when: { any: [] }, file_append: { file: f, content: x } }"));
        refuses(
                "/do/graph/nodes/1/file_append/content",
                "no node a",
                graph(
                        node("a", ""),
                        "{ id: b, file_append: { file: f, content: \"{{ nodes.a.output }}\" } }"));
        accepts(
                graph(
                        node("a", ""),
                        node("b", "a"),
                        "{ id: c, depends_on: [b], file_append: { file: f, content: \"{{ nodes.a.output }}\" } }"));
    }

    @Test
    @Proves({"TU-34", "TU-35"})
    void privateDataFlowsOnlyWhereTheRuleSaysSo() {
        String send = act("ops-chat", "send_message", "channel: C042, text: \"{{ /message }}\"");
        refuses(
                Code.LABEL_REFUSED,
                "/do/connector_act",
                "weir-north -> do -> ops-chat/C042: it is untrusted, private to weir-north",
                rule(SOURCE, send));
        assertThat(faults(Ponds.ADA, rule(SOURCE, send)).getFirst().fix())
                .contains(
                        "allow_flow: [ { from: weir-north, to: ops-chat/C042, reason: \"...\" } ]");
        accepts(
                rule(
                        SOURCE,
                        send,
                        "allow_flow: [ { from: weir-north, to: ops-chat/C042, reason: \"...\" } ]\n"));
        refuses(
                Code.LABEL_REFUSED,
                "/do/connector_act",
                "ops-chat/C042",
                rule(
                        SOURCE,
                        send,
                        "allow_flow: [ { from: weir-north, to: ops-chat/C043, reason: x } ]\n"));
        refuses(
                "/allow_flow/0/from",
                "nothing to do",
                rule(
                        SOURCE,
                        send,
                        "allow_flow: [ { from: desk, to: ops-chat/C042, reason: x } ]\n"));
        refuses(
                Code.UNKNOWN_CONNECTION,
                "/allow_flow/0/to",
                "no connection",
                rule(SOURCE, send, "allow_flow: [ { from: weir-north, to: chat, reason: x } ]\n"));
        // What says nothing of the event, what was public, and what stays here or at home may flow.
        accepts(rule(SOURCE, SEND));
        accepts(rule("source: { connections: [bulletin] }\n", send));
        accepts(does("file_append: { file: f, content: \"{{ /message }}\" }"));
        accepts(
                rule(
                        SOURCE,
                        act(
                                "weir-north",
                                "send_message",
                                "channel: pond-3, text: \"{{ /message }}\"")));
        // Nothing private is put where everybody sees it, and one of two sources is enough to
        // refuse.
        refuses(
                Code.LABEL_REFUSED,
                "/do/connector_act",
                "seen by everybody",
                rule(
                        SOURCE,
                        act("bulletin", "send_message", "channel: C, text: \"{{ /message }}\"")));
        refuses(
                Code.LABEL_REFUSED,
                "/do/connector_act",
                "desk -> do",
                rule(
                        "source: { connections: [weir-north, desk] }\n",
                        act(
                                "weir-north",
                                "send_message",
                                "channel: pond-3, text: \"{{ /message }}\"")));
    }

    @Test
    @Proves({"TU-33", "TU-34", "TU-35"})
    void untrustedTextBecomesNoRecipientAndNoInstruction() {
        String send =
                act(
                        "weir-north",
                        "send_message",
                        "channel: \"{{ /source/container }}\", text: hello");
        String into =
                "allow_text: [ { from: weir-north, into: \"do.channel\", reason: replies } ]\n";
        refuses(
                Code.LABEL_REFUSED,
                "/do/connector_act/input/channel",
                "would become a recipient",
                rule(SOURCE, send));
        accepts(rule(SOURCE, send, into));
        refuses(
                "/allow_text/0/into",
                "no such field",
                rule(
                        SOURCE,
                        send,
                        "allow_text: [ { from: weir-north, into: nodes.x.channel, reason: x } ]\n"));
        String ask = act("llm-local", "complete", "instruction: \"Do {{ /message }}\", data: x");
        String flow = "allow_flow: [ { from: weir-north, to: llm-local, reason: here } ]\n";
        refuses(
                Code.LABEL_REFUSED,
                "/do/connector_act/input/instruction",
                "would become an instruction",
                rule(SOURCE, ask, flow));
        accepts(
                rule(
                        SOURCE,
                        act(
                                "llm-local",
                                "complete",
                                "instruction: Sort., data: \"{{ /message }}\""),
                        flow));
        refuses(
                Code.LABEL_REFUSED,
                "/do/forward_message/to",
                "a recipient",
                does("forward_message: { connection: weir-north, to: \"{{ /to }}\", text: y }"));
    }

    @Test
    @Proves({"TU-30", "TU-34"})
    void whatANodeGivesIsAsPrivateAsWhatItWasGiven() {
        String mail = Ponds.example("mail-sorter");
        String withoutDesk =
                mail.replace(
                        "  - { from: desk, to: ops-chat/C042, reason: \"the on-call room may see what is urgent\" }\n",
                        "");
        String withoutModel =
                mail.replace(
                        "  - { from: llm-local, to: ops-chat/C042, reason: \"the model keeps nothing of its own\" }\n",
                        "");
        assertThat(withoutDesk).isNotEqualTo(mail);
        assertThat(withoutModel).isNotEqualTo(mail);
        refuses(
                Code.LABEL_REFUSED,
                "/do/graph/nodes/1/forward_message",
                "private to desk and llm-local",
                withoutDesk);
        refuses(
                Code.LABEL_REFUSED,
                "/do/graph/nodes/1/forward_message",
                "private to desk and llm-local",
                withoutModel);
        String washed =
                graph(
                        "{ id: a, run_command: { argv: [/bin/cat], stdin: event } }",
                        "{ id: b, depends_on: [a], forward_message: { connection: ops-chat, to: C042, text: \"{{ nodes.a.output }}\" } }");
        refuses(
                Code.LABEL_REFUSED,
                "/do/graph/nodes/1/forward_message",
                "private to weir-north",
                washed);
    }
}
