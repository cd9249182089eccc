package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.cli.daemon.DaemonLock;
import dev.stile.core.store.Home;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A home copied into a file, and the file put back: whole, proven, and nobody else's. */
final class BackupCommandsTest {
    private static final String GRANT =
            "policy grant --subject person:tester --connection sim --action comment --decision refuse";

    @TempDir private Path folder;
    private WatchedDemo demo;
    private Cli cli;

    @BeforeEach
    void start() throws IOException {
        demo = WatchedDemo.in(folder);
        cli = demo.cli();
    }

    @AfterEach
    void stop() throws IOException {
        demo.close();
    }

    @Test
    @Proves("FL-104")
    void whatWasThereIsKeptAndCanBePutBackItself() throws IOException {
        assertThat(cli.type("backup kept.db").exit()).isZero();
        cli.type("connection disable sim");
        assertThat(cli.type("restore kept.db").exit()).isZero();
        assertThat(cli.type("connection list").out()).doesNotContain("disabled");

        Path before;
        try (Stream<Path> files = Files.list(cli.home())) {
            before =
                    files.filter(file -> file.getFileName().toString().startsWith("before-restore"))
                            .toList()
                            .getFirst();
        }
        Cli.Ran back = cli.run("restore", before.toString());
        assertThat(back.exit()).as(back.err()).isZero();
        assertThat(cli.type("connection list").out()).contains("disabled");
        assertThat(cli.type("audit list --verb store.restore").out().lines()).hasSize(1);
        assertThat(cli.type("audit verify").exit()).isZero();
    }

    @Test
    @Proves("FL-104")
    void aHomeThatIsInUseIsNotRestoredOver() {
        assertThat(cli.type("backup kept.db").exit()).isZero();
        cli.type("connection disable sim");

        try (DaemonLock daemon = DaemonLock.take(new Home(cli.home()), Instant.now())) {
            Cli.Ran refused = cli.type("restore kept.db");
            assertThat(refused.exit()).isEqualTo(7);
            assertThat(refused.err()).contains("STL-6060");
        }
        try (EventSide other = new EventSide(cli)) {
            other.flow().house().database();
            Cli.Ran refused = cli.type("restore kept.db");
            assertThat(refused.exit()).isEqualTo(7);
            assertThat(refused.err()).contains("STL-6061");
        }
        cli.with("STILE_AGENT_TOKEN", "an-agent");
        assertThat(cli.type("restore kept.db").exit()).isEqualTo(3);
        cli.without("STILE_AGENT_TOKEN");
        assertThat(cli.type("connection list").out()).contains("disabled");
        assertThat(cli.type("audit verify").exit()).isZero();
    }

    @Test
    @Proves({"FL-104", "TU-55"})
    void aFileThatWasChangedOrIsNoBackupIsRefused() throws IOException {
        cli.type("connection disable sim");
        assertThat(cli.type("backup kept.db").exit()).isZero();
        byte[] kept = Files.readAllBytes(folder.resolve("kept.db"));
        Files.writeString(folder.resolve("text.db"), "no database at all");
        Files.write(folder.resolve("half.db"), Arrays.copyOf(kept, kept.length / 2));
        Files.copy(cli.home().resolve("stile.db"), folder.resolve("store.db"));
        byte[] forged =
                new String(kept, StandardCharsets.ISO_8859_1)
                        .replace("\"actor\":\"tester\"", "\"actor\":\"nobody\"")
                        .getBytes(StandardCharsets.ISO_8859_1);
        Files.write(folder.resolve("forged.db"), forged);

        for (String file : List.of("text.db", "half.db", "store.db", "none.db")) {
            Cli.Ran refused = cli.type("restore " + file);
            assertThat(refused.exit()).as(file).isEqualTo(1);
            assertThat(refused.err()).as(file).contains("STL-6062");
        }
        assertThat(cli.type("restore forged.db").err()).contains("STL-9003");
        assertThat(cli.type("connection list").out()).contains("disabled");
    }

    @Test
    @Proves({"FL-104", "TU-55"})
    void aBackupToWhichSomebodyAddedSomethingIsRefusedByItsName() throws Exception {
        assertThat(cli.type("backup kept.db").exit()).isZero();
        Path file = folder.resolve("kept.db");
        byte[] kept = Files.readAllBytes(file);
        for (String added :
                List.of(
                        "CREATE TRIGGER \"a\u001b[2Jb\" AFTER INSERT ON audit"
                                + " BEGIN UPDATE rule SET status = 'enabled'; END",
                        "CREATE VIEW foreign_view AS SELECT 1",
                        "DROP TRIGGER audit_no_update")) {
            Files.write(file, kept);
            change(file, added);
            Cli.Ran refused = cli.type("restore kept.db");
            assertThat(refused.exit()).as(added).isEqualTo(3);
            assertThat(refused.err())
                    .contains("[STL-6063]", "kept.db: ")
                    .containsAnyOf("foreign_view", "no trigger audit_no_update", "\\u{1b}[2Jb")
                    .doesNotContain("\u001b");
        }
        Files.write(file, kept);
        assertThat(cli.type("restore kept.db").exit()).isZero();
    }

