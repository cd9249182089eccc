package dev.stile.git.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.git.process.Git;
import dev.stile.git.process.GitEnvironment;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class PushingRepositoryTest {
    private static final String REF = "refs/heads/main";

    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "+refs/heads/*:refs/remotes/origin/*, refs/remotes/origin/main",
        "refs/heads/main:refs/remotes/work/main, refs/remotes/work/main",
        "+refs/*:refs/*, refs/heads/main",
        "refs/heads/m*n:refs/seen/x*y, refs/seen/xaiy",
    })
    void aTrackingRefIsFoundThroughTheRefspecsOfItsRemote(String refspec, String ref) {
        assertThat(FetchRefspec.destinationOf(REF, List.of("refs/tags/*:refs/tags/*", refspec)))
                .contains(ref);
    }

    @ParameterizedTest
    @CsvSource({
        "refs/heads/other:refs/remotes/origin/other",
        "refs/heads/main",
        "refs/heads/main:",
        "refs/heads/main*in:refs/x/*",
    })
    void aRemoteThatRemembersNothingHasNoTrackingRef(String refspec) {
        assertThat(FetchRefspec.destinationOf(REF, List.of(refspec))).isEmpty();
        assertThat(
                        FetchRefspec.destinationOf(
                                REF, List.of("^refs/heads/main", "refs/heads/*:refs/x/*")))
                .isEqualTo(Optional.empty());
    }

    @Test
    void anOldGitIsRefusedByItsVersion() {
        GitVersion version = GitVersion.parse("git version 2.33.8");

        assertThatThrownBy(version::requireSupported)
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.registered()).isEqualTo(Code.GIT_TOO_OLD));
        GitVersion.parse("git version 2.34.1").requireSupported();
        GitVersion.parse("git version 3.0.rc1 (Apple Git-1)").requireSupported();
    }

    @Test
    @Proves("GS-87")
    void aCloneIsItsCommonFolderAndAFolderMadeAnewIsAnother() throws IOException {
        Git git = Git.inFolder(folder, GitEnvironment.forUserRepository(Map.of("PATH", path())));
        git.text("init", "-q", "a");
        git.text(
                "-C",
                "a",
                "-c",
                "user.name=M",
                "-c",
                "user.email=m@x",
                "commit",
                "-q",
                "--allow-empty",
                "-m",
                "x");
        git.text("-C", "a", "worktree", "add", "-q", "../b");

        CloneIdentity first = identity("a");
        Files.writeString(folder.resolve("a/.git/touched"), "later");

        assertThat(identity("b")).isEqualTo(first);
        assertThat(identity("a")).isEqualTo(first);
        Files.move(folder.resolve("a"), folder.resolve("moved"));
        git.text("init", "-q", "a");
        assertThat(identity("a").commonDirectory()).isEqualTo(first.commonDirectory());
        assertThat(identity("a").key()).isNotEqualTo(first.key());
    }

    private CloneIdentity identity(String name) {
        return PushingRepository.inFolder(
                        folder.resolve(name), new HashMap<>(Map.of("PATH", path())), "origin")
                .identity();
    }

    private static String path() {
        return System.getenv("PATH");
    }
}
