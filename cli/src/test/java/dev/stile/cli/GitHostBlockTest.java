package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** What connectors of code hosts say of themselves beyond the rest, as people and programs see it. */
final class GitHostBlockTest {
    @TempDir private Path folder;

    @Test
    @Proves("GH-36")
    void itIsShownWhole() {
        assertThat(new Cli(folder).type("connector show github --json").out())
                .contains(
                        "\"githost\":{\"type\":\"git_hosting\",\"critical\":false,\"requirements\":[{"
                                + "\"type\":\"secret\",\"name\":\"token\",\"acquire_url\":\"https://",
                        "\"entry\":\"builtin\",\"adapter_meta\":{\"action_classes\":[\"git-remote\","
                                + "\"pr-write\",\"comment\",\"review-dismiss\",\"merge\"],"
                                + "\"channel\":\"github\"}",
                        "\"contributes\":{\"events\":[\"git.pr_comments\",",
                        "\"config_keys\":[\"web_url\",",
                        "\"combined_with\":[],\"startup_hints\":[]");
        assertThat(new Cli(folder).type("connector show sim --json").out())
                .doesNotContain("githost");
    }
}
