package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import dev.stile.simulator.github.HostingSimulator;
import dev.stile.simulator.hosting.Account;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.Role;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.SettledFiles;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The installed git asks the launcher for a credential, over smart HTTP. */
@Proves("GH-47")
final class CredentialStoryDistributionTest {
    private static final Path PROGRAMS = Path.of("target/stile/bin").toAbsolutePath();
    private static final String REPO = "acme/shop";

    @TempDir private Path folder;

    private HostingSimulator host;
    private HostedRepository shop;
    private String token = "";

    private record Ended(int exit, String said) {}

    @BeforeEach
    void open() throws Exception {
        host = HostingSimulator.start(folder.resolve("host"));
        shop = host.repository(REPO);
        shop.visibility(HostedRepository.Visibility.PRIVATE);
        Account you = host.user(shop, "you", Role.WRITE);
        shop.commit(you, "main", "Begin", Map.of("a.txt", "one\n"));
        token = host.token(you);
        Path file =
                Files.createFile(
                        folder.resolve("token"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, token);
        Files.createDirectories(folder.resolve("work"));
        Files.writeString(
                folder.resolve(".gitconfig"), "[gc]\nauto = 0\n[maintenance]\nauto = false\n");
        Ended connected =
                run(
                        "stile",
                        "connect",
                        "github",
                        "work",
                        "--set",
                        "web_url=" + host.webUrl(),
                        "--secret",
                        "token=file:" + file);
        assertThat(connected.exit()).as(connected.said()).isZero();
        assertThat(connected.said())
                .contains("git config --global credential." + host.webUrl() + ".helper stile");
    }

    @AfterEach
    void close() throws IOException {
        host.close();
    }

    @Test
    void aPushToTheGrantedOriginJustWorksAndLeavesNoSecretBehind() throws Exception {
        Ended without = git("clone", "--quiet", host.remote(shop).toString(), "refused");
        Ended cloned = git("-c", "credential.helper=stile", "clone", "--quiet", remote(), "clone");
        Path clone = folder.resolve("work/clone");
        git("-C", "clone", "switch", "--quiet", "--create", "fix");
        Files.writeString(clone.resolve("a.txt"), "two\n");
        git("-C", "clone", "commit", "--quiet", "--all", "--message", "Fix");
        Ended pushed = git("-C", "clone", "-c", "credential.helper=stile", "push", "origin", "fix");

        assertThat(without.exit()).isNotZero();
        assertThat(cloned.exit()).as(cloned.said()).isZero();
        assertThat(pushed.exit()).as(pushed.said()).isZero();
        assertThat(shop.branch("fix")).contains(git("-C", "clone", "rev-parse", "fix").said());
        assertThat(cloned.said() + pushed.said()).doesNotContain(token);
        assertThat(filesHolding(token)).containsExactly(folder.resolve("token"));
    }

    @Test
    void anotherOriginGetsNothing() throws Exception {
        List<String> authorisations = new ArrayList<>();
        HttpServer other =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext(
                "/",
                exchange -> {
                    synchronized (authorisations) {
                        authorisations.addAll(
                                exchange.getRequestHeaders()
                                        .getOrDefault("Authorization", List.of("none")));
                    }
                    exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
                    exchange.sendResponseHeaders(401, -1);
                    exchange.close();
                });
        other.start();
        try {
            Ended refused =
                    git(
                            "-c",
                            "credential.helper=stile",
                            "clone",
                            "--quiet",
                            "http://127.0.0.1:" + other.getAddress().getPort() + "/" + REPO,
                            "other");

            assertThat(refused.exit()).isNotZero();
            assertThat(refused.said()).doesNotContain(token);
            assertThat(authorisations).isNotEmpty().containsOnly("none");
        } finally {
            other.stop(0);
        }
    }

    private String remote() {
        return host.remote(shop).toString();
    }

    private Ended git(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of("git", "-c", "credential.helper="));
        all.addAll(List.of(words));
        return run(all.toArray(String[]::new));
    }

    private Ended run(String... words) throws Exception {
        Path said = Files.createTempFile(folder, "said", "");
        List<String> command = new ArrayList<>(List.of(words));
        if (words[0].equals("stile")) {
            command.set(0, PROGRAMS.resolve("stile").toString());
        }
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.resolve("work").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile());
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", PROGRAMS + ":" + System.getenv("PATH"));
        environment.put("HOME", folder.toString());
        environment.put("STILE_HOME", folder.resolve("home").toString());
        environment.put("GIT_CONFIG_NOSYSTEM", "1");
        environment.put("GIT_TERMINAL_PROMPT", "0");
        for (String who : new String[] {"AUTHOR", "COMMITTER"}) {
            environment.put("GIT_" + who + "_NAME", "You");
            environment.put("GIT_" + who + "_EMAIL", "you@example.org");
        }
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        boolean ended = process.waitFor(60, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("%s ends", command).isTrue();
        return new Ended(process.exitValue(), Files.readString(said).strip());
    }

    private List<Path> filesHolding(String text) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path file : SettledFiles.below(folder)) {
            if (Files.isRegularFile(file)
                    && Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
                found.add(file);
            }
        }
        return found;
    }
}
