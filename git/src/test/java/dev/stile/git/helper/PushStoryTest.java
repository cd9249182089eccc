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
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Pushes, typed as a user types them, from every form of repository. */
class PushStoryTest {
    @TempDir(factory = PatientFolders.class, cleanup = CleanupMode.NEVER)
    Path world;

    private UserGit git;

    @BeforeEach
    void aMirrorWithThreeRecords() throws Exception {
        git = UserGit.withMirror(world);
    }

    private String main() throws Exception {
        return git.text("mirror.git", "rev-parse", "main");
    }

    @Test
    @Proves({"GS-11", "GS-12", "GS-14"})
    void aPushIsOneHelperAndTheTrackingRefIsThePushedTip() throws Exception {
        git.cloneInto("a");
        String before = main();
        String tip = git.edit("a", "edited\n");

        Ended first = git.run("a", "push");
        Ended second = git.run("a", "push");

        assertThat(first.succeeded().output()).doesNotContain("error", "fatal");
        assertThat(git.text("a", "rev-parse", "origin/main")).isEqualTo(tip);
        assertThat(second.succeeded().output()).contains("Everything up-to-date");
        assertThat(git.takeLog())
                .containsExactly(
                        "helper",
                        "open stile::work/demo",
                        "push " + tip + " onto " + before,
                        "bases 1",
                        "close",
                        "helper",
                        "open stile::work/demo",
                        "close");
        git.text("a", "pull", "-q");
        assertThat(git.text("a", "rev-parse", "HEAD")).isEqualTo(main());
    }

    @ParameterizedTest
    @Proves({"GS-4", "GS-17", "GS-153"})
    @ValueSource(
            strings = {
                "--no-tags",
                "--filter=blob:none --sparse",
                "--filter=tree:0 --sparse",
                "--depth=1",
                "--reference=seed",
                "--single-branch",
                "--bare"
            })
    void aPushFromAnyFormOfCloneIsOneHelperAndFetchesNothing(String options) throws Exception {
        git.changeUpstream(2, "changed\n");
        git.cloneInto("a", options.split(" "));
        String before = main();
        git.changeUpstream(3, "somebody else's\n");
        String tip;
        if (options.equals("--bare")) {
            git.text("", "clone", "-q", "a", "work");
            tip = git.edit("work", "edited\n");
            git.text("work", "push", "-q");
            git.text("a", "config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*");
        } else {
            if (options.contains("--sparse")) {
                // A git before 2.36 does not look at files that its checkout leaves out.
                git.text("a", "update-index", "--no-skip-worktree", "issues/1.md");
            }
            tip = git.edit("a", "edited\n");
        }
        git.takeLog();

        Ended push = git.run("a", "push", "origin", "main");

        assertThat(push.succeeded().output()).doesNotContain("error", "fatal", "warning");
        assertThat(git.takeLog())
                .containsExactly(
                        "helper",
                        "open stile::work/demo",
                        "push " + tip + " onto " + before,
                        "bases 1",
                        "close");
        git.text("mirror.git", "fsck", "--full", "--strict");
        assertThat(git.text("mirror.git", "cat-file", "-p", tip + ":issues/1.md"))
                .isEqualTo("edited");
    }

    @Test
    @Proves({"GS-4", "GS-17"})
    void aPushFromAWorktreeOfASharedCloneSendsWhatItsAlternateHolds() throws Exception {
        git.cloneInto("a");
        git.edit("a", "edited in the first clone\n");
        git.text("", "clone", "-q", "--shared", "a", "b");
        git.text("b", "remote", "set-url", "origin", UserGit.ADDRESS);
        git.text("b", "worktree", "add", "-q", "-b", "side", "../c");
        String tip = git.edit("c", "edited in the worktree\n");

        git.text("c", "push", "-q", "origin", "HEAD:main");

        assertThat(git.takeLog()).contains("bases 1").anyMatch(line -> line.contains(tip));
        git.text("mirror.git", "fsck", "--full", "--strict");
    }

    @Test
    @Proves("GS-12")
    void aRepositoryWithoutATrackingRefIsAnsweredWithWhatItsOwnRefsReach() throws Exception {
        git.cloneInto("a");
        String seen = main();
        git.edit("a", "edited\n");
        String tip = git.text("a", "rev-parse", "HEAD");
        git.text("a", "remote", "remove", "origin");
        git.changeUpstream(3, "somebody else's\n");

        git.text("a", "push", "-q", UserGit.ADDRESS, "main");

        assertThat(git.takeLog()).contains("push " + tip + " onto " + seen);
    }

