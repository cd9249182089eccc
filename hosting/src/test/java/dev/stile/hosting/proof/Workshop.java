package dev.stile.hosting.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.call.Deadline;
import dev.stile.api.value.Sha;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A real repository in which a test commits, merges and tampers with the installed git. */
final class Workshop {
    private final Path folder;

    /** A repository with one commit on {@code main}: eight lines in {@code text}. */
    Workshop(Path folder) {
        this.folder = folder;
        git("init", "--quiet", "--initial-branch=main");
        git("config", "commit.gpgsign", "false");
        write("text", "1\n2\n3\n4\n5\n6\n7\n8\n");
        commit("begin");
    }

    GitRepository repository() {
        return new GitRepository(
                folder.resolve(".git"), System.getenv(), Deadline.after(Duration.ofSeconds(60)));
    }

    void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    Sha commit(String message) {
        git("add", "--all");
        git("commit", "--quiet", "--message", message);
        return head();
    }

    /** One commit that writes one file. */
    Sha commit(String name, String text) {
        write(name, text);
        return commit("write " + name);
    }

    Sha head() {
        return new Sha(git("rev-parse", "HEAD"));
    }

    Sha tree(Sha commit) {
        return new Sha(git("rev-parse", commit + "^{tree}"));
    }

    Workshop on(String branch) {
        git("switch", "--quiet", branch);
        return this;
    }

    Workshop branch(String branch) {
        git("switch", "--quiet", "--create", branch);
        return this;
    }

    /** A merge commit of the head into the branch that is checked out. */
    Sha merge(Sha head) {
        git("merge", "--quiet", "--no-ff", "--message", "merge", head.text());
        return head();
    }

    Sha squash(Sha head) {
        git("merge", "--quiet", "--squash", head.text());
        return commit("squash");
    }

    /** The commits of the head that this branch lacks, one after the other. */
    Sha replay(Sha head) {
        git("cherry-pick", "HEAD.." + head);
        return head();
    }

    /** The last commit with the present files in place of its own. */
    Sha amend() {
        git("add", "--all");
        git("commit", "--quiet", "--amend", "--no-edit");
        return head();
    }

    String git(String... words) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(Arrays.asList(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        for (String who : List.of("AUTHOR", "COMMITTER")) {
            builder.environment().put("GIT_" + who + "_NAME", "Ana");
            builder.environment().put("GIT_" + who + "_EMAIL", "ana@code.example");
        }
        builder.redirectErrorStream(true);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            return said.strip();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
