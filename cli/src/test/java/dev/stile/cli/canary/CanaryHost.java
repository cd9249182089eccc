package dev.stile.cli.canary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.github.HostingSimulator;
import dev.stile.simulator.hosting.AccessToken;
import dev.stile.simulator.hosting.Account;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.Role;
import dev.stile.simulator.hosting.traffic.On;
import dev.stile.simulator.wire.Headers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A code host that knows a canary as a token, and whatever is typed about its pull requests. */
final class CanaryHost implements AutoCloseable {
    private static final String REPO = "acme/shop";
    private static final String PR = "code/acme/shop#1";

    private final Canaries canaries;
    private final HostingSimulator simulator;
    private final HostedRepository shop;

    CanaryHost(Path folder, Canaries canaries) throws IOException {
        this.canaries = canaries;
        this.simulator = HostingSimulator.start(folder);
        this.shop = simulator.repository(REPO);
        shop.visibility(HostedRepository.Visibility.PRIVATE);
        Account canary = simulator.user(shop, "canary", Role.ADMIN);
        simulator
                .host()
                .put(
                        new AccessToken(
                                canaries.file(),
                                canary,
                                AccessToken.Kind.CLASSIC,
                                Set.of("repo", "read:org"),
                                Optional.empty()));
        shop.commit(canary, "main", "Begin", Map.of("a.txt", "one\n"));
    }

    /** Everything that can be typed about pull requests, after a branch was pushed by git. */
    void everyCommand(Workplace work) throws Exception {
        work.stile(
                "connect",
                "github",
                "code",
                "--set",
                "web_url=" + simulator.webUrl(),
                "--secret",
                "token=file:" + work.sources().resolve("key"),
                "--verbose");
        push(work);
        Files.writeString(work.home().resolve("said.md"), "Once is enough.\n");
        Workplace.Ended opened = work.stile(line("create --head fix --base main --title Fix"));
        assertThat(opened.exitCode()).as(opened.all()).isZero();
        for (String line : lines()) {
            work.stile((line + " --verbose").split(" "));
            work.stile((line + " --verbose --json").split(" "));
        }
        work.stile("doctor", "--online", "--verbose");
        work.stile("demo", "pr", "--verbose");
        simulator.disturbances().fault(On.any(), echo());
        for (String line : lines()) {
            work.stile((line + " --verbose --json").split(" "));
        }
        work.stile(line("create --head fix2 --base main --title Fix"));
        work.stile("doctor", "--online", "--verbose");
        simulator.disturbances().clear();
    }

    private static String[] line(String create) {
        return ("pr " + create + " --repo code/" + REPO + " --verbose").split(" ");
    }

    private void push(Workplace work) throws Exception {
        Path clone = work.home().resolve("shop");
        work.git(
                work.home(),
                Map.of("GIT_TRACE", "1", "GIT_TRACE_CURL", "1"),
                "-c",
                "credential.helper=",
                "-c",
                "credential.helper=stile",
                "clone",
                simulator.remote(shop).toString(),
                clone.toString());
        work.git(clone, "switch", "-c", "fix");
        Files.writeString(clone.resolve("a.txt"), "two\n");
        work.git(clone, "commit", "-qam", "fix");
        Workplace.Ended pushed =
                work.git(
                        clone,
                        Map.of("GIT_TRACE", "1", "GIT_TRACE_CURL", "1"),
                        "-c",
                        "credential.helper=",
                        "-c",
                        "credential.helper=stile",
                        "push",
                        "origin",
                        "fix");
        assertThat(pushed.exitCode()).as(pushed.all()).isZero();
    }

    private List<String> lines() {
        return List.of(
                "pr status " + PR,
                "pr reviews " + PR,
                "pr list code/" + REPO,
                "pr checks " + PR + " --log build",
                "pr resolve " + PR + " i:1",
                "pr request-review " + PR + " maya",
                "pr update-branch " + PR,
                "pr comments " + PR,
                "pr comments " + PR + " --open",
                "pr events " + PR,
                "pr comment " + PR + " --body-file said.md",
                "pr update " + PR + " --title Fixed",
                "pr dismiss " + PR + " --message canary",
                "pr protection code/" + REPO + " main",
                "pr default-branch code/" + REPO,
                "pr remote " + simulator.remote(shop),
                "pr verify " + PR,
                "pr watch " + PR,
                "pr watches",
                "pr decide " + PR,
                "pr retry " + PR,
                "pr unwatch " + PR,
                "pr merge " + PR,
                "pr close " + PR);
    }

    /** A host that says the secret back whatever it is asked. */
    private FaultAction echo() {
        String escaped = canaries.file().replace("\\", "\\\\").replace("\"", "\\\"");
        return new FaultAction.Status(
                403,
                Headers.none().with("X-Echo", canaries.file()),
                "application/json",
                "{\"message\":\"" + escaped + "\"}");
    }

    @Override
    public void close() throws IOException {
        simulator.close();
    }
}
