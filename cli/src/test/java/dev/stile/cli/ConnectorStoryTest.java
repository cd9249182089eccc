package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** From a folder of a connector to its events and rules, by the commands that a person types. */
final class ConnectorStoryTest {
    private static final String ALARM =
            """
            slug: alarm
            source: { connections: [file-lines] }
            where: { regex: { pattern: "level 2" } }
            do: { file_append: { file: alarms.jsonl, content: { text: "{{ /message }}" } } }
            """;

    @TempDir private Path folder;
    private Cli cli;

    @BeforeEach
    void write() throws IOException {
        cli = new Cli(folder);
        Cli.Ran written = cli.type("skeleton python pond");
        assertThat(written.exit()).as(written.err()).isZero();
        Files.writeString(folder.resolve("source.txt"), "level 1.9\nlevel 2.4\n\u001b[31mred\n");
    }

    @Test
    @Proves({"FL-2", "FL-3", "FL-7", "FL-46", "FL-58", "FL-97", "FL-104"})
    void aConnectorIsWrittenCheckedRegisteredConnectedAndItsEventsReachARule() throws IOException {
        done("connector check pond/template.yaml");
        assertThat(done("connector add pond/template.yaml"))
                .contains("registered file-lines", "It may do whatever you may do");
        assertThat(done("connector add pond/template.yaml")).contains("already registered");

        String connected = done("connect file-lines --set source=" + folder.resolve("source.txt"));
        assertThat(connected).contains("connected file-lines", "it is authenticated");
        assertThat(done("connection show file-lines"))
                .contains("state       authenticated", "health      ok");

        try (EventSide side = new EventSide(cli)) {
            side.addRule(ALARM);
        }
        assertThat(
                        done(
                                "event backfill file-lines --since 2020-01-01T00:00:00Z --limit 3 --rule alarm"))
                .contains("3 new events of file-lines", "1 made", "2 unwanted");
        assertThat(done("event list --connection file-lines"))
                .contains("level 2.4", "[backfill]")
                .doesNotContain("\u001b");

        Files.writeString(folder.resolve("payload.json"), "{\"message\": \"level 2.9\"}");
        assertThat(done("event emit file-lines --file payload.json --rule alarm --id made-up"))
                .contains("[test]", "1 made");
        assertThat(done("event show file-lines/made-up")).contains("alarm  pending", "level 2.9");
        assertThat(done("event replay --rule alarm --id made-up")).contains("1 under way");
    }

    @Test
    @Proves("FL-58")
    void whatABackfillGotBeforeItsSourceFailedGoesToTheRulesThatWereNamed() throws IOException {
        Path program = folder.resolve("pond/connector.py");
        Files.writeString(
                program,
                Files.readString(program)
                        .replace(
                                "        if time.monotonic() - spoke >",
                                "        sys.exit(3)\n        if time.monotonic() - spoke >"));
        done("connector add pond/template.yaml");
        done("connect file-lines --set source=" + folder.resolve("source.txt"));
        try (EventSide side = new EventSide(cli)) {
            side.addRule(ALARM);
        }

        Cli.Ran stopped =
                cli.type("event backfill file-lines --since 2020-01-01T00:00:00Z --rule alarm");

        assertThat(stopped.exit()).isEqualTo(9);
        assertThat(stopped.err())
                .contains("[STL-6109]", "3 new events are stored", "1 made", "2 unwanted");
        assertThat(done("delivery list")).contains("alarm");
        assertThat(
                        cli.type(
                                        "event backfill file-lines --since 2020-01-01T00:00:00Z --rule alarm")
                                .exit())
                .isEqualTo(6);
    }

    @Test
    @Proves("FL-6")
    void aProgramThatTellsNoEventsIsNotRegisteredAndGetsNoConnectionAndNoRule() throws IOException {
        Path program = folder.resolve("pond/connector.py");
        String telling = Files.readString(program);
        String silent = telling.replace(", \"subscribe\"]", "]");
        Files.writeString(program, silent);

        Cli.Ran refused = cli.type("connector add pond/template.yaml");

        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err()).contains("[STL-6103]", "does not offer subscribe");
        assertThat(done("connector list")).doesNotContain("file-lines");
        assertThat(folder.resolve("home/state/file-lines/none")).doesNotExist();

        Files.writeString(program, telling);
        done("connector add pond/template.yaml");
        done("connect file-lines");
        Files.writeString(program, silent);
        Files.writeString(folder.resolve("alarm.yaml"), ALARM);
        Cli.Ran rule = cli.type("rule add alarm.yaml");
        assertThat(rule.exit()).isEqualTo(3);
        assertThat(rule.err()).contains("cannot tell events");
        assertThat(cli.type("connect file-lines weir").err()).contains("[STL-6103]");
        assertThat(done("connection list")).doesNotContain("weir");

