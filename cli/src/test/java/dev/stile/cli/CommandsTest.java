package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.Simulator;
import dev.stile.simulator.SimulatorOptions;
import dev.stile.simulator.json.Json;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;

/** Commands in this process, against a simulator. */
final class CommandsTest {
    private static final String ESCAPE = "\u001b[31mred\u001b[0m";

    @TempDir private Path folder;
    private Simulator simulator;
    private Cli cli;

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.start(SimulatorOptions.empty().withDemo());
        cli = new Cli(folder);
        assertThat(cli.connect(simulator).exit()).isZero();
    }

    @AfterEach
    void stop() throws IOException {
        simulator.close();
    }

    @Test
    @Proves({"FL-97", "GS-125"})
    void theDocumentsOfCommandsAreThoseThatProgramsRelyOn() throws IOException {
        Documents documents = Documents.in("documents.txt", folder);

        assertThat(documents.typedAgain(cli)).isEqualTo(documents.expected());
    }

    @Test
    void connectingTwiceSaysThatNothingChanged() {
        Cli.Ran again =
                cli.run(
                        "connect",
                        "sim",
                        "sim",
                        "--set",
                        "base_url=" + simulator.baseUri(),
                        "--secret",
                        "token=file:" + folder.resolve("token"));

        assertThat(again.exit()).isZero();
        assertThat(again.out()).contains("already connected sim");
    }

    @Test
    void aWrongTokenIsToldWhenItIsTypedAndTheConnectionCanBePutRight() throws IOException {
        Files.writeString(folder.resolve("token"), "sim_admin_wrong");

        Cli.Ran refused = cli.type("projects sim");

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("[STL-5001]").doesNotContain("sim_admin_wrong");
        Files.writeString(folder.resolve("token"), simulator.adminToken());
        assertThat(cli.type("projects sim").exit()).isZero();
    }

    @Test
    @Proves("TU-48")
    void secretsAreListedWithTheirUsersAndTheirAgeAndNothingOfTheirValue() throws IOException {
        Path token = folder.resolve("token");
        Files.setLastModifiedTime(token, FileTime.from(Instant.parse("2026-03-01T10:00:00Z")));

        Cli.Ran listed = cli.type("secret list");

        assertThat(listed.exit()).isZero();
        assertThat(listed.out())
                .isEqualTo("file:" + token + "  sim token  since 2026-03-01T10:00:00Z\n");
        assertThat(cli.type("secret list --json").out())
                .contains("\"since\":\"2026-03-01T10:00:00Z\"")
                .doesNotContain(simulator.adminToken(), "length", "size");
        Files.delete(token);
        assertThat(cli.type("secret list").out()).contains("missing").doesNotContain("since");
    }

    @Test
    @Proves("TU-48")
    void credentialsThatReachFurtherThanIsNeededAreNamedWhenTheyAreConnected() {
        Cli.Ran wide = connected("wide", "token");
        assertThat(wide.exit()).isZero();
        assertThat(wide.err()).contains("reach further than is needed: admin");
    }

    private Cli.Ran connected(String name, String file) {
        return cli.run(
                "connect",
                "sim",
                name,
                "--set",
                "base_url=" + simulator.baseUri(),
                "--secret",
                "token=file:" + folder.resolve(file));
    }

    @Test
    void aSecretThatIsTypedIsRefusedAndNotShown() {
        Cli.Ran ran =
                cli.run(
                        "connect",
                        "sim",
                        "other",
                        "--set",
                        "base_url=" + simulator.baseUri(),
                        "--secret",
                        "token=hunter2hunter2");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.out() + ran.err()).contains("[STL-1015]").doesNotContain("hunter2hunter2");
    }

    @Test
    @Proves({"GS-122", "TU-64"})
    void whatTheTrackerSaysIsNeverPrintedRaw() {
        simulator
                .controls()
                .change(
                        "demo",
                        "3",
                        Json.object()
                                .put(
                                        "set",
                                        Json.object()
                                                .put("title", ESCAPE)
                                                .put("body", ESCAPE)
                                                .build())
                                .build());

        for (String command : List.of("list sim/demo", "show sim/demo 3", "list sim/demo --json")) {
            Cli.Ran ran = cli.type(command);

            assertThat(ran.exit()).as(ran.err()).isZero();
            assertThat(ran.out()).doesNotContain("\u001b").contains("\\u{1b}");
        }
    }

    @Test
    void rawBytesAreThoseOfTheFile() {
        Cli.Ran ran = cli.type("show sim/demo 3 --raw");

        assertThat(ran.out())
                .startsWith("---\nid: \"3\"\n")
                .contains("Cards come in 10, 25 and 50.");
    }

    @Test
    void listsAreNarrowedAndOfflineOnesAskNobody() {
        assertThat(cli.type("list sim/demo --assignee maya").out()).contains("\"Checkout\"");
        simulator.controls().resetCounters();

        Cli.Ran ran = cli.type("list sim/demo --status open --label checkout --offline");

        assertThat(ran.out()).startsWith("3  ").hasLineCount(1);
        assertThat(simulator.controls().requests()).isEmpty();
    }

    @Test
    @Proves("GS-109")
    void historyWalksBackInTime() {
        cli.type("sync sim/demo");
        String before = cli.type("at sim/demo 2099-01-01").out().strip();
        simulator
                .controls()
                .change(
                        "demo",
                        "3",
                        Json.object()
                                .put("set", Json.object().put("title", "new").build())
                                .build());

        assertThat(cli.type("sync sim/demo").out()).startsWith("1 changed, 0 added, 0 removed");
        assertThat(cli.type("history sim/demo").out())
                .hasLineCount(2)
                .endsWith("sync stile::sim/demo: 0 changed, 8 added, 0 removed\n");
        assertThat(cli.type("history sim/demo --record 4").out()).hasLineCount(1);
        assertThat(cli.type("at sim/demo 2099-01-01").out().strip()).isNotEqualTo(before);
        assertThat(cli.type("at sim/demo 1999-01-01").exit()).isEqualTo(8);
    }

    @Test
    void originsAreGrantedAndTakenAwayAndEachChangeLeavesARow() {
        assertThat(cli.type("connection origins sim --add http://localhost:9").exit()).isZero();
        assertThat(cli.type("connection origins sim").out())
                .contains("http://localhost:9  loopback");
        assertThat(cli.type("connection origins sim --remove http://localhost:9").out())
                .doesNotContain("localhost");

        assertThat(cli.type("audit list --verb connection").out())
                .contains("connection.grant point  sim  http://localhost:9")
                .contains("connection.revoke point  sim  http://localhost:9");
    }

    @Test
    void aDeletedConnectionIsUnknownAfterwards() {
        assertThat(cli.type("connection delete sim").exit()).isZero();
        assertThat(cli.type("connection show sim").exit()).isEqualTo(8);
    }

    @Test
    @Proves("TU-3")
    void moreThanAnOriginIsRefusedAndNotTrimmed() {
        for (String more : List.of("/path", "/?x=1", "?x=1", "//")) {
            Cli.Ran refused =
                    cli.run("connection", "origins", "sim", "--add", "http://127.0.0.1:9" + more);
            assertThat(refused.exit()).as(more).isEqualTo(3);
            assertThat(refused.err()).contains("[STL-5011]", "http://127.0.0.1:9");
        }
        assertThat(cli.type("connection origins sim").out()).doesNotContain("127.0.0.1:9 ");
        assertThat(cli.type("connection origins sim --add http://127.0.0.1:9/").exit()).isZero();
        assertThat(cli.type("connection origins sim").out()).contains("http://127.0.0.1:9 ");
    }

    @Test
    @Proves({"TU-54", "TU-66"})
    void aKeyThatOthersCanReadStopsACommandWithItsRepair() throws IOException {
        Path key = cli.home().resolve("audit.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-rw-rw-"));
        Cli.Ran refused = cli.type("connection disable sim");
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err()).contains("[STL-1016]", "chmod 600 ", "audit.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        assertThat(cli.type("connection disable sim").exit()).isZero();
    }

    @Test
    @Proves({"TU-55", "TU-66"})
    void theLogProvesItselfAndAnExportOfItDoes() throws IOException {
        Path export = folder.resolve("audit.jsonl");

        assertThat(cli.type("audit verify").out()).startsWith("proven: ");
        assertThat(cli.run("audit", "export", "--out", export.toString()).exit()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(export)))
                .isEqualTo("rw-------");
        assertThat(cli.run("audit", "export", "--out", export.toString()).exit()).isEqualTo(2);
        assertThat(cli.run("audit", "verify", export.toString()).exit()).isZero();
        Files.writeString(export, Files.readString(export).replaceFirst("tester", "nobody"));
        Cli.Ran broken = cli.run("audit", "verify", export.toString());
        assertThat(broken.exit()).isEqualTo(1);
        assertThat(broken.err()).contains("[STL-9003]", "changed");
        Files.delete(cli.home().resolve("audit.head"));
        assertThat(cli.type("audit verify").exit()).isEqualTo(6);
        assertThat(cli.type("connection disable sim").exit()).isZero();
        Cli.Ran anew = cli.type("audit verify");
        assertThat(anew.exit()).isEqualTo(6);
        assertThat(anew.err()).contains("[STL-9004]", "made anew at row ", "--accept");
        assertThat(cli.type("audit verify --accept").out()).startsWith("proven: ");
        assertThat(cli.type("audit verify").exit()).isZero();
        assertThat(cli.type("audit list --verb audit.accept").out()).contains("row ");
    }

    @Test
    @Proves("GS-130")
    void theDoctorNamesWhatIsWrongAndWhatToType() throws IOException {
        assertThat(cli.type("doctor --offline").out())
                .contains("git: git version", "sim secret token: file:");
        Files.delete(folder.resolve("token"));

        Cli.Ran ran = cli.type("doctor");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).contains("error sim secret token", "[STL-1014]", "fix: ");
    }

    @Test
    void projectsAreFoundByAPartOfTheirSlugOrTheirName() {
        simulator.controls().project("other", Json.object().put("name", "Bakery").build());

        assertThat(cli.type("projects sim --match EMO").out()).startsWith("demo ").hasLineCount(1);
        assertThat(cli.type("projects sim --match bake").out())
                .startsWith("other ")
                .hasLineCount(1);
        assertThat(cli.type("projects sim --match nothing").out()).isEmpty();
    }

    @Test
    void aRecordThatIsGoneStillHasItsHistory() {
        cli.type("sync sim/demo");
        simulator.controls().delete("demo", "8");
        cli.type("sync sim/demo");

        assertThat(cli.type("history sim/demo --record 8").out()).hasLineCount(2);
        assertThat(cli.type("history sim/demo --record 99").out()).isEmpty();
        assertThat(cli.run("history", "sim/demo", "--record", "a\nb").exit()).isEqualTo(2);
    }

    @Test
    void anUnknownProjectIsNamedAndTheKnownOnesAreOneCommandAway() {
        Cli.Ran ran = cli.type("list sim/nope");

        assertThat(ran.exit()).isEqualTo(8);
        assertThat(ran.err()).contains("[STL-1003]", "sim/nope", "  stile projects sim");
    }

    @Test
    void aFolderThatIsNoCloneIsRefusedByName() {
        Cli.Ran ran = cli.type("status");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).contains("[STL-1021]");
    }

    @Test
    void aPushThatNobodyMadeCannotBeResolved() {
        assertThat(cli.type("push resolve p-1 3 --not-created").exit()).isEqualTo(8);
    }
}
