package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A subscriber that lies in a workspace, by the commands that a person types. */
final class SubscriberStoryTest {
    private static final String TEMPLATE =
            """
            slug: pond-level
            version: 1.0.0
            description: Levels of a pond
            skill: pond-level
            binary: python3
            requires_auth: false
            can_subscribe: true
            subscriber: {manifest_slug: pond-level}
            """;
    private static final String MANIFEST =
            """
            manifest_version = 1
            id = "pond-level"
            kind = "subscriber"
            protocol = "1"
            [run]
            cmd = ["python3", "pond.py"]
            env = [{ name = "POND_MODE", value = "live" }]
            requires = ["python3"]
            [state]
            dir = "deep"
            """;
    private static final String PROGRAM =
            """
            import json, os, sys
            def say(frame):
                print(json.dumps(frame), flush=True)
            open(os.path.join(os.path.dirname(os.getcwd()), "ran.txt"), "w").write("ran")
            hello = {"type": "hello", "protocol": 1, "name": "pond", "operations": ["subscribe"]}
            if sys.argv[1] == "hello":
                say(hello)
                sys.exit(0)
            request = json.loads(sys.stdin.readline())
            say(hello)
            state = os.environ["STILE_STATE_DIR"]
            open(os.path.join(state, "kept"), "w").write(request["connection"])
            text = request["connection"] + " " + os.environ["POND_MODE"] + " " + state
            say({"type": "event", "id": "l-1", "cursor": "c-1", "payload": {"message": text}})
            say({"type": "health", "status": "ok", "caught_up": True})
            sys.stdin.readline()
            """;

    @TempDir private Path folder;
    private Cli cli;
    private Path subscriber;

    @BeforeEach
    void write() throws IOException {
        cli = new Cli(folder);
        subscriber =
                Files.createDirectories(folder.resolve(".stile/subscribers/pond-level"))
                        .toRealPath();
        Files.writeString(subscriber.resolve("manifest.toml"), MANIFEST);
        Files.writeString(subscriber.resolve("pond.py"), PROGRAM);
        Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
    }

    @Test
    @Proves({"FL-6", "FL-43", "TU-70"})
    void nothingOfAWorkspaceRunsBeforeAPersonTrustedIt() {
        Cli.Ran listed = cli.type("subscriber list --json");
        assertThat(listed.out()).contains("\"untrusted\"", "pond-level");

        Cli.Ran refused = cli.type("connector add template.yaml");
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err()).contains("STL-6103", "stile trust add " + subscriber);

        Cli.Ran unasked = cli.type("trust add .stile/subscribers/pond-level");
        assertThat(unasked.exit()).isEqualTo(3);
        assertThat(unasked.err()).contains("--yes --hash " + hash());
        assertThat(cli.type("trust add .stile/subscribers/pond-level --yes").exit()).isEqualTo(3);
        assertThat(
                        cli.type(
                                        "trust add .stile/subscribers/pond-level --yes --hash "
                                                + "0".repeat(64))
                                .exit())
                .isEqualTo(3);
        assertThat(cli.answered("no\n", "trust add .stile/subscribers/pond-level").exit())
                .isEqualTo(3);

