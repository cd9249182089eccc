package dev.stile.flow.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.error.Code;
import dev.stile.core.policy.Subject;
import dev.stile.flow.document.Fault;
import dev.stile.flow.document.Faults;

import java.util.List;
import java.util.Optional;

/** Somebody who stores rules at the river, and looks at what is said about them. */
final class Saving {
    static final String SOURCE = "source: { connections: [weir-north] }\n";
    static final String SEND =
            "do: { connector_act: { connection: ops-chat, action: send_message, input: { channel: C042, text: hello } } }\n";

    final Ponds ponds = new Ponds();

    List<Fault> faults(Subject author, String text) {
        Faults faults = new Faults(Code.RULE_NOT_VALID);
        Optional<RuleDocument> document = new RuleReader().read(text, faults);
        document.ifPresent(read -> new SaveChecks(ponds, author, faults).check(read));
        return faults.list();
    }

    void accepts(String text) {
        assertThat(faults(Ponds.ADA, text)).as(text).isEmpty();
    }

    void refuses(Code code, String pointer, String reason, String text) {
        assertThat(faults(Ponds.ADA, text))
                .as(text)
                .anyMatch(
                        fault ->
                                fault.code() == code
                                        && fault.pointer().equals(pointer)
                                        && fault.reason().contains(reason)
                                        && !fault.fix().isBlank());
    }

    void refuses(String pointer, String reason, String text) {
        refuses(Code.RULE_NOT_VALID, pointer, reason, text);
    }

    static String rule(String... parts) {
        return "slug: weir-alarm\n" + String.join("", parts);
    }

    static String act(String connection, String action, String input) {
        return "do: { connector_act: { connection: %s, action: %s, input: { %s } } }\n"
                .formatted(connection, action, input);
    }

    static String does(String action) {
        return rule(SOURCE, "do: { ", action, " }\n");
    }

    static String graph(String... nodes) {
        return rule(SOURCE, "do: { graph: { nodes: [", String.join(", ", nodes), "] } }\n");
    }

    static String node(String id, String dependsOn) {
        return "{ id: %s, depends_on: [%s], file_append: { file: f, content: x } }"
                .formatted(id, dependsOn);
    }
}
