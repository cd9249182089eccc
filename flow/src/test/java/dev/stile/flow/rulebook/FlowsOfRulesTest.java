package dev.stile.flow.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.error.Code;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

/** What the static check says to rules, each refusal beside what is accepted. */
final class FlowsOfRulesTest {
    private final Saving saving = new Saving();

    @Test
    @Proves({"TU-34", "TU-35"})
    void privateDataFlowsOnlyWhereTheRuleSaysSo() {
        String send =
                Saving.act("ops-chat", "send_message", "channel: C042, text: \"{{ /message }}\"");
        saving.refuses(
                Code.LABEL_REFUSED,
                "/do/connector_act",
                "weir-north -> do -> ops-chat/C042: it is untrusted, private to weir-north",
                Saving.rule(Saving.SOURCE, send));
        assertThat(saving.faults(Ponds.ADA, Saving.rule(Saving.SOURCE, send)).getFirst().fix())
                .contains(
                        "allow_flow: [ { from: weir-north, to: ops-chat/C042, reason: \"...\" } ]");
        saving.accepts(
                Saving.rule(
                        Saving.SOURCE,
                        send,
                        "allow_flow: [ { from: weir-north, to: ops-chat/C042, reason: \"...\" } ]\n"));
        saving.refuses(
                Code.LABEL_REFUSED,
                "/do/connector_act",
                "ops-chat/C042",
                Saving.rule(
                        Saving.SOURCE,
                        send,
                        "allow_flow: [ { from: weir-north, to: ops-chat/C043, reason: x } ]\n"));
        saving.refuses(
                "/allow_flow/0/from",
                "nothing to do",
                Saving.rule(
                        Saving.SOURCE,
                        send,
                        "allow_flow: [ { from: desk, to: ops-chat/C042, reason: x } ]\n"));
        saving.refuses(
                Code.UNKNOWN_CONNECTION,
                "/allow_flow/0/to",
                "no connection",
                Saving.rule(
                        Saving.SOURCE,
                        send,
                        "allow_flow: [ { from: weir-north, to: chat, reason: x } ]\n"));
        // What says nothing of the event, what was public, and what stays here or at home may flow.
        saving.accepts(Saving.rule(Saving.SOURCE, Saving.SEND));
        saving.accepts(Saving.rule("source: { connections: [bulletin] }\n", send));
        saving.accepts(Saving.does("file_append: { file: f, content: \"{{ /message }}\" }"));
        saving.accepts(
                Saving.rule(
                        Saving.SOURCE,
                        Saving.act(
                                "weir-north",
                                "send_message",
                                "channel: pond-3, text: \"{{ /message }}\"")));
        // Nothing private is put where everybody sees it, and one of two sources is enough to
        // refuse.
        saving.refuses(
                Code.LABEL_REFUSED,
                "/do/connector_act",
                "seen by everybody",
                Saving.rule(
                        Saving.SOURCE,
                        Saving.act(
                                "bulletin",
                                "send_message",
                                "channel: C, text: \"{{ /message }}\"")));
        saving.refuses(
                Code.LABEL_REFUSED,
                "/do/connector_act",
                "desk -> do",
                Saving.rule(
                        "source: { connections: [weir-north, desk] }\n",
                        Saving.act(
                                "weir-north",
                                "send_message",
                                "channel: pond-3, text: \"{{ /message }}\"")));
    }

    @Test
    @Proves({"TU-33", "TU-34", "TU-35"})
    void untrustedTextBecomesNoRecipientAndNoInstruction() {
        String send =
                Saving.act(
                        "weir-north",
                        "send_message",
                        "channel: \"{{ /source/container }}\", text: hello");
        String into =
                "allow_text: [ { from: weir-north, into: \"do.channel\", reason: replies } ]\n";
        saving.refuses(
                Code.LABEL_REFUSED,
                "/do/connector_act/input/channel",
                "would become a recipient",
                Saving.rule(Saving.SOURCE, send));
        saving.accepts(Saving.rule(Saving.SOURCE, send, into));
        saving.refuses(
                "/allow_text/0/into",
                "no such field",
                Saving.rule(
                        Saving.SOURCE,
                        send,
                        "allow_text: [ { from: weir-north, into: nodes.x.channel, reason: x } ]\n"));
        String ask =
                Saving.act("llm-local", "complete", "instruction: \"Do {{ /message }}\", data: x");
        String flow = "allow_flow: [ { from: weir-north, to: llm-local, reason: here } ]\n";
        saving.refuses(
                Code.LABEL_REFUSED,
                "/do/connector_act/input/instruction",
                "would become an instruction",
                Saving.rule(Saving.SOURCE, ask, flow));
        saving.accepts(
                Saving.rule(
                        Saving.SOURCE,
                        Saving.act(
                                "llm-local",
                                "complete",
                                "instruction: Sort., data: \"{{ /message }}\""),
                        flow));
        saving.refuses(
                Code.LABEL_REFUSED,
                "/do/forward_message/to",
                "a recipient",
                Saving.does(
                        "forward_message: { connection: weir-north, to: \"{{ /to }}\", text: y }"));
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
        saving.refuses(
                Code.LABEL_REFUSED,
                "/do/graph/nodes/1/forward_message",
                "private to desk and llm-local",
                withoutDesk);
        saving.refuses(
                Code.LABEL_REFUSED,
                "/do/graph/nodes/1/forward_message",
                "private to desk and llm-local",
                withoutModel);
        String washed =
                Saving.graph(
                        "{ id: a, run_command: { argv: [/bin/cat], stdin: event } }",
                        "{ id: b, depends_on: [a], forward_message: { connection: ops-chat, to: C042, text: \"{{ nodes.a.output }}\" } }");
        saving.refuses(
                Code.LABEL_REFUSED,
                "/do/graph/nodes/1/forward_message",
                "private to weir-north",
                washed);
    }
}