    @Test
    @Proves({"GS-12", "GS-113", "GS-13"})
    void aRepositoryThatOnlyBorrowsPublishedCommitsIsToldThatItSharesNone() throws Exception {
        git.cloneInto("a");
        Files.createDirectories(world.resolve("b"));
        git.text("b", "init", "-q");
        git.write("b", ".git/objects/info/alternates", world.resolve("a/.git/objects") + "\n");
        git.edit("b", "a history of its own\n");

        Ended push = git.run("b", "push", UserGit.ADDRESS, "main");
        Ended forced = git.run("b", "push", "--force", UserGit.ADDRESS, "main");

        assertThat(push.exitCode()).isEqualTo(1);
        assertThat(push.output())
                .contains("[STL-3008]", "git fetch " + UserGit.ADDRESS, "(non-fast-forward)");
        assertThat(forced.exitCode()).isEqualTo(1);
        assertThat(forced.output()).containsPattern("\\[remote rejected].*\\[STL-3008]");
        assertThat(git.takeLog()).noneMatch(line -> line.startsWith("push"));
    }

    @Test
    @Proves("GS-113")
    void aMirrorThatWasMadeAnewIsNotGuessedAbout() throws Exception {
        git.cloneInto("a");
        String old = main();
        git.edit("a", "edited\n");
        try (var found = Files.walk(world.resolve("mirror.git"))) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        git.text("seed", "commit", "-q", "--amend", "-m", "made anew");
        git.makeMirrorAgain();

        Ended push = git.run("a", "push");

        assertThat(push.exitCode()).isEqualTo(1);
        assertThat(push.output()).contains("[STL-3008]", "git rebase --onto origin/main " + old);
        git.text("a", "fetch", "-q", "origin");
        git.text("a", "rebase", "-q", "--onto", "origin/main", old);
        git.text("a", "push", "-q");
    }

    @Test
    @Proves({"GS-13", "GS-72"})
    void onlyForceLiftsTheFastForwardRule() throws Exception {
        git.cloneInto("a");
        git.edit("a", "edited\n");
        git.text("a", "push", "-q");
        git.takeLog();
        git.write("a", "issues/1.md", "edited again\n");
        git.text("a", "commit", "-q", "-a", "--amend", "-m", "amended");

        Ended plain = git.run("a", "push");
        Ended forced = git.run("a", "push", "--force-with-lease");

        assertThat(plain.exitCode()).isEqualTo(1);
        assertThat(plain.output()).contains("(non-fast-forward)");
        assertThat(forced.succeeded().output()).contains("forced update");
        assertThat(git.takeLog()).filteredOn(line -> line.endsWith(" force")).hasSize(1);
    }

    @Test
    @Proves({"GS-76", "GS-96"})
    void aConflictIsGitsOwnFetchFirstAndItsObjectsAreDropped() throws Exception {
        git.cloneInto("a");
        String tip = git.edit("a", "edited\n");
        Files.createFile(world.resolve("stale"));

        Ended push = git.run("a", "push");

        assertThat(push.exitCode()).isEqualTo(1);
        assertThat(push.output()).contains("[STL-3001]", "! [rejected]", "(fetch first)");
        assertThat(git.run("mirror.git", "cat-file", "-e", tip).exitCode()).isNotZero();
        try (var left = Files.list(world.resolve("mirror.git/objects"))) {
            assertThat(left).noneMatch(path -> path.toString().contains("tmp_objdir"));
        }
    }

    @Test
    @Proves("GS-83")
    void aDryRunAsksForAPlanAndWritesNothing() throws Exception {
        git.cloneInto("a");
        String tip = git.edit("a", "edited\n");
        String before = main();

        git.run("a", "push", "--dry-run").succeeded();

        assertThat(git.takeLog()).contains("push " + tip + " onto " + before + "  dry-run");
        assertThat(main()).isEqualTo(before);
        assertThat(git.text("a", "rev-parse", "origin/main")).isEqualTo(before);
        Files.createFile(world.resolve("stale"));
        assertThat(git.run("a", "push", "--dry-run").exitCode()).isEqualTo(1);
    }

    @Test
    @Proves({"GS-82", "GS-15"})
    void everyRefGetsItsOwnAnswerAndOnlyMainIsTaken() throws Exception {
        git.cloneInto("a");
        String tip = git.edit("a", "edited\n");
        git.text("a", "tag", "v1");
        git.text("a", "branch", "grün");

        Ended atomic = git.run("a", "push", "--atomic", "origin", "main", "grün", "v1");
        Ended mixed = git.run("a", "push", "origin", "main", "grün", "v1");
        Ended deleted = git.run("a", "push", "origin", ":main");
        Ended mirrored = git.run("a", "push", "--mirror");

        assertThat(atomic.exitCode()).isEqualTo(1);
        assertThat(atomic.output())
                .contains("main -> main (atomic push: another ref was refused [STL-3002])");
        assertThat(mixed.exitCode()).isEqualTo(1);
        assertThat(mixed.output())
                .contains("grün -> grün (only main is connected [STL-3002])")
                .contains("v1 -> v1 (only main is connected [STL-3002])")
                .containsPattern("[0-9a-f]+\\.\\.[0-9a-f]+ +main -> main");
        assertThat(deleted.exitCode()).isEqualTo(1);
        assertThat(deleted.output()).contains("main (main cannot be deleted [STL-3003])");
        assertThat(mirrored.exitCode()).isEqualTo(1);
        assertThat(git.takeLog()).filteredOn(line -> line.contains("push " + tip)).hasSize(1);
    }

