package dev.stile.git.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

class GitTest {
    @TempDir Path folder;

    @Test
    void inputIsPipedAndOutputComesBack() {
        Git git = repository();

        byte[] id =
                git.bytesFrom("hello\n".getBytes(StandardCharsets.UTF_8), "hash-object", "--stdin");

        assertThat(new String(id, StandardCharsets.UTF_8).strip())
                .isEqualTo("ce013625030ba8dba906f756967f9e9ca394464a");
    }

    @Test
    void anUnexpectedExitCodeIsAnErrorThatNamesTheCommand() {
        assertThatThrownBy(() -> repository().bytes("cat-file", "-p", "HEAD"))
                .isInstanceOf(GitFailed.class)
                .hasMessageContaining("cat-file");
    }

    @Test
    @Proves("GS-19")
    void noVariableOrConfigurationOfTheCallerReachesAMirror() throws Exception {
        Path config = folder.resolve("global");
        Files.writeString(config, "[core]\n\tabbrev = 7\n[user]\n\tname = Somebody\n");
        Map<String, String> outer = new HashMap<>(System.getenv());
        outer.put("GIT_DIR", "/nonexistent");
        outer.put("GIT_CONFIG_GLOBAL", config.toString());
        outer.put("HOME", folder.toString());
        repository();

        Git git = Git.inRepository(folder.resolve("bare"), GitEnvironment.forMirror(outer));

        assertThat(git.find("config", "--get", "user.name")).isEmpty();
        assertThat(git.text("rev-parse", "--is-bare-repository")).isEqualTo("true");
    }

    @Test
    @Proves("GS-17")
    void theUsersRepositoryIsTheOneThatGitNames() {
        repository();
        Map<String, String> outer = new HashMap<>(System.getenv());
        outer.put("GIT_DIR", folder.resolve("bare").toString());

        Git git = Git.here(GitEnvironment.forUserRepository(outer));

        assertThat(git.text("rev-parse", "--is-bare-repository")).isEqualTo("true");
    }

    private Git repository() {
        GitEnvironment environment = GitEnvironment.forMirror(System.getenv());
        Git.inFolder(folder, environment).text("init", "-q", "--bare", "bare");
        return Git.inRepository(folder.resolve("bare"), environment);
    }
}
