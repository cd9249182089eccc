package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.crash.CrashPoint;
import dev.stile.simulator.Simulator;
import dev.stile.simulator.SimulatorOptions;
import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.fault.FaultRule;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** From an event to an effect, typed: rules, deliveries, the outbox and the policy. */
final class ActCommandsTest {
    private static final String COMMENT =
            "act sim comment --set project=demo --set id=3 --set text=hello";
    private static final String GRANT =
            "policy grant --subject person:tester --connection sim --action comment --decision ";

    @TempDir private Path folder;
    private WatchedDemo demo;
    private Cli cli;
    private FlowTurns turns;

    @BeforeEach
    void start() throws IOException {
        demo = WatchedDemo.in(folder);
        cli = demo.cli();
        turns = demo.turns();
    }

    @AfterEach
    void stop() throws IOException {
        demo.close();
    }

    @Test
    @Proves({"FL-71", "FL-92", "FL-97"})
    void whatAPersonDoesIsDoneOnceHoweverOftenItIsTypedUnderOneKey() {
        Cli.Ran first = cli.type(COMMENT + " --key k-1");
        Cli.Ran again = cli.type(COMMENT + " --key k-1");

        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.out()).startsWith("sent ob-1: comment on sim");
        assertThat(first.err()).contains("key: k-1", "next: stile audit why ob-1");
        assertThat(again.out()).isEqualTo(first.out());
        assertThat(demo.written()).isEqualTo(1);
        assertThat(cli.type(COMMENT.replace("hello", "other") + " --key k-1").exit()).isEqualTo(7);
    }

    @Test
    void aKeyIsMadeAndToldWhereNoneWasGiven() {
        assertThat(cli.type(COMMENT).err()).containsPattern("key: act-[0-9a-f]{30}\n");
    }

    @Test
    @Proves("FL-97")
    void aDryRunSaysWhatWouldBecomeOfItAndDoesNothing() {
        Cli.Ran ran = cli.type(COMMENT + " --dry-run");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("would be sent", "decided by default:person", "hash: ");
        assertThat(demo.written()).isZero();
        assertThat(cli.type("outbox list").out()).isEmpty();
    }

    @Test
    void theInputMayComeFromAFileOrFromWhatIsPipedIn() throws IOException {
        Files.writeString(folder.resolve("in.json"), "{\"project\":\"demo\",\"id\":\"3\"}");

        assertThat(cli.type("act sim comment --input in.json --set text=hello").exit()).isZero();
        Cli.Ran piped =
                cli.piped("{project: demo, id: '3', text: hello}", "act sim comment --input -");
        assertThat(piped.exit()).as(piped.err()).isZero();
        assertThat(demo.written()).isEqualTo(2);
    }

    @Test
    @Proves({"FL-88", "TU-63"})
    void whatWaitsIsCalledOffWithItsConnectionAndNotSentToTheNextOneOfThatName()
            throws IOException {
        grant("approve");
        assertThat(cli.type(COMMENT).exit()).isEqualTo(4);

        Cli.Ran deleted = cli.type("connection delete sim");

        assertThat(deleted.exit()).as(deleted.err()).isZero();
        assertThat(cli.type("outbox show ob-1").out()).contains("cancelled", "connection_deleted");
        Files.delete(folder.resolve("token"));
        try (Simulator other = Simulator.start(SimulatorOptions.empty().withDemo())) {
            assertThat(cli.connect(other).exit()).isZero();
            turns.send();
            assertThat(other.controls().requests())
                    .noneMatch(request -> request.method().equals("POST"));
        }
    }

    @Test
    @Proves("FL-63")
    void aRuleThatCouldNeverDoWhatItSaysIsRefusedWhenItIsAdded() throws IOException {
        String act = WatchedDemo.RULE.substring(WatchedDemo.RULE.indexOf("do:"));
        for (String never :
                List.of(
                        "do: { graph: { nodes: [ { id: a, file_append: { file: f, content: x } } ] } }",
                        "do: { http_post: { connection: sim, path: /p, body: {} } }")) {
            Files.writeString(folder.resolve("never.yaml"), WatchedDemo.RULE.replace(act, never));
            Cli.Ran ran = cli.type("rule add never.yaml");
            assertThat(ran.exit()).as(never).isNotZero();
            assertThat(ran.err()).contains("yet");
        }
        assertThat(cli.type("rule list").out()).doesNotContain("urgent");
    }

    @Test
    @Proves({"TU-60", "FL-97"})
    void whatHasToBeConfirmedIsDoneByTheCommandThatTheRefusalNames() {
        grant("confirm");

        Cli.Ran asked = cli.type(COMMENT);

        assertThat(asked.exit()).isEqualTo(3);
        String command =
                WatchedDemo.found("  stile (act .* --confirm [0-9a-f]{64})\n", asked.err());
        assertThat(cli.type(COMMENT.replace("hello", "other") + confirmation(command)).exit())
                .as("another content")
                .isEqualTo(7);
        assertThat(cli.type(command).exit()).isZero();
        assertThat(demo.written()).isEqualTo(1);
    }

    @Test
    @Proves({"TU-60", "FL-91", "FL-97"})
    void whatWaitsForApprovalNamesTheCommandAndNobodyApprovesTheirOwn() {
        grant("approve");

        Cli.Ran waits = cli.type(COMMENT);

        assertThat(waits.exit()).isEqualTo(4);
        String command =
                WatchedDemo.found(
                        "  stile (outbox approve ob-1 --version 1 --hash .*)\n", waits.err());
        assertThat(cli.type(command).exit()).isEqualTo(3);
        assertThat(demo.written()).isZero();
        assertThat(cli.type("outbox cancel 1 --reason typed-by-mistake").out())
                .startsWith("ob-1 is cancelled");
    }

    @Test
    @Proves({"TU-60", "TU-62"})
    void whatThePolicyRefusesIsRefusedAndNoAgentChangesThePolicy() {
        grant("refuse");

        assertThat(cli.type(COMMENT).exit()).isEqualTo(3);
        assertThat(cli.type("policy explain sim comment").out())
                .startsWith("refuse, decided by grant:g-1");
        cli.with("STILE_AGENT_TOKEN", "an-agent");
        assertThat(cli.type("policy revoke g-1").exit()).isEqualTo(3);
        assertThat(cli.type(GRANT + "allow").exit()).isEqualTo(3);
        cli.with("STILE_AGENT_TOKEN", " ");
        for (String line : List.of("policy revoke g-1", "outbox list", "act sim comment")) {
            Cli.Ran nobody = cli.type(line);
            assertThat(nobody.exit()).as(line).isEqualTo(2);
            assertThat(nobody.err()).contains("[STL-6003]", "  unset STILE_AGENT_TOKEN");
        }
        cli.without("STILE_AGENT_TOKEN");
        assertThat(cli.type("policy revoke g-1").exit()).isZero();
        assertThat(cli.type(COMMENT).exit()).isZero();
        assertThat(
                        cli.type("policy grant --subject nobody --connection sim --decision allow")
                                .exit())
                .isEqualTo(2);
    }

    @Test
    @Proves({"FL-88", "FL-97"})
    void anActWhoseAnswerIsLostIsUnknownUntilAPersonSaysWhatBecameOfIt() throws IOException {
        demo.simulator().controls().fault(FaultRule.on("POST", "**", new FaultAction.Reset(true)));

        Cli.Ran lost = cli.type(COMMENT);

        assertThat(lost.exit()).as(lost.err()).isEqualTo(5);
        assertThat(lost.err())
                .contains("entry: ob-1", "  stile outbox show ob-1", "[STL-5010]")
                .contains("  stile outbox resolve ob-1 --not-sent --reason absent")
                .doesNotContain("git fetch", "push log");
        Files.writeString(folder.resolve("in.json"), "{\"project\":\"demo\"}");
        for (String wrong : List.of("outbox edit 1 --input in.json", "outbox retry 1")) {
            Cli.Ran refused = cli.type(wrong);
            assertThat(refused.exit()).isEqualTo(7);
            assertThat(refused.err())
                    .contains("ob-1 is unknown", "  stile outbox resolve ob-1 --sent --reason seen")
                    .contains("  stile outbox retry ob-1 --accept-duplicate --reason harmless");
        }
        assertThat(cli.type("audit why ob-1").out())
                .as("an outcome that says that it is unknown is one")
                .doesNotContain("it has no outcome");
        assertThat(cli.type("outbox resolve ob-1 --sent --reason seen").out())
                .startsWith("ob-1 is sent");
    }

    @Test
    @Proves({"FL-61", "FL-87", "FL-91", "TU-57"})
    void anEventLeadsByARuleToAProposalAndByAPersonsYesToAnEffect() throws IOException {
        happen("urgent: \u001b[31mfire");

        String event = WatchedDemo.found("sim/(\\S+)", cli.type("delivery list").out());
        Cli.Ran explained = cli.type("rule explain urgent " + event);
        assertThat(explained.out())
                .contains("yes  /where/regex: found at /message", "urgent: match")
                .contains(
                        "text: Seen: urgent: \\u{1b}[31mfire", "would wait for somebody's approval")
                .doesNotContain("\u001b");
        Cli.Ran shown = cli.type("outbox show 1");
        assertThat(shown.out())
                .contains("comment on sim, to \"demo\"", "text: Seen: urgent: \\u{1b}[31mfire")
                .contains("asked for by rule:urgent, decided by default:rule-effect")
                .contains("label: untrusted, private to sim/demo");
        assertThat(cli.type("outbox show 1 --json").out())
                .contains("Seen: urgent: \\\\u{1b}[31mfire")
                .doesNotContain("\u001b");
        String approve = WatchedDemo.found("next: stile (outbox approve .*)\n", shown.err());
        assertThat(cli.type(approve.replaceAll("[0-9a-f]{12}$", "000000000000")).exit())
                .isEqualTo(7);
        Cli.Ran older = cli.type(approve.replace("--version 1", "--version 7"));
        assertThat(older.exit()).isEqualTo(7);
        assertThat(older.err())
                .contains("ob-1 is at version 1 by now, not 7", "  stile outbox show ob-1")
                .doesNotContain("git pull", "push again");
        assertThat(cli.type(approve).out()).startsWith("ob-1 is approved");
        assertThat(demo.written()).isZero();
        turns.send();

        assertThat(demo.written()).isEqualTo(1);
        assertThat(cli.type("outbox list --state sent").out()).startsWith("ob-1  sent");
        assertThat(cli.type("delivery list").out()).startsWith("1  done sent  urgent");
        assertThat(cli.type("rule list").out()).contains("  sent 1");
        assertThat(cli.type("audit why ob-1").out())
                .containsSubsequence(
                        "event.received",
                        "rule:urgent  action.propose",
                        "tester       action.approve",
                        "action.send intent",
                        "egress.write",
                        "action.send outcome");
        assertThat(cli.type("audit list --ref outbox=ob-1").out()).contains("action.approve");
        assertThat(cli.type("audit list --ref delivery=ob-1").out()).isEmpty();
    }

    @Test
    @Proves({"FL-69", "FL-71", "FL-90"})
    void whatNobodyApprovedIsCalledOffAndTheDeliveryBeginsAnewByTheRuleAsItIsThen()
            throws IOException {
        happen("urgent: fire");
        String approve = WatchedDemo.found("next: stile (.*)\n", cli.type("outbox show 1").err());
        turns.sweepAfter(Duration.ofHours(25));
        turns.send();

        assertThat(cli.type("outbox list").out()).startsWith("ob-1  cancelled").contains("expired");
        assertThat(cli.type(approve).exit()).isEqualTo(7);
        assertThat(cli.type("delivery dead").out()).startsWith("1  dead");
        Files.writeString(folder.resolve("urgent.yaml"), WatchedDemo.RULE.replace("Seen", "Heard"));
        assertThat(cli.type("rule apply urgent.yaml --dry-run").out())
                .contains("-    input: { project: demo", "+    input: { project: demo");
        assertThat(cli.type("rule apply urgent.yaml").out())
                .startsWith("replaced urgent, version 2");
        assertThat(cli.type("delivery retry 1").exit()).isZero();
        turns.deliver();

        Cli.Ran shown = cli.type("outbox show 1");
        assertThat(shown.out()).contains("ob-1  proposed", "text: Heard: urgent: fire");
        assertThat(cli.type("outbox reject ob-1 --reason no").out())
                .startsWith("ob-1 is cancelled");
        turns.send();
        assertThat(cli.type("delivery drop 1 --reason settled").out())
                .startsWith("1  done dropped  urgent");
        assertThat(cli.type("delivery retry 1").exit()).isEqualTo(7);
    }

    @Test
    @Proves({"FL-61", "FL-104"})
    void aRuleIsTriedOnAMadeUpPayloadBeforeItIsStored() throws IOException {
        Files.writeString(folder.resolve("calm.json"), "{\"message\":\"calm\"}");
        Files.writeString(folder.resolve("half.json"), "{\"message\":\"urgent\"}");
        String test = "rule test urgent.yaml --kind record.updated --payload ";

        assertThat(cli.type(test + "calm.json").out())
                .contains("no   /where/regex", "urgent: no match, where")
                .doesNotContain("action:");
        assertThat(cli.type(test + "half.json").out())
                .contains("urgent: match", "action: connector_act comment on sim", "problem: ");
        assertThat(cli.type("rule test urgent.yaml --payload calm.json").out())
                .contains("no   kind: message, wanted record.updated", "-    /where: not reached");
        assertThat(cli.type("rule list").out()).isEmpty();
        assertThat(cli.type("rule test urgent.yaml --event nothing").exit()).isEqualTo(8);
    }

    @Test
    @Proves({"FL-63", "FL-64"})
    void aRuleIsRefusedAsAWholeAndOneThatIsStoredIsPausedAndDeleted() throws IOException {
        Files.writeString(
                folder.resolve("wrong.yaml"),
                WatchedDemo.RULE
                        .replace("action: comment", "action: shout")
                        .replace("[sim]", "[sum]"));

        Cli.Ran refused = cli.type("rule add wrong.yaml");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err())
                .contains(
                        "/source/connections/0: there is no connection sum", "has no action shout");
        assertThat(cli.type("rule add urgent.yaml").out()).startsWith("added urgent, version 1");
        Files.writeString(folder.resolve("urgent.yaml"), WatchedDemo.RULE.replace("Seen", "Heard"));
        Cli.Ran twice = cli.type("rule add urgent.yaml");
        assertThat(twice.exit()).isEqualTo(7);
        assertThat(twice.err()).contains("  stile rule apply urgent.yaml");
        assertThat(cli.type("rule pause urgent --hold").out()).startsWith("urgent is held");
        assertThat(cli.type("rule resume urgent").out()).startsWith("urgent is enabled");
        assertThat(cli.type("rule delete urgent").exit()).isZero();
        assertThat(cli.type("rule show urgent").exit()).isEqualTo(8);
    }

    @Test
    @Proves("FL-100")
    void everyCrashPointIsListed() {
        assertThat(cli.type("debug crash-points").out().lines())
                .containsExactlyElementsOf(
                        Stream.of(CrashPoint.values()).map(CrashPoint::wire).toList());
        assertThat(cli.type("debug crash-points --json").out())
                .startsWith("{\"ok\":true,\"data\":{\"items\":[{\"name\":\"audit.append.before\"}");
    }

    @Test
    @Proves("FL-97")
    void theDocumentsOfTheseCommandsAreThoseThatProgramsRelyOn() throws IOException {
        happen("urgent: fire");
        Files.writeString(
                folder.resolve("event.json"),
                "{\"message\":\"urgent\",\"source\":{\"item\":\"3\",\"container\":\"demo\"}}");
        Documents documents = Documents.in("event-documents.txt", folder);

        assertThat(documents.typedAgain(cli)).isEqualTo(documents.expected());
    }

    private static String confirmation(String command) {
        return command.substring(command.indexOf(" --confirm"));
    }

    private void grant(String decision) {
        Cli.Ran ran = cli.type(GRANT + decision);
        assertThat(ran.exit()).as(ran.err()).isZero();
    }

    /** Something becomes of record 3, a rule sees it, and its proposal waits. */
    private void happen(String title) {
        demo.watch();
        demo.rename(title);
        demo.takeEvents();
    }
}
