package dev.stile.git.helper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.git.helper.UserGit.Ended;
import dev.stile.git.process.GitEnvironment;
import dev.stile.git.repository.MirrorRepository;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the installed git makes of the helper, typed as a user types it. */
class RemoteHelperTest {
    private static final String ADDRESS = "stile::work/demo";

    @TempDir Path world;
    private UserGit git;

    @BeforeEach
    void aMirrorWithThreeRecords() throws Exception {
        git = UserGit.inWorld(world);
        MirrorRepository.create(
                world.resolve("mirror.git"), GitEnvironment.forMirror(System.getenv()));
        Files.createDirectories(world.resolve("seed"));
        git.text("seed", "init", "-q");
        for (int number = 1; number <= 3; number++) {
            git.write("seed", "issues/" + number + ".md", "record " + number + "\n");
        }
        git.commit("seed", "sync");
        upstream();
    }

    /** Puts the seed's commits into the mirror, as a sync would. */
    private void upstream() throws Exception {
        git.text("seed", "push", "-q", "../mirror.git", "HEAD:main");
    }

    private void clone(String name, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("clone", "-q"));
        arguments.addAll(List.of(options));
        arguments.addAll(List.of(ADDRESS, name));
        git.text("", arguments.toArray(String[]::new));
    }

    private void edit(String clone, String text) throws Exception {
        git.write(clone, "issues/1.md", text);
        git.commit(clone, "edit");
    }

    private String main() throws Exception {
        return git.text("mirror.git", "rev-parse", "main");
    }

    @ParameterizedTest
    @Proves({"GS-10", "GS-4"})
    @ValueSource(strings = {"0", "1", "2"})
    void aCloneWorksWhateverProtocolVersionTheUserHasSet(String version) throws Exception {
        Ended ended = git.run("", "-c", "protocol.version=" + version, "clone", ADDRESS, "a");

        ended.succeeded();
        assertThat(ended.output()).doesNotContain("error", "fatal", "warning");
        assertThat(git.text("a", "log", "--format=%s", "origin/main")).isEqualTo("sync");
        assertThat(git.takeLog())
                .containsExactly("helper", "open stile::work/demo", "sync", "close");
    }

    @Test
    @Proves({"GS-11", "GS-12", "GS-14"})
    void aPushIsOneHelperAndTheTrackingRefIsThePushedTip() throws Exception {
        clone("a");
        git.takeLog();
        String before = git.text("a", "rev-parse", "origin/main");
        edit("a", "edited\n");
        String tip = git.text("a", "rev-parse", "HEAD");

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
}
