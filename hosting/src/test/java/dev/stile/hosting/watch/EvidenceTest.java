package dev.stile.hosting.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;

import dev.stile.api.action.Category;
import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.label.Label;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.GrantedOrigin;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.policy.Decision.Verdict;
import dev.stile.core.policy.Grant;
import dev.stile.core.policy.Subject;
import dev.stile.hosting.Forge;
import dev.stile.hosting.HostWorld;
import dev.stile.hosting.policy.Lineage;
import dev.stile.hosting.proof.Proof;
import dev.stile.hosting.service.Asking;
import dev.stile.hosting.service.CodeHosts;
import dev.stile.hosting.turn.KeyedTurns;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where our own git may go, and what is written before it does. */
final class EvidenceTest {
    private static final PrRef PR = Forge.ref("acme/web", 1);
    private static final String PUBLIC = "1.1.1.1";

    @TempDir Path folder;
    private final List<String> rowsWhenAsked = new CopyOnWriteArrayList<>();
    private HostWorld world;
    private HttpServer server;
    private KeyedTurns copies = new KeyedTurns(1, 1);

    @BeforeEach
    void start() throws IOException {
        world = new HostWorld(folder);
        Forge.Pull pull = world.forge.open(PR);
        pull.state = PRStatus.State.MERGED;
        pull.landed = Optional.of(Forge.sha("c"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    rowsWhenAsked.addAll(world.rows());
                    exchange.sendResponseHeaders(404, -1);
                    exchange.close();
                });
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
        world.close();
    }

    private String here() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The proof of what landed, fetched from there in the name of the daemon. */
    private Proof proof(Connection connection, String web) {
        GitHost host = world.host(HostWorld.ADA);
        return evidence()
                .proof(
                        new Evidence.Asked(connection, URI.create(web), host, HostWorld.call()),
                        host.getPRStatus(PR, HostWorld.call()));
    }

    private Evidence evidence() {
        return new Evidence(
                world.hosts,
                Asking.of(new Subject.Daemon()),
                world.home,
                Map.of("PATH", System.getenv("PATH")),
                copies);
    }

    @Test
    @Proves("GH-85")
    void whereOurCopyIsInUseNothingIsSaidOfWhatLanded() {
        world.address = "127.0.0.1";
        Connection connection = world.connection("work", Map.of("web_url", here()));
        copies = new KeyedTurns(1, 0);
        try (KeyedTurns.Turn another =
                copies.take(Evidence.copy(connection, PR.repo()), Deadline.after(Duration.ZERO))
                        .orElseThrow()) {
            assertThatThrownBy(() -> proof(connection, here()))
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure ->
                                    assertThat(failure.registered()).isEqualTo(Code.MIRROR_BUSY));
            assertGitWasNotStarted();
        }
        assertThat(proof(connection, here())).isEqualTo(Proof.none("fetch"));
        assertThat(rowsWhenAsked).isNotEmpty();
    }

    @Test
    @Proves("GH-85")
    void theTimeThatTheWaitForOurCopyTookIsNotMissingFromTheLook() {
        world.address = "127.0.0.1";
        Connection connection = world.connection("work", Map.of("web_url", here()));
        GitHost host = world.host(HostWorld.ADA);
        CallContext spent =
                new CallContext(
                        Deadline.after(Duration.ZERO), "c-1", Label.ofUser(), Progress.SILENT);

        List<Duration> left = new ArrayList<>();
        CodeHosts hosts =
                new CodeHosts(
                        world.registry,
                        world.parts,
                        (asked, deadline) -> left.add(deadline.left()));

        Proof proof =
                new Evidence(
                                hosts,
                                Asking.of(new Subject.Daemon()),
                                world.home,
                                Map.of("PATH", System.getenv("PATH")))
                        .proof(
                                new Evidence.Asked(connection, URI.create(here()), host, spent),
                                host.getPRStatus(PR, HostWorld.call()));

        assertThat(proof).isEqualTo(Proof.none("fetch"));
        assertThat(left).singleElement().satisfies(each -> assertThat(each).isPositive());
    }

    private void assertGitWasNotStarted() {
        assertThat(world.home.folder().resolve("state/forge/work/repositories")).doesNotExist();
        assertThat(rowsWhenAsked).isEmpty();
    }

    @Test
    @Proves({"TU-1", "GH-38"})
    void gitGoesWhereARequestMayGoAndItsRowIsThereBefore() {
        world.address = "127.0.0.1";

        Proof proof = proof(world.connection("work", Map.of("web_url", here())), here());

        assertThat(proof).isEqualTo(Proof.none("fetch"));
        assertThat(rowsWhenAsked)
                .contains("egress.read point git fetch " + here() + "/acme/web.git begun");
    }

    @Test
    @Proves({"TU-1", "TU-2"})
    void gitGoesToNoOriginThatIsNotGranted() {
        world.address = PUBLIC;

        Proof proof = proof(with(List.of()), "https://code.example");

        assertThat(proof).isEqualTo(Proof.none("origin"));
        assertThat(world.rows())
                .contains(
                        "egress.denied point git fetch https://code.example/acme/web.git"
                                + " egress_denied");
        assertGitWasNotStarted();
    }

    @Test
    @Proves({"TU-1", "TU-5"})
    void gitGoesToNoPrivateAddressThatTheGrantDoesNotInclude() {
        world.address = "10.0.0.1";

        assertThat(proof(world.connection("work"), "https://code.example"))
                .isEqualTo(Proof.none("origin"));
        assertGitWasNotStarted();
    }

    @Test
    @Proves("GH-38")
    void gitReadsNothingThatThePolicyLetsNobodyRead() {
        world.address = "127.0.0.1";
        Connection connection = world.connection("work", Map.of("web_url", here()));
        world.policy = world.policy.with(noReadsByTheDaemon());

        assertThat(proof(connection, here())).isEqualTo(Proof.none("policy"));
        GitHost host = world.host(HostWorld.ADA);
        assertThat(
                        evidence()
                                .findings(
                                        new Evidence.Asked(
                                                connection,
                                                URI.create(here()),
                                                host,
                                                HostWorld.call()),
                                        host.getPRStatus(PR, HostWorld.call()),
                                        Optional.empty(),
                                        new Lineage(
                                                Forge.sha("a"), Forge.sha("b"), Set.of(), true)))
                .isEmpty();
        assertThat(world.rows())
                .contains("policy.decide point code.example/acme/web policy_refused");
        assertGitWasNotStarted();
    }

    private static Grant noReadsByTheDaemon() {
        return new Grant(
                "no-reads",
                "daemon",
                "work",
                Optional.empty(),
                Optional.of(Category.EXTERNAL_CODE_READ),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Verdict.REFUSE,
                OptionalInt.empty(),
                1,
                Optional.empty());
    }

    private Connection with(List<GrantedOrigin> origins) {
        Connection all = world.connection("work");
        return new Connection(
                all.slug(),
                all.connector(),
                all.settings(),
                all.secrets(),
                origins,
                all.caFile(),
                all.options(),
                all.createdBy(),
                all.createdAt(),
                all.version());
    }
}
