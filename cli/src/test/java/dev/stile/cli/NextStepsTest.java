package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.Simulator;
import dev.stile.simulator.SimulatorOptions;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/** What commands say to type next is about the same place, and does what was looked at. */
@Proves("GS-121")
final class NextStepsTest {
    @TempDir private Path folder;
    private Simulator simulator;
    private Cli cli;
    private Checkout clone;

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.start(SimulatorOptions.empty().withDemo());
        cli = new Cli(folder);
        assertThat(cli.connect(simulator).exit()).isZero();
        clone = Checkout.of(cli, "sim/demo", folder.resolve("clone"));
    }

    @AfterEach
    void stop() throws IOException {
        simulator.close();
    }

    @Test
    void aSyncThatWasTriedOutIsTypedAgainWithItsPlaceAndOptions() {
        assertThat(cli.type("sync sim/demo --full --dry-run").err())
                .endsWith("nothing was changed; next: stile sync sim/demo --full\n");
        assertThat(cli.type("sync clone --dry-run").err()).endsWith("next: stile sync clone\n");
    }

    @Test
    void aPullIsTypedInTheCloneThatWasMeant() throws IOException {
        assertThat(cli.type("sync sim/demo").err())
                .endsWith("next: git pull, in a clone of stile::sim/demo\n");
        assertThat(cli.type("sync clone").err()).endsWith("next: git -C clone pull\n");
        assertThat(cli.type("status clone").err()).endsWith("next: git -C clone pull\n");
        clone.git("remote", "rename", "origin", "tracker");
        assertThat(cli.type("sync clone").err()).endsWith("next: git -C clone pull tracker main\n");
    }

    @Test
    void aBranchThatPlainGitWouldPushElsewhereIsNamed() throws IOException {
        clone.git("checkout", "--quiet", "-b", "work");
        clone.edit("issues/3.md", "title: .*", "title: First");

        assertThat(cli.type("plan clone").err())
                .endsWith("next: git -C clone push origin HEAD:main\n");
        assertThat(cli.type("hydrate clone issues").err() + cli.type("sync clone").err())
                .endsWith("next: git -C clone pull origin main\n");
    }

    @Test
    @Proves("GS-81")
    void aPlanThatIsRefusedSaysItsOptionsInTheSameFolder() throws IOException {
        for (int id = 1; id <= 6; id++) {
            clone.git("rm", "--quiet", "issues/" + id + ".md");
        }
        clone.git("commit", "--quiet", "--message", "six");
        clone.git("remote", "rename", "origin", "tracker");

        assertThat(cli.type("plan clone -o on-delete=close").err())
                .contains("this push closes 6 records")
                .contains(
                        "  git -C clone push -o on-delete=close -o allow-deletes=6 tracker HEAD:main\n"
                                + "  stile plan clone -o on-delete=close\n");
        assertThat(cli.type("plan clone -o on-delete=close --json").out())
                .contains(
                        "\"git -C clone push -o on-delete=close -o allow-deletes=6 tracker HEAD:main\"");
    }

    @Test
    void aPlanIsPushedWithItsOptionsAndItsRevision() throws IOException {
        clone.edit("issues/3.md", "title: .*", "title: First");
        clone.git("tag", "-a", "-m", "one", "v1");
        clone.edit("issues/4.md", "title: .*", "title: Second");

        assertThat(cli.type("status clone").err()).endsWith("next: stile plan clone\n");
        assertThat(cli.type("plan clone").err()).endsWith("next: git -C clone push\n");
        assertThat(cli.run("plan", "clone", "-o", "allow-deletes=12", "-o", "note=it's two").err())
                .endsWith("next: git -C clone push -o allow-deletes=12 -o 'note=it'\\''s two'\n");
        assertThat(cli.type("plan clone HEAD~1").err())
                .endsWith("next: git -C clone push origin 'HEAD~1:main'\n");
        assertThat(cli.type("plan clone v1").err())
                .endsWith("next: git -C clone push origin 'v1^{commit}:main'\n");
        clone.git("remote", "rename", "origin", "tracker");
        assertThat(cli.type("plan clone").err())
                .endsWith("next: git -C clone push tracker HEAD:main\n");
    }

    @Test
    void aPlanIsOfTheRemoteThatGitWouldPushToUnlessOneIsNamed() throws IOException {
        clone.git("remote", "add", "other", "stile::sim/demo");
        clone.git("update-ref", "refs/remotes/other/main", "refs/remotes/origin/main");
        clone.edit("issues/3.md", "title: .*", "title: First");
        assertThat(cli.type("plan clone").err()).endsWith("next: git -C clone push\n");

        assertThat(cli.type("plan clone --remote other").err())
                .endsWith("next: git -C clone push other HEAD:main\n");
        clone.git("config", "remote.pushDefault", "other");
        assertThat(cli.type("plan clone").err())
                .endsWith("next: git -C clone push other HEAD:main\n");
        clone.edit("issues/4.md", "title: .*", "titel: Second");
        assertThat(cli.type("plan clone --remote origin").err())
                .contains("  stile plan clone --remote origin\n");
        assertThat(cli.type("plan clone").err()).contains("  stile plan clone\n");
        assertThat(cli.type("plan clone --remote nobody").err())
                .contains("no remote here that is called nobody", "origin, other");
    }
}
