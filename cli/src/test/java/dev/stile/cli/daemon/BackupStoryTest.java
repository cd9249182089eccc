package dev.stile.cli.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.audit.AuditVerdict;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.store.Home;
import dev.stile.flow.backup.Backup;
import dev.stile.flow.backup.Restore;
import dev.stile.simulator.Simulator;
import dev.stile.simulator.SimulatorOptions;
import dev.stile.testkit.Proves;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What one does beside a daemon that works: a backup, and a look at its numbers. */
final class BackupStoryTest {
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir private Path folder;

    @Test
    @Proves("FL-104")
    void aBackupBesideADaemonThatSendsIsOneMomentOfIt() throws Exception {
        Path file = folder.resolve("kept.db");
        Home other = new Home(folder.resolve("other"));
        try (Simulator tracker = Simulator.start(SimulatorOptions.empty().withDemo());
                DaemonHome home = new DaemonHome(folder)) {
            home.connectSim("sim", tracker);
            home.run();
            home.approvedComment("sim", "first");
            home.approvedComment("sim", "second");
            Backup.Made made =
                    new Backup(home.house().home(), "0-test")
                            .make(file, Instant.now(), DaemonHome.soon());
            assertThat(made.audit().result()).isNotEqualTo(AuditVerdict.Result.BROKEN);

            Assertions.assertThatThrownBy(() -> restore(file, home.house().home()))
                    .isInstanceOfSatisfying(
                            Failure.class,
                            inUse -> assertThat(inUse.registered()).isEqualTo(Code.HOME_IN_USE));
            assertThat(home.failures()).isEmpty();
        }

        Restore.Restored restored = restore(file, other);

        assertThat(restored.audit().result()).isNotEqualTo(AuditVerdict.Result.BROKEN);
        assertThat(restored.audit().rows()).isPositive();
    }

    private static Restore.Restored restore(Path file, Home home) {
        return new Restore(home, "0-test", CLOCK)
                .restore(file, false, DaemonHome.ADA, DaemonHome.soon());
    }

    @Test
    @Proves({"FL-104", "TU-18"})
    void theNumbersOfAHomeAreToldOnAPortOfTheirOwn() throws Exception {
        try (Simulator tracker = Simulator.start(SimulatorOptions.empty().withDemo());
                DaemonHome home = new DaemonHome(folder)) {
            home.connectSim("sim", tracker);
            home.approvedComment("sim", "hello");
            try (Numbers numbers = Numbers.start(home.flow(), Optional.of(0));
                    HttpClient client = HttpClient.newHttpClient()) {
                URI base =
                        URI.create("http://127.0.0.1:" + numbers.address().orElseThrow().getPort());

                URI metrics = base.resolve("/metrics");
                Path file = home.house().home().metricsToken();
                String token = Files.readString(file).strip();
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
                for (String wrong : List.of("", "Bearer", "Bearer ", "Basic " + token)) {
                    HttpResponse<String> refused = get(client, metrics, wrong);
                    assertThat(refused.statusCode()).as(wrong).isEqualTo(401);
                    assertThat(refused.headers().firstValue("www-authenticate")).contains("Bearer");
                    assertThat(refused.body()).doesNotContain("stile_");
                }
                HttpResponse<String> told = get(client, metrics, "Bearer " + token);
                assertThat(told.statusCode()).isEqualTo(200);
                assertThat(told.headers().firstValue("content-type").orElseThrow())
                        .startsWith("text/plain; version=0.0.4");
                assertThat(told.body())
                        .contains("# TYPE stile_outbox_entries gauge\n")
                        .contains("stile_outbox_entries{state=\"approved\"} 1\n")
                        .contains("stile_outbox_entries{state=\"unknown\"} 0\n")
                        .contains("stile_connection_state{connection=\"sim\",state=\"")
                        .doesNotContain("hello")
                        .doesNotContain(tracker.adminToken());
                assertThat(get(client, base.resolve("/"), "Bearer " + token).statusCode())
                        .isEqualTo(404);
                try (Numbers again = Numbers.start(home.flow(), Optional.of(0))) {
                    int port = again.address().orElseThrow().getPort();
                    URI there = URI.create("http://127.0.0.1:" + port + "/metrics");
                    assertThat(get(client, there, "bearer " + token).statusCode()).isEqualTo(200);
                }
            }
        }
    }

    private static HttpResponse<String> get(HttpClient client, URI address, String authorization)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(DaemonHome.PATIENCE);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
