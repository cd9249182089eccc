package dev.stile.simulator.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.hosting.BranchRules;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.hosting.Role;
import dev.stile.simulator.hosting.TimelineEvent;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The installed git against the simulated host. */
final class GitDoorTest {
    @TempDir private Path folder;
    private Stage stage;
    private Path work;

    @BeforeEach
    void start() throws IOException {
        stage = new Stage(folder.resolve("host"));
        work = folder.resolve("work");
    }

    @AfterEach
    void stop() throws IOException {
        stage.close();
    }

    private record Ran(int exit, String text) {}

    private Ran git(Path in, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "git",
                                "-c",
                                "user.name=Mona",
                                "-c",
                                "user.email=mona@localhost",
                                "-c",
                                "credential.helper="));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "git", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(in.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        String path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin");
        builder.environment().clear();
        builder.environment()
                .putAll(
                        Map.of(
                                "PATH", path,
                                "HOME", folder.toString(),
                                "LC_ALL", "C",
                                "GIT_CONFIG_NOSYSTEM", "1",
                                "GIT_TERMINAL_PROMPT", "0"));
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(
                process.exitValue(), Files.readString(output, StandardCharsets.UTF_8).strip());
    }

    private String remote(HostedRepository repository, String token) {
        return stage.simulator
                .remote(repository)
                .toString()
                .replace("http://", "http://x-access-token:" + token + "@");
    }

    private void cloned(HostedRepository repository) throws Exception {
        assertThat(git(folder, "clone", "-q", remote(repository, stage.token), work.toString()))
                .isEqualTo(new Ran(0, ""));
    }

    private String committed(String file) throws Exception {
        Files.writeString(work.resolve(file), file + "\n");
        git(work, "add", ".");
        assertThat(git(work, "commit", "-q", "-m", "Add " + file).exit()).isZero();
        return git(work, "rev-parse", "HEAD").text();
    }

    @Test
    @Proves("GH-95")
    void aPushMovesTheHeadAndItsRefs() throws Exception {
        cloned(stage.web);
        git(work, "checkout", "-q", "topic");
        String sha = committed("new.txt");
        assertThat(git(work, "push", "-q", "origin", "topic").exit()).isZero();
        assertThat(stage.pull.headSha()).isEqualTo(sha);
        assertThat(stage.pull.lastPusher()).isEqualTo(stage.hubot);
        git(work, "fetch", "-q", "origin", "refs/pull/1/head");
        assertThat(git(work, "rev-parse", "FETCH_HEAD").text()).isEqualTo(sha);
        stage.client.get("/repos/acme/web/pulls/1");
        git(work, "fetch", "-q", "origin", "refs/pull/1/merge");
        assertThat(git(work, "rev-parse", "FETCH_HEAD^2").text()).isEqualTo(sha);
    }

    @Test
    void aForcedPushIsRememberedAndOneToTheHostsOwnRefsRefused() throws Exception {
        cloned(stage.web);
        git(work, "checkout", "-q", "topic");
        git(work, "reset", "-q", "--hard", "HEAD~1");
        String sha = committed("other.txt");
        assertThat(git(work, "push", "-q", "origin", "topic").exit()).isNotZero();
        assertThat(git(work, "push", "-q", "--force", "origin", "topic").exit()).isZero();
        assertThat(stage.pull.headSha()).isEqualTo(sha);
        assertThat(stage.pull.events())
                .extracting(TimelineEvent::kind)
                .containsExactly(TimelineEvent.Kind.HEAD_FORCE_PUSHED);
        assertThat(git(work, "push", "-q", "--force", "origin", "HEAD:refs/pull/1/head").exit())
                .isNotZero();
    }

    @Test
    @Proves("GH-96")
    void aProtectedBranchDeclinesAPushAndAReaderMayNotPush() throws Exception {
        stage.web.protect("main", BranchRules.none().reviews(1));
        cloned(stage.web);
        String before = stage.web.branch("main").orElseThrow();
        committed("direct.txt");
        Ran refused = git(work, "push", "origin", "main");
        assertThat(refused.exit()).isNotZero();
        assertThat(refused.text()).contains("protected branch hook declined");
        assertThat(stage.web.branch("main")).hasValue(before);

        var reader = stage.simulator.user(stage.web, "reader", Role.READ);
        String theirs = remote(stage.web, stage.simulator.token(reader));
        assertThat(git(work, "push", theirs, "HEAD:refs/heads/x").text()).contains("denied");
        assertThat(git(work, "push", stage.simulator.remote(stage.web).toString(), "HEAD:x").exit())
                .isNotZero();
    }

    @Test
    void aPushThatBringsTheHeadIntoTheBaseMerges() throws Exception {
        cloned(stage.web);
        assertThat(git(work, "merge", "-q", "--no-edit", "origin/topic").exit()).isZero();
        assertThat(git(work, "push", "-q", "origin", "main").exit()).isZero();
        assertThat(stage.pull.state()).isEqualTo(PullRequest.State.MERGED);
        assertThat(stage.pull.mergeSha()).isEqualTo(stage.web.branch("main"));
    }

    @Test
    @Proves("GH-96")
    void aPrivateRepositoryIsUnknownToStrangersAndAForkBringsAPullRequest() throws Exception {
        var stranger = stage.simulator.host().person("stranger");
        HostedRepository fork = stage.simulator.host().fork(stage.web, stranger);
        fork.commit(stranger, "fix", "Fix", java.util.Map.of("f.txt", "f\n"));
        PullRequest fromFork =
                stage.web.open(stranger, fork, "fix", "main", "From a fork", "", false);
        assertThat(stage.web.bare().resolve("refs/pull/2/head")).hasValue(fromFork.headSha());
        stage.simulator.host().delete(fork);
        try (HostClient client = new HostClient(stage.simulator, stage.simulator.token(stranger))) {
            assertThat(client.get("/repos/acme/web/pulls/2").object().object("head").get("repo"))
                    .hasValue(new dev.stile.simulator.json.Json.Null());
            stage.web.visibility(HostedRepository.Visibility.PRIVATE);
            assertThat(client.get("/repos/acme/web").status()).isEqualTo(404);
        }
        String theirs = remote(stage.web, stage.simulator.token(stranger));
        assertThat(git(folder, "ls-remote", theirs).text()).contains("not found");
    }
}