    @Test
    @Proves("FL-104")
    void aStoreThatIsDamagedOrGoneIsReplaced() throws IOException {
        assertThat(cli.type("backup kept.db").exit()).isZero();
        Path store = cli.home().resolve("stile.db");
        Files.writeString(store, "the disk lost all of it, and more than one page of it at that");

        Cli.Ran restored = cli.type("restore kept.db --json");
        assertThat(restored.exit()).as(restored.out()).isZero();
        assertThat(Path.of(WatchedDemo.found("\"before\":\"([^\"]+)\"", restored.out())))
                .hasContent("the disk lost all of it, and more than one page of it at that");
        assertThat(cli.type("connection list").out()).contains("sim");

        Files.delete(store);
        assertThat(cli.type("restore kept.db").exit()).isZero();
        assertThat(cli.type("connection list").out()).contains("sim");
        assertThat(cli.type("audit verify").exit()).isZero();
    }

    @Test
    @Proves("FL-104")
    void aBackupHoldsNoSecretAndNobodyElseReadsIt() throws IOException {
        Files.createDirectory(folder.resolve("shelf"));
        assertThat(cli.type(GRANT).exit()).isZero();

        Cli.Ran made = cli.type("backup shelf --json");

        assertThat(made.exit()).as(made.out()).isZero();
        Path file = Path.of(WatchedDemo.found("\"file\":\"([^\"]+)\"", made.out()));
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        String key = Files.readString(cli.home().resolve("audit.key")).strip();
        assertThat(content.contains("decision: refuse")).as("the policy").isTrue();
        assertThat(content.contains(demo.simulator().adminToken())).as("the token").isFalse();
        assertThat(content.contains(key)).as("the key").isFalse();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
        assertThat(cli.run("backup", file.toString()).exit()).as("there already").isEqualTo(2);
    }

    @Test
    @Proves("FL-104")
    void aBackupOfAnotherMachineIsRestoredWithAWordAboutItsProof() throws IOException {
        assertThat(cli.type(GRANT).exit()).isZero();
        assertThat(cli.type("backup kept.db").exit()).isZero();
        Path other = Files.createDirectory(folder.resolve("other"));
        Cli elsewhere = new Cli(other);

        Cli.Ran restored = elsewhere.type("restore ../kept.db --json");

        assertThat(restored.exit()).as(restored.out()).isZero();
        assertThat(restored.out())
                .contains("\"audit\":\"no_head\"", "audit_head_missing", "\"policy\":\"restored\"");
        assertThat(elsewhere.type("connection list").out()).contains("sim");
        assertThat(elsewhere.type("policy show").out()).contains("person:tester");
        assertThat(elsewhere.type("audit verify").exit()).isZero();
    }

    @Test
    @Proves({"FL-104", "TU-55"})
    void aBackupOfAnotherMachineIsRestoredOverAHomeThatHasAKeyOfItsOwn() throws IOException {
        assertThat(cli.type("backup kept.db").exit()).isZero();
        Cli elsewhere = elsewhere();

        Cli.Ran restored = elsewhere.type("restore ../kept.db --json");

        assertThat(restored.exit()).as(restored.out()).isZero();
        assertThat(restored.out()).contains("\"audit\":\"no_head\"", "audit_head_missing");
        assertThat(elsewhere.type("connection disable sim").exit()).isZero();
        Cli.Ran verified = elsewhere.type("audit verify");
        assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
    }

    @Test
    @Proves({"FL-104", "TU-55"})
    void aBackupWithoutAHeadIsRestoredAndItsLogGoesOnUnderTheKeyOfTheHome() throws SQLException {
        assertThat(cli.type("backup kept.db").exit()).isZero();
        change(folder.resolve("kept.db"), "DELETE FROM backup_part WHERE name = 'audit.head'");

        Cli.Ran restored = cli.type("restore kept.db --json");

        assertThat(restored.out()).contains("\"ok\":true", "\"audit\":\"no_head\"");
        Cli.Ran verified = cli.type("audit verify");
        assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
    }

    /** A home with a log and a key of its own. */
    private Cli elsewhere() throws IOException {
        Cli elsewhere = new Cli(Files.createDirectory(folder.resolve("other")));
        assertThat(elsewhere.connect(demo.simulator()).exit()).isZero();
        return elsewhere;
    }

    private static void change(Path store, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