    @Test
    @Proves({"GS-84", "GS-15"})
    void pushOptionsReachThePushAndABadOneStopsIt() throws Exception {
        git.cloneInto("a");
        git.edit("a", "edited\n");

        Ended bad = git.run("a", "push", "-o", "allow-delete=5", "-o", "note=x");
        Ended good = git.run("a", "push", "-o", "note=say \"grün\" \\ twice");

        assertThat(bad.exitCode()).isEqualTo(1);
        assertThat(bad.output())
                .contains("-o allow-delete=5")
                .contains("(a push option is unknown or not valid [STL-3004])");
        good.succeeded();
        assertThat(git.takeLog())
                .filteredOn(line -> line.startsWith("push"))
                .singleElement()
                .asString()
                .endsWith("say \"grün\" \\ twice");
    }

    @Test
    @Proves({"GS-18", "GS-3"})
    void aPushThatCannotBeginIsAnsweredForItsRef() throws Exception {
        git.cloneInto("a");
        git.edit("a", "edited\n");
        git.text("a", "remote", "set-url", "origin", "stile::wrok/demo");

        Ended push = git.run("a", "push");

        assertThat(push.exitCode()).isEqualTo(1);
        assertThat(push.output())
                .containsOnlyOnce("error: there is no connection wrok [STL-1002]\n")
                .contains(
                        "[remote rejected] main -> main (there is no connection wrok [STL-1002])");
        assertThat(git.takeLog()).containsExactly("helper");
    }

    @Test
    @Proves("GS-16")
    void aRepositoryOfAnotherObjectFormatIsRefused() throws Exception {
        git.text("", "init", "-q", "--object-format=sha256", "a");
        git.edit("a", "edited\n");

        Ended push = git.run("a", "push", UserGit.ADDRESS, "main");

        assertThat(push.exitCode()).isEqualTo(1);
        assertThat(push.output()).containsPattern("\\[remote rejected].*\\[STL-1008]");
    }

    @Test
    @Proves("GS-17")
    void aReplacedCommitIsPushedAsItIs() throws Exception {
        git.cloneInto("a");
        String tip = git.edit("a", "edited\n");
        git.text("a", "commit", "-q", "--amend", "-m", "the replacement");
        String other = git.text("a", "rev-parse", "HEAD");
        git.text("a", "reset", "-q", "--hard", tip);
        git.text("a", "replace", tip, other);

        git.text("a", "push", "-q", "origin", "main");

        assertThat(git.text("mirror.git", "log", "-1", "--format=%s", tip)).isEqualTo("edit");
    }

    @Test
    @Proves("GS-21")
    void anOldGitIsToldAtItsPush() throws Exception {
        git.cloneInto("a");
        git.edit("a", "edited\n");
        Path old = world.resolve("bin/git");
        Files.writeString(
                old,
                """
                #!/bin/sh
                test "$1" = version && exec echo git version 2.33.8
                exec '%s/git' "$@"
                """
                        .formatted(git.text("", "--exec-path")));
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwxr-xr-x"));

        // git puts this folder before all others on the path of a helper.
        Ended push =
                git.program(
                        "a",
                        Map.of("GIT_EXEC_PATH", world.resolve("bin").toString()),
                        List.of("git", "push"));

        assertThat(push.exitCode()).isEqualTo(1);
        assertThat(push.output()).containsPattern("\\[remote rejected].*\\[STL-1007]");
    }

    @Test
    @Proves("GS-5")
    void aPushWritesNothingToTheUsersRepositoryButWhatGitWrites() throws Exception {
        git.cloneInto("a");
        git.edit("a", "edited\n");
        String config = Files.readString(world.resolve("a/.git/config"));

        git.text("a", "push", "-q");

        assertThat(Files.readString(world.resolve("a/.git/config"))).isEqualTo(config);
        assertThat(git.text("a", "for-each-ref", "--format=%(refname)"))
                .isEqualTo("refs/heads/main\nrefs/remotes/origin/HEAD\nrefs/remotes/origin/main");
        assertThat(git.text("a", "status", "--porcelain")).isEmpty();
    }

    @Test
    @Proves("GS-97")
    void anInterruptedPushFinishesWhatItIsInThoughGitIsGone() throws Exception {
        git.cloneInto("a");
        git.edit("a", "edited\n");
        Files.createFile(world.resolve("wait-for-stop"));

        Process push =
                git.builder("a", Map.of(), List.of("git", "push"), world.resolve("output")).start();
        try (var folder = world.getFileSystem().newWatchService()) {
            world.register(folder, StandardWatchEventKinds.ENTRY_CREATE);
            while (!Files.exists(world.resolve("waiting"))) {
                assertThat(folder.poll(60, TimeUnit.SECONDS)).isNotNull().matches(WatchKey::reset);
            }
        }
        List<ProcessHandle> helper = push.descendants().toList();
        push.destroyForcibly();
        helper.forEach(ProcessHandle::destroy);
        for (ProcessHandle each : helper) {
            each.onExit().get(60, TimeUnit.SECONDS);
        }

        assertThat(git.takeLog()).endsWith("bases 1", "stopped", "close");
    }
}
