package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.git.process.Git;
import dev.stile.git.process.GitEnvironment;
import dev.stile.simulator.Simulator;
import dev.stile.simulator.SimulatorOptions;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code stile attach} and {@code detach}, in this process, in repositories of the real git. */
@Proves("GS-112")
final class AttachCommandTest {
    private static final String FOREIGN = "[STL-1005]";

    @TempDir private Path folder;
    private Simulator simulator;
    private Cli cli;
    private Git git;
    private byte[] config;

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.start(SimulatorOptions.empty().withDemo());
        cli = new Cli(folder);
        assertThat(cli.connect(simulator).exit()).isZero();
        git = git(folder);
        git.text("init", "--quiet", "--initial-branch=main");
        git.text("config", "user.name", "You");
        git.text("config", "user.email", "you@stile.invalid");
        add("README", "A project.\n");
        add("issues/1.md", "---\nid: \"1\"\n---\n");
        add("issues/gift-card.md", "---\nid: \"3\"\ntitle: Pay with a gift card\n---\n\nText.\n");
        add("issues/new.md", "# A new one\n");
        add("issues/gone.md", "---\nid: \"99\"\n---\n");
        git.text("commit", "--quiet", "--message", "Files");
        config = config();
    }

    @AfterEach
    void stop() throws IOException {
        simulator.close();
    }

    @Test
    void aRepositoryIsBoundAndFilesAreMatchedByIdAndDetachingTakesAllOfThatAway()
            throws IOException {
        String head = git.text("rev-parse", "HEAD");

        Cli.Ran trial = cli.type("attach sim/demo --dry-run");
        assertThat(trial.exit()).as(trial.err()).isZero();
        assertThat(trial.out())
                .startsWith(
                        "stile::sim/demo would be the remote origin\n2 files matched, 6 missing");
        assertThat(config()).isEqualTo(config);
        assertThat(git.text("for-each-ref", "refs/remotes")).isEmpty();

        Cli.Ran ran = cli.type("attach sim/demo");

        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.out())
                .startsWith(
                        """
                        stile::sim/demo is now the remote origin
                        2 files matched, 6 missing, 2 extra, 0 duplicate
                        missing: issues/2.md
                        """)
                .contains("extra: issues/gone.md\nextra: issues/new.md\n");
        assertThat(git.text("remote", "get-url", "origin")).isEqualTo("stile::sim/demo");
        assertThat(git.text("rev-parse", "origin/main"))
                .isEqualTo(cli.type("at sim/demo 2099-01-01").out().strip().split("\\s")[0]);
        assertThat(git.text("rev-parse", "HEAD")).isEqualTo(head);
        assertThat(git.text("diff", "HEAD", "--stat")).isEmpty();
        assertThat(cli.type("attach sim/demo --json").out())
                .contains(
                        "\"address\":\"stile::sim/demo\",\"remote\":\"origin\",\"dry_run\":false",
                        "\"was_attached\":true,\"matched\":[\"issues/1.md\",\"issues/gift-card.md\"]",
                        "\"extra\":[\"issues/gone.md\",\"issues/new.md\"]");
        assertThat(cli.type("status").out()).startsWith("stile::sim/demo, 8 records");

        Cli.Ran tried = cli.type("detach --dry-run");
        assertThat(tried.out()).isEqualTo("the remote origin would go: stile::sim/demo\n");
        assertThat(git.text("remote")).isEqualTo("origin");
        Cli.Ran gone = cli.type("detach --json");
        assertThat(gone.exit()).as(gone.err()).isZero();
        assertThat(gone.out()).contains("\"remote\":\"origin\",\"address\":\"stile::sim/demo\"");
        assertThat(config()).isEqualTo(config);
        assertThat(git.text("for-each-ref", "refs/remotes")).isEmpty();
        assertThat(cli.type("audit list --json").out())
                .contains("\"git.attach\"", "2 files matched, 6 missing", "\"git.detach\"");
        assertThat(cli.type("detach").err()).contains(FOREIGN);
    }

    @Test
    void anIdThatTwoFilesClaimAndWhatCannotBeOpenedAreRefusedAndNothingIsChanged()
            throws IOException {
        add("issues/copy.md", "---\nid: \"3\"\n---\n");

        Cli.Ran refused = cli.type("attach sim/demo");

        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err())
                .contains(
                        "1 ids are claimed by several files: nothing was changed [STL-2007]",
                        "issues/copy.md: claims the id 3",
                        "issues/gift-card.md: claims the id 3");
        assertThat(cli.type("attach nobody/demo").exit()).isNotZero();
        assertThat(cli.type("attach sim/nowhere").err()).contains("[STL-1003]");
        assertThat(cli.type("attach sim/demo --remote -x").exit()).isEqualTo(2);
        assertThat(cli.type("attach sim/demo --remote a/../b").exit()).isEqualTo(2);
        assertThat(config()).isEqualTo(config);
        assertThat(git.text("for-each-ref", "refs/remotes")).isEmpty();
    }

    @Test
    void aRemoteOfSomethingElseStaysAndSoDoesWhatOthersSetBesideOurs() throws IOException {
        git.text("remote", "add", "origin", "https://code.example/acme/web.git");
        config = config();

        Cli.Ran refused = cli.type("attach sim/demo");

        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err())
                .contains(FOREIGN, "stile attach stile::sim/demo --remote tracker");
        assertThat(config()).isEqualTo(config);
        assertThat(cli.type("detach --remote origin").err()).contains(FOREIGN);
        assertThat(cli.type("attach sim/demo --remote tracker").exit()).isZero();
        git.text("config", "remote.tracker.skipDefaultUpdate", "true");
        git.text("symbolic-ref", "refs/remotes/tracker/HEAD", "refs/remotes/tracker/main");
        git.text("update-ref", "refs/remotes/tracker/other", "HEAD");

        assertThat(cli.type("detach").out())
                .isEqualTo("the remote tracker is gone: stile::sim/demo\n");

        assertThat(git.text("remote", "get-url", "origin"))
                .isEqualTo("https://code.example/acme/web.git");
        assertThat(git.text("config", "--get-regexp", "^remote\\.tracker"))
                .isEqualTo("remote.tracker.skipdefaultupdate true");
        assertThat(git.text("for-each-ref", "--format=%(refname)", "refs/remotes"))
                .isEqualTo("refs/remotes/tracker/other");
        // What is left of somebody's is in the way of a remote of that name.
        assertThat(cli.type("attach sim/demo --remote tracker").err()).contains(FOREIGN);
    }

    @Test
    void whatAKillLeftOfAnAttachOrADetachIsFinishedByEitherCommand() throws IOException {
        // Killed after its first setting, and killed before its last.
        git.text("config", "remote.origin.stileattached", "stile::sim/demo");
        Cli.Ran finished = cli.type("attach sim/demo");
        assertThat(finished.out())
                .as(finished.err())
                .startsWith("stile::sim/demo is now the remote origin");
        byte[] whole = config();
        git.text("config", "--unset-all", "remote.origin.url");
        assertThat(cli.type("attach sim/demo2").err()).contains(FOREIGN);
        assertThat(cli.type("attach sim/demo").exit()).isZero();
        assertThat(git.text("remote", "get-url", "origin")).isEqualTo("stile::sim/demo");
        assertThat(git.text("config", "--get-all", "remote.origin.fetch")).hasLineCount(1);
        assertThat(config()).hasSameSizeAs(whole);

        git.text("config", "--unset-all", "remote.origin.url");
        Cli.Ran gone = cli.type("detach");
        assertThat(gone.exit()).as(gone.err()).isZero();
        assertThat(config()).isEqualTo(config);
        assertThat(git.text("for-each-ref", "refs/remotes")).isEmpty();

        git.text("config", "remote.origin.stileattached", "stile::sim/demo");
        assertThat(cli.type("detach").exit()).isZero();
        assertThat(config()).isEqualTo(config);
    }

    @Test
    void aRemoteThatLeadsElsewhereByNowIsNotTakenAway() throws IOException {
        assertThat(cli.type("attach sim/demo").exit()).isZero();
        git.text("remote", "set-url", "origin", "https://code.example/acme/web.git");

        Cli.Ran refused = cli.type("detach");

        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err()).contains(FOREIGN, "leads elsewhere");
        assertThat(git.text("remote", "get-url", "origin"))
                .isEqualTo("https://code.example/acme/web.git");
    }

    @Test
    void noRepositoryButThatOfTheFolderItselfIsTouched() throws IOException {
        Path below = Files.createDirectories(folder.resolve("below"));
        Cli inside = new Cli(below).with("STILE_HOME", cli.home().toString());
        Cli.Ran refused = inside.type("attach sim/demo");
        assertThat(refused.exit()).isEqualTo(3);
        assertThat(refused.err())
                .contains(FOREIGN, "begins at " + folder.toRealPath() + ": nothing was changed");
        assertThat(config()).isEqualTo(config);

        Path other = Files.createDirectories(folder.resolve("other"));
        git(other).text("init", "--quiet");
        Cli.Ran elsewhere =
                new Cli(other)
                        .with("STILE_HOME", cli.home().toString())
                        .with("GIT_DIR", folder.resolve(".git").toString())
                        .type("attach sim/demo");
        assertThat(elsewhere.exit()).isEqualTo(3);
        assertThat(elsewhere.err()).contains(FOREIGN, "git's variables");
        assertThat(git(other).text("remote")).isEmpty();
        assertThat(config()).isEqualTo(config);

        Path bare = Files.createDirectories(folder.resolve("bare"));
        git(bare).text("init", "--quiet", "--bare");
        assertThat(
                        new Cli(bare)
                                .with("STILE_HOME", cli.home().toString())
                                .type("attach sim/demo")
                                .err())
                .contains(FOREIGN, "bare");
    }

    private void add(String file, String text) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), text);
        git.text("add", "--", file);
    }

    private byte[] config() throws IOException {
        return Files.readAllBytes(folder.resolve(".git/config"));
    }

    private static Git git(Path where) {
        return Git.inFolder(where, GitEnvironment.forMirror(System.getenv()));
    }
}