        Files.delete(program);
        assertThat(cli.type("rule add alarm.yaml").err()).contains("cannot be started here");
    }

    @Test
    @Proves("FL-47")
    void connectingAgainChangesNothingAndAnotherConnectorUnderTheNameIsAConflict() {
        done("connector add pond/template.yaml");
        done("connect file-lines weir");

        assertThat(done("connect file-lines weir")).contains("already connected weir");
        assertThat(cli.type("connect sim weir --set base_url=http://127.0.0.1:9").exit())
                .isNotZero();
    }

    @Test
    @Proves("FL-7")
    void aNameThatIsTakenGetsANumber() {
        done("connector add pond/template.yaml");
        done("connect file-lines");

        assertThat(done("connect file-lines")).contains("connected file-lines-2 ");
        assertThat(done("connect file-lines")).contains("connected file-lines-3 ");
    }

    @Test
    @Proves("FL-2")
    void everyFaultOfATemplateIsToldAtOnceAndNothingIsStored() throws IOException {
        Path file = folder.resolve("pond/template.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("slug: file-lines", "slug: File_Lines")
                        .replace("category: local_write", "category: anything")
                        .replace("skill: file-lines", "skill: \"\""));

        Cli.Ran refused = cli.type("connector add pond/template.yaml --json");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.out()).contains("template_not_valid", "/slug", "/skill");
        assertThat(done("connector list")).doesNotContain("File_Lines");
    }

    @Test
    @Proves("FL-5")
    void anActionIsSeenByOthersUntilAPersonSaysByNameThatItOnlyReads() throws IOException {
        Path file = folder.resolve("pond/template.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("external_side_effect: true", "external_side_effect: false"));

        assertThat(done("connector add pond/template.yaml"))
                .contains("others can see it (until a person confirms");
        assertThat(done("connector add pond/template.yaml --confirm-read-only append"))
                .contains("registered file-lines", "only reads");
        assertThat(cli.type("connector add pond/template.yaml --confirm-read-only nothing").exit())
                .isEqualTo(2);
    }

    @Test
    @Proves("FL-1")
    void aSecretGetsIntoTheEnvironmentOfAProgramOnlyByName() throws IOException {
        Path file = folder.resolve("pond/template.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        + "secrets:\n  token: {title: Token, required: true, kind: token, delivery: env}\n");
        done("connector add pond/template.yaml");
        cli.with("POND", "canary-3f9a77d1c4");

        Cli.Ran refused = cli.type("connect file-lines weir --secret token=env:POND");

        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err())
                .contains(
                        "stile connect file-lines weir --secret token=env:POND --accept-env token");
        assertThat(done("connect file-lines weir --secret token=env:POND --accept-env token"))
                .contains("connected weir");
        assertThat(done("connect file-lines weir --secret token=env:POND"))
                .contains("already connected weir");
    }

    @Test
    @Proves("FL-1")
    void whatWasAcceptedHoldsForThatValueAndThatTemplateOnly() throws IOException {
        Path file = folder.resolve("pond/template.yaml");
        String inFrames =
                Files.readString(file)
                        + "secrets:\n  token: {title: Token, required: true, kind: token, delivery: DELIVERY}\n";
        cli.with("POND", "canary-3f9a77d1c4").with("OTHER", "canary-5b0c61e2f7");
        Files.writeString(file, inFrames.replace("DELIVERY", "stdin"));
        done("connector add pond/template.yaml");
        done("connect file-lines weir --secret token=env:POND");

        Files.writeString(file, inFrames.replace("DELIVERY", "env"));
        done("connector add pond/template.yaml");

        Cli.Ran unasked = cli.type("connection probe weir");
        assertThat(unasked.exit()).isEqualTo(3);
        assertThat(unasked.err())
                .contains("STL-6404", "stile connect file-lines weir --accept-env token");
        assertThat(cli.type("connect file-lines weir").exit()).isEqualTo(3);
        assertThat(done("connect file-lines weir --accept-env token")).contains("connected weir");
        assertThat(done("connection probe weir")).contains("health ok");
        assertThat(done("connect file-lines weir")).contains("already connected weir");
        assertThat(cli.type("connect file-lines weir --secret token=env:OTHER").exit())
                .isEqualTo(3);
        assertThat(done("connect file-lines weir --secret token=env:OTHER --accept-env token"))
                .contains("connected weir");

        Files.writeString(file, inFrames.replace("DELIVERY", "env") + "# another one\n");
        done("connector add pond/template.yaml");
        assertThat(cli.type("connection probe weir").err()).contains("STL-6404");
    }

    @Test
    @Proves("FL-58")
    void aProgramThatHasASayInItsPositionMustAgree() throws IOException {
        Path program = folder.resolve("pond/connector.py");
        String telling = Files.readString(program);
        Files.writeString(
                program, telling.replace(", \"subscribe\"]", ", \"subscribe\", \"position\"]"));
        done("connector add pond/template.yaml");
        done("connect file-lines weir");

        Cli.Ran refused = cli.type("connection position weir --set 10 --reason why");

        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err()).contains("[STL-6034]", "its program was asked");
        assertThat(done("connection position weir")).doesNotContain("10");
    }

    @Test
    @Proves({"FL-45", "FL-46"})
    void aConnectionIsSwitchedOffAndOnAndItsPositionIsSetWhileItStandsStill() {
        done("connector add pond/template.yaml");
        done("connect file-lines weir");

        assertThat(done("connection disable weir")).contains("switched off weir: disabled");
        Cli.Ran refused = cli.type("event backfill weir --since 2020-01-01T00:00:00Z");
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err()).contains("not ready");
        assertThat(done("connection position weir --set 10 --reason undo")).contains("cursor  10");
        assertThat(cli.type("connection position weir --set 10").exit()).isEqualTo(2);
        assertThat(done("connection enable weir")).contains("authenticated, health ok");
        assertThat(done("connection probe weir")).contains("authenticated, health ok");
        assertThat(done("connection restart weir")).contains("asked for a restart of weir");
    }

    @Test
    @Proves({"FL-23", "FL-46"})
    void aConnectionWhoseProgramSaysNoIsStoredAndNotReady() throws IOException {
        Path program = folder.resolve("pond/connector.py");
        Files.writeString(
                program,
                Files.readString(program)
                        .replace("say({\"ok\": os.", "say({\"ok\": False and os."));
        done("connector add pond/template.yaml");

        Cli.Ran refused = cli.type("connect file-lines weir");

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("stored", "[STL-5001]");
        assertThat(done("connection list")).contains("weir", "created", "auth_required");
        assertThat(done("connection show weir --json"))
                .contains("\"next\":\"stile connection probe weir\"");
    }

    @Test
    @Proves("FL-48")
    void aConnectionInUseIsDeletedOnlyWithItsRulesAndItsConnectorOnlyAfterIt() {
        done("connector add pond/template.yaml");
        done("connect file-lines");
        try (EventSide side = new EventSide(cli)) {
            side.addRule(ALARM);
        }

        Cli.Ran inUse = cli.type("connection delete file-lines");
        assertThat(inUse.exit()).isEqualTo(7);
        assertThat(inUse.err()).contains("rule:alarm");
        assertThat(cli.type("connector remove file-lines").exit()).isEqualTo(7);

        done("connection delete file-lines --with-rules");
        done("connector remove file-lines");
        assertThat(done("connector list")).doesNotContain("file-lines");
        assertThat(cli.type("connector remove file-lines").exit()).isEqualTo(8);
    }

    @Test
    @Proves("FL-98")
    void aConnectorIsProvenWithoutItsSourceAndAFaultOfItIsNamed() throws IOException {
        Files.writeString(folder.resolve("input.json"), "{\"text\": \"hello\"}");
        String source = folder.resolve("made.txt").toString();
        Files.writeString(Path.of(source), "");

        Cli.Ran good =
                cli.run(
                        "conform",
                        "--template",
                        "pond/template.yaml",
                        "--set",
                        "source=" + source,
                        "--act",
                        "append=input.json",
                        "--provoke",
                        "sh -c 'echo hello >> " + source + "'",
                        "--patience",
                        "60",
                        "--grace",
                        "30",
                        "--strict",
                        "--json");

        assertThat(good.exit()).as(good.out() + good.err()).isZero();
        assertThat(good.out()).contains("\"conforms\":true", "\"failed\":0", "\"skipped\":0");

        Cli.Ran bad = cli.run("conform", "--", "sh", "-c", "echo nonsense");
        assertThat(bad.exit()).isEqualTo(1);
        assertThat(bad.out()).contains("fail", "FL-20");
        Cli.Ran told = cli.run("conform", "--json", "--", "sh", "-c", "echo nonsense");
        assertThat(told.exit()).isEqualTo(1);
        assertThat(told.out())
                .startsWith("{\"ok\":false,\"error\":{\"code\":\"not_conforming\"")
                .contains("\"conforms\":false", "\"outcome\":\"fail\"", " failed, ")
                .doesNotContain("\"ok\":true");
        assertThat(cli.run("conform").exit()).isEqualTo(2);
    }

    @Test
    @Proves("FL-99")
    void whatIsThereIsNotWrittenOver() {
        assertThat(cli.type("skeleton python pond").exit()).isEqualTo(7);
        assertThat(cli.type("skeleton cobol else").exit()).isEqualTo(2);
    }

    @Test
    @Proves("FL-97")
    void followedEventsAreOneDocumentALineForPrograms() throws IOException {
        done("connector add pond/template.yaml");
        done("connect file-lines --set source=" + folder.resolve("source.txt"));
        done("event backfill file-lines --from 0 --limit 3");

        List<String> lines =
                done("event follow file-lines --after 0 --limit 2 --json").lines().toList();

        assertThat(lines).hasSize(2).allMatch(line -> line.startsWith("{\"id\":"));
        assertThat(lines.getFirst()).contains("\"tainted\":true", "level 1.9");
    }

    @Test
    @Proves("FL-97")
    void theDocumentsOfTheseCommandsAreThoseThatProgramsRelyOn() throws IOException {
        Documents documents = Documents.in("connector-documents.txt", folder);

        assertThat(documents.typedAgain(cli)).isEqualTo(documents.expected());
    }

    private String done(String line) {
        Cli.Ran ran = cli.type(line);
        assertThat(ran.exit()).as("%s: %s%s", line, ran.out(), ran.err()).isZero();
        return ran.out();
    }
}
