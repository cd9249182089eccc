package dev.stile.git.helper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.git.helper.UserGit.Ended;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.PatientFolders;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Clones and fetches, typed as a user types them, served to the installed git. */
class ReadingStoryTest {
    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path world;

    private UserGit git;

    @BeforeEach
    void aMirrorWithThreeRecords() throws Exception {
        git = UserGit.withMirror(world);
    }

    @ParameterizedTest
    @Proves({"GS-10", "GS-4"})
    @ValueSource(strings = {"0", "1", "2"})
    void aCloneWorksWhateverProtocolVersionTheUserHasSet(String version) throws Exception {
        Ended ended =
                git.run("", "-c", "protocol.version=" + version, "clone", UserGit.ADDRESS, "a");

        ended.succeeded();
        assertThat(ended.output()).doesNotContain("error", "fatal", "warning");
        assertThat(git.text("a", "log", "--format=%s", "origin/main")).isEqualTo("sync");
        assertThat(git.text("a", "config", "remote.origin.url")).isEqualTo(UserGit.ADDRESS);
        assertThat(git.takeLog())
                .containsExactly("helper", "open stile::work/demo", "sync", "close");
    }

    @ParameterizedTest
    @Proves({"GS-20", "GS-155", "GS-4"})
    @ValueSource(strings = {"0", "2"})
    void readingHeldFilesOfALazyCloneAsksTheTrackerNothing(String version) throws Exception {
        git.text("", "config", "--file", "gitconfig", "protocol.version", version);
        git.text("", "clone", "-q", "--filter=blob:none", "--sparse", UserGit.ADDRESS, "a");
        git.takeLog();

        git.text("a", "sparse-checkout", "set", "issues");

        assertThat(world.resolve("a/issues/3.md")).hasContent("record 3\n");
        assertThat(git.takeLog()).containsExactly("helper", "open stile::work/demo", "close");
    }

    @Test
    @Proves("GS-4")
    void aPullBringsWhatChangedFromAShallowCloneToo() throws Exception {
        git.changeUpstream(2, "changed once\n");
        git.cloneInto("a", "--depth", "1");
        String tip = git.changeUpstream(2, "changed twice\n");

        Ended pull = git.run("a", "pull", "-q");

        assertThat(pull.succeeded().output()).isEmpty();
        assertThat(git.text("a", "rev-parse", "HEAD")).isEqualTo(tip);
        assertThat(git.text("a", "rev-list", "--count", "HEAD")).isEqualTo("2");
        assertThat(git.text("a", "ls-remote", "-q"))
                .isEqualTo(tip + "\tHEAD\n" + tip + "\trefs/heads/main");
    }

    @Test
    @Proves({"GS-4", "GS-5"})
    void anotherRepositoryTakesItAsASecondRemote() throws Exception {
        Files.createDirectories(world.resolve("code"));
        git.text("code", "init", "-q");
        git.write("code", "main.c", "int main;\n");
        git.commit("code", "code");

        git.text("code", "remote", "add", "tickets", UserGit.ADDRESS);
        git.text("code", "fetch", "-q", "tickets");

        // A newer git itself remembers the remote's HEAD at a fetch.
        assertThat(git.text("code", "for-each-ref", "--format=%(refname)").lines())
                .containsOnlyOnce("refs/heads/main", "refs/remotes/tickets/main")
                .isSubsetOf(
                        "refs/heads/main",
                        "refs/remotes/tickets/HEAD",
                        "refs/remotes/tickets/main");
    }

    @Test
    @Proves({"GS-18", "GS-7"})
    void aCloneWhoseSyncFailsEndsWithOneLineAndNoBranch() throws Exception {
        Files.createFile(world.resolve("sync-fails"));

        Ended ended = git.run("", "clone", UserGit.ADDRESS, "a");

        assertThat(ended.exitCode()).isEqualTo(128);
        assertThat(ended.output())
                .contains("error: the server does not answer [STL-5007]\n")
                .contains("Explain: stile explain STL-5007\n")
                .contains("fatal: remote error: the server does not answer [STL-5007]")
                .doesNotContain("helper", "hung up", "early EOF");
        assertThat(world.resolve("a")).doesNotExist();
    }

    @ParameterizedTest
    @Proves({"GS-18", "GS-1", "GS-2", "GS-3"})
    @ValueSource(
            strings = {
                "stile::wrok/demo STL-1002",
                "stile://work/demo STL-1001",
                "stile::work STL-1001",
                "stile::me@work/demo STL-1001"
            })
    void aWrongAddressIsRefusedByNameAndNothingIsOpened(String addressAndCode) throws Exception {
        String address = addressAndCode.split(" ")[0];
        String code = addressAndCode.split(" ")[1];

        Ended ended = git.run("", "-c", "protocol.version=1", "ls-remote", address);

        assertThat(ended.exitCode()).isEqualTo(128);
        assertThat(ended.output())
                .contains("[" + code + "]\n")
                .containsPattern("fatal: remote error: .*\\[" + code + "]")
                .doesNotContain("hung up");
        assertThat(git.takeLog()).containsExactly("helper");
    }

    @Test
    @Proves("GS-10")
    void aServiceThatIsNotServedFallsBackSoThatGitSaysSo() throws Exception {
        Ended ended = git.run("", "archive", "--remote=" + UserGit.ADDRESS, "main");

        assertThat(ended.exitCode()).isEqualTo(128);
        assertThat(ended.output()).contains("can't connect to subservice git-upload-archive");
        assertThat(git.takeLog()).containsExactly("helper");
    }

    @Test
    @Proves("GS-19")
    void noConfigurationOfTheReaderChangesWhatTheMirrorDoes() throws Exception {
        git.text("", "config", "--file", "gitconfig", "uploadpack.hideRefs", "refs/heads/main");
        git.text("", "config", "--file", "gitconfig", "uploadpack.allowFilter", "false");

        Ended ended = git.run("", "clone", "--filter=blob:none", UserGit.ADDRESS, "a");

        assertThat(ended.succeeded().output()).doesNotContain("warning");
        assertThat(git.text("a", "branch", "-r")).contains("origin/main");
    }

    @Test
    @Proves("GS-18")
    void aHelperThatIsKilledEndsGitAtOnce() throws Exception {
        Files.writeString(world.resolve("kill-at-sync"), "");

        Ended ended = git.run("", "clone", UserGit.ADDRESS, "a");

        assertThat(ended.exitCode()).isEqualTo(128);
        assertThat(world.resolve("a")).doesNotExist();
        Files.delete(world.resolve("kill-at-sync"));
        git.run("", "clone", UserGit.ADDRESS, "a").succeeded();
    }

    @Test
    void aCloneOfEverythingShowsNothingButTheBranch() throws Exception {
        git.text("mirror.git", "update-ref", "refs/stile/push/1", "main");

        git.text("", "clone", "-q", "--mirror", UserGit.ADDRESS, "a.git");

        assertThat(List.of(git.text("a.git", "for-each-ref", "--format=%(refname)")))
                .containsExactly("refs/heads/main");
    }
}