        assertThat(ran()).doesNotExist();
        assertThat(cli.type("trust list --json").out()).contains("\"items\":[]");
    }

    @Test
    @Proves("FL-43")
    void aPersonSeesWhatWouldRunAndAnyChangeAsksAgain() throws IOException {
        Cli.Ran trusted = cli.answered("yes\n", "trust add .stile/subscribers/pond-level");
        assertThat(trusted.exit()).as(trusted.err()).isZero();
        assertThat(trusted.out())
                .contains(
                        subscriber.toString(),
                        "python3 pond.py",
                        "POND_MODE=live",
                        "trusted pond-level");
        connect("weir");
        Files.delete(ran());
        Files.writeString(subscriber.resolve("beside.py"), "print('other')\n");

        Cli.Ran changed = cli.type("event backfill weir --since 2020-01-01T00:00:00Z --longest 30");

        assertThat(changed.exit()).isNotZero();
        assertThat(changed.err()).contains("trust");
        assertThat(ran()).doesNotExist();
        assertThat(cli.type("subscriber list").out()).contains("pond-level  changed");
        trust();
        assertThat(done("event backfill weir --since 2020-01-01T00:00:00Z --longest 30"))
                .contains("0 new");
        assertThat(done("trust revoke " + subscriber)).contains("no longer trusted");
        assertThat(cli.type("event backfill weir --since 2020-01-01T00:00:00Z --longest 30").exit())
                .isNotZero();
    }

    @Test
    @Proves("FL-43")
    void theSameBytesAtAnotherPathAreNotTrusted() throws IOException {
        trust();
        Path elsewhere = folder.resolve("moved");
        Files.move(subscriber, elsewhere);
        Files.createSymbolicLink(subscriber, elsewhere);

        Cli.Ran refused = cli.type("connector add template.yaml");

        assertThat(refused.exit()).isEqualTo(3);
        assertThat(ran()).doesNotExist();
    }

    @Test
    @Proves("FL-44")
    void eachConnectionHasAStateFolderOfItsOwnThatGoesWithIt() throws IOException {
        trust();
        connect("weir");
        done("connect pond-level mill");

        for (String name : new String[] {"weir", "mill"}) {
            Path state = cli.home().resolve("state/pond-level").resolve(name);
            done("event backfill " + name + " --since 2020-01-01T00:00:00Z --longest 30");
            assertThat(done("event list --connection " + name))
                    .contains(name + " live " + state.resolve("deep"));
            assertThat(state.resolve("deep/kept")).hasContent(name);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
                    .isEqualTo("rwx------");
        }

        done("connection delete weir");
        assertThat(cli.home().resolve("state/pond-level/weir")).doesNotExist();
        assertThat(cli.home().resolve("state/pond-level/mill/deep/kept")).exists();
    }

    @Test
    @Proves("FL-42")
    void theHomeComesAfterWhatWasTrustedAndBeforeWhatWasNot() throws IOException {
        Files.createDirectory(
                cli.home(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path own = Files.createDirectories(cli.home().resolve("subscribers/pond-level"));
        Files.writeString(own.resolve("manifest.toml"), MANIFEST.replace("\"live\"", "\"home\""));
        Files.writeString(own.resolve("pond.py"), PROGRAM);
        connect("weir");
        assertThat(done("event list --connection weir")).contains("weir home");
        assertThat(ran()).doesNotExist();

        Cli.Ran trusted = cli.answered("yes\n", "trust add .stile/subscribers/pond-level");
        assertThat(trusted.out()).contains("in place of " + own);
        done("connect pond-level mill");
        done("event backfill mill --since 2020-01-01T00:00:00Z --longest 30");
        assertThat(done("event list --connection mill")).contains("mill live");
    }

    @Test
    @Proves("FL-41")
    void everyFaultOfAManifestIsToldAtOnceAndNothingRuns() throws IOException {
        Files.writeString(
                subscriber.resolve("manifest.toml"),
                """
                manifest_version = 2
                id = "mill-level"
                kind = "action"
                protocl = "1"
                [run]
                cmd = ["python3", "../pond.py", "/etc/passwd"]
                env = [{ name = "STILE_HOME", value = "x" }]
                [state]
                dir = "../elsewhere"
                [events]
                schema = "missing.json"
                """);

        Cli.Ran refused = cli.type("trust add .stile/subscribers/pond-level --json");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.out())
                .contains(
                        "subscriber_not_valid",
                        "/manifest_version",
                        "/id",
                        "/kind",
                        "did you mean protocol?",
                        "/run/cmd/1",
                        "/run/cmd/2",
                        "/run/env/0/name",
                        "/state/dir",
                        "/events/schema");
        assertThat(ran()).doesNotExist();

        Files.writeString(subscriber.resolve("manifest.toml"), "id = \"unclosed\n");
        assertThat(cli.type("trust add .stile/subscribers/pond-level").err())
                .contains("no TOML, in line 1");
    }

    private Path ran() {
        return folder.resolve(".stile/subscribers/ran.txt");
    }

    private void trust() {
        assertThat(cli.answered("yes\n", "trust add .stile/subscribers/pond-level").exit())
                .isZero();
    }

    private void connect(String name) {
        done("connector add template.yaml");
        done("connect pond-level " + name);
        done("event backfill " + name + " --since 2020-01-01T00:00:00Z --longest 30");
    }

    private String hash() {
        String listed = cli.type("subscriber list --json").out();
        return listed.replaceAll("(?s).*\"hash\":\"([0-9a-f]{64})\".*", "$1");
    }

    private String done(String line) {
        Cli.Ran ran = cli.type(line);
        assertThat(ran.exit()).as(line + "\n" + ran.out() + ran.err()).isZero();
        return ran.out() + ran.err();
    }
}
