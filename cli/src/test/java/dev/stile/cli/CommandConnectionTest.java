package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program becomes a connection without a template, by what it says and a person confirms. */
final class CommandConnectionTest {
    private static final String PROGRAM =
            """
            import json, os, sys
            log = open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "log"), "a")
            log.write(json.dumps({"argv": sys.argv[1:], "env": sorted(os.environ)}) + "\\n")
            log.flush()
            op = sys.argv[1]
            if op == "hello":
                print(json.dumps({"type": "hello", "protocol": 1, "name": "gate", "version": "1",
                    "operations": ["auth-ok", "act", "subscribe", "describe"], "capabilities": []}))
            elif op == "describe":
                gate = {"type": "object", "properties": {"gate": {"type": "string"}},
                    "required": ["gate"], "additionalProperties": False}
                anything = {"type": "object"}
                print(json.dumps({"actions": {
                    "open_gate": {"description": "Opens it", "input_schema": gate, "output_schema": anything,
                        "recipient": "/gate",
                        "permission": {"category": "external_record_update", "summary": "opens", "external_side_effect": True}},
                    "get_gate": {"description": "Looks", "input_schema": gate, "output_schema": anything,
                        "permission": {"category": "external_record_read", "summary": "looks", "external_side_effect": False}}}}))
            elif op == "auth-ok":
                sys.stdin.readline()
                print("true")
            elif op == "act":
                request = json.loads(sys.stdin.readline())
                log.write(json.dumps(request["input"]) + "\\n")
                if request["input"]["gate"] == "stuck":
                    sys.exit(9)
                print(json.dumps({"success": True, "summary": "gate is open", "output": {"percent": 100}}))
            """;

    @TempDir private Path folder;
    private Cli cli;
    private Path program;

    @BeforeEach
    void write() throws IOException {
        cli = new Cli(folder);
        program = folder.resolve("gate.py");
        Files.writeString(program, PROGRAM);
    }

    private String connect(String more) {
        return "connect command gate --set command=[\"python3\",\"-I\",\"" + program + "\"]" + more;
    }

    private String done(String line) {
        Cli.Ran ran = cli.type(line);
        assertThat(ran.exit()).as("%s: %s", line, ran.err()).isZero();
        return ran.out();
    }

    private static String digest(Cli.Ran refused) {
        Matcher found = Pattern.compile("described=([0-9a-f]{64})").matcher(refused.err());
        assertThat(found.find()).as(refused.err()).isTrue();
        return found.group(1);
    }

    @Test
    @Proves({"FL-12", "FL-5", "FL-14", "FL-15", "TU-67"})
    void whatAProgramSaysItCanDoCountsOnceAPersonConfirmedIt() throws IOException {
        Cli.Ran refused = cli.type(connect(""));
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err())
                .contains(
                        "open_gate: external_record_update, others can see it",
                        "get_gate: external_record_read, others can see it",
                        "STL-6409");
        assertThat(cli.type("connection show gate").exit()).isEqualTo(8);

        String digest = digest(refused);
        assertThat(done(connect(" --set described=" + digest)))
                .contains("connected gate (command)", "it is authenticated");
        assertThat(done(connect(" --set described=" + digest))).contains("already connected");

        cli.with("CANARY", "canary-3f9a77d1c4");
        assertThat(done("act gate open_gate --set gate=--help;$(id)"))
                .startsWith("sent ob-1: open_gate on gate");
        assertThat(cli.type("act gate open_gate --set gate=g2 --set percent=4").exit())
                .isEqualTo(2);
        assertThat(cli.type("act gate close_gate --set gate=g2").exit()).isEqualTo(8);
        String log = Files.readString(folder.resolve("log"));
        assertThat(log)
                .contains("{\"gate\": \"--help;$(id)\"}", "[\"act\", \"gate\", \"open_gate\"]")
                .doesNotContain("CANARY", "STILE_HOME", "g2");
        assertThat(cli.type("act gate open_gate --set gate=stuck").exit())
                .as("nobody knows what it did")
                .isEqualTo(5);
    }

    @Test
    @Proves("FL-12")
    void anotherWordOfTheProgramOrOfThePersonIsConfirmedAnew() throws IOException {
        String first = digest(cli.type(connect("")));
        String readOnly = digest(cli.type(connect(" --set read_only=get_gate")));
        assertThat(readOnly).isNotEqualTo(first);
        assertThat(cli.type(connect(" --set read_only=get_gate --set described=" + first)).exit())
                .isEqualTo(3);
        done(connect(" --set read_only=get_gate --set described=" + readOnly));
        assertThat(cli.type(connect(" --set read_only=nothing")).exit()).isEqualTo(2);

        Files.writeString(program, PROGRAM.replace("open_gate", "blow_up"));
        assertThat(cli.type("act gate blow_up --set gate=g2").exit()).isEqualTo(8);
        Cli.Ran again = cli.type(connect(""));
        assertThat(again.exit()).isEqualTo(3);
        assertThat(again.err()).contains("blow_up", "only reads, as you say");
    }

    @Test
    @Proves("FL-2")
    void aDescriptionWithFaultsIsToldWholeAndNothingIsStored() throws IOException {
        Files.writeString(
                program,
                PROGRAM.replace("\"Opens it\"", "7")
                        .replace("\"category\": \"external_record_read\"", "\"category\": 7"));
        Cli.Ran refused = cli.type(connect(""));
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err())
                .contains("/actions/open_gate/description", "/actions/get_gate/permission");
        assertThat(cli.type("connection show gate").exit()).isEqualTo(8);
    }

    @Test
    @Proves("TU-60")
    void noAgentHasAProgramRunByNamingIt() {
        cli.with("STILE_AGENT_TOKEN", "an-agent");
        assertThat(cli.type(connect("")).exit()).isEqualTo(3);
        assertThat(folder.resolve("log")).doesNotExist();
    }

    @Test
    void aCommandThatIsNoListOfWordsIsRefusedByName() {
        for (String typed : new String[] {"[7]", "[]", "[\"python3\"", "[\"\"]", "[\"a\\nb\"]"}) {
            Cli.Ran refused = cli.type("connect command gate --set command=" + typed);
            assertThat(refused.exit()).as(typed).isEqualTo(2);
            assertThat(refused.err()).as(typed).contains("command");
        }
    }

    @Test
    @Proves("FL-12")
    void whatShipsIsListedWhetherItIsARoomOfItsOwnOrNot() {
        assertThat(done("connector list"))
                .contains("command", "webhook", "github-webhook", "schedule", "sim");
        assertThat(done("connector show command")).contains("process protocol");
    }
}
