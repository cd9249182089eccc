package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.Simulator;
import dev.stile.simulator.SimulatorOptions;
import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.fault.FaultRule;
import dev.stile.simulator.json.Json;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/** What the doctor sees of a connection, a mirror and a clone. */
@Proves("GS-130")
final class DoctorTest {
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
    void everythingAboutACloneIsLookedAt() {
        String told = cli.type("doctor clone").out();

        assertThat(told)
                .contains(
                        "info  stile: ",
                        "ok    git: git version",
                        "ok    home: " + cli.home(),
                        "ok    disk: ",
                        "ok    sim secret token: file:",
                        "ok    sim origins: its servers may be reached",
                        "ok    sim server: answers",
                        "ok    sim clock: differs by ",
                        "ok    sim rights: reading and writing",
                        "ok    clone: origin is stile::sim/demo",
                        "ok    object format: sha1",
                        "info  filter: none",
                        "info  sparse: no",
                        "ok    tracking refs: only main",
                        "ok    base: main of the clone is a state of the mirror",
                        "ok    line ends: ",
                        "ok    attributes: ",
                        "ok    mirror: ",
                        "ok    identity: ",
                        "ok    format: files are of format ",
                        "ok    lock: nobody works on the mirror",
                        "ok    cursor: the tracker was last asked at ",
                        "ok    listing: everything was last listed at ",
                        "ok    stubs: none",
                        "ok    journal: no push is unfinished");
    }

    @Test
    void whateverMakesGitChangeBytesIsNamedWithWhatUndoesIt() throws IOException {
        clone.git("config", "core.autocrlf", "true");
        clone.git("config", "core.eol", "crlf");
        Files.writeString(clone.folder().resolve(".git/info/attributes"), "*.md ident eol=crlf\n");

        assertThat(cli.type("doctor clone --offline").out())
                .contains("warn  core.autocrlf: is true")
                .contains("fix: git -C " + clone.folder() + " config core.autocrlf false")
                .contains("warn  core.eol: is crlf")
                .contains("warn  attributes: git changes bytes of records: ")
                .contains("eol: crlf", "ident: set");
    }

    @Test
    void aLazySparseCloneWithOldTrackingRefsIsDescribed() throws IOException {
        clone.git("config", "remote.origin.partialclonefilter", "blob:none");
        clone.git("sparse-checkout", "set", "--no-cone", "/issues/3.md", "/issues/4.md");
        clone.git("update-ref", "refs/remotes/origin/old", "HEAD");

        assertThat(cli.type("doctor clone --offline").out())
                .contains("info  filter: blob:none")
                .contains("info  sparse: yes, 2 patterns")
                .contains("warn  tracking refs: 1 that are not connected, such as old")
                .contains("fetch --prune origin");
    }

    @Test
    void aTrackingRefOfAMirrorThatIsGoneIsAnError() throws IOException {
        clone.git("commit", "--quiet", "--allow-empty", "--message", "of another mirror");
        clone.git("update-ref", "refs/remotes/origin/main", "HEAD");

        Cli.Ran ran = cli.type("doctor clone --offline");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).contains("error base: main of the clone is no state of this mirror");
    }

    @Test
    void whoHoldsTheLockIsNamed() throws IOException {
        try (LockHolder holder = LockHolder.of(cli.mirror().resolve("lock"))) {
            assertThat(cli.type("doctor sim/demo --offline").out())
                    .contains("info  lock: held by: a long sync, process ");
        }
        assertThat(cli.type("doctor sim/demo --offline").out()).contains("ok    lock: nobody");
    }

    @Test
    void aClockThatIsFarOffAndCredentialsThatMayOnlyReadAreNamed() throws IOException {
        Files.writeString(folder.resolve("token"), simulator.readToken());
        simulator
                .controls()
                .fault(
                        FaultRule.on(
                                "GET", "/sim/v1", new FaultAction.WrongClock(Duration.ofHours(2))));

        assertThat(cli.type("doctor").out())
                .containsPattern("warn  sim clock: differs by 7[12]\\d\\d s from ours")
                .contains("warn  sim rights: the credentials lack ");
    }

    @Test
    void anOriginThatTheGateWouldRefuseIsAnErrorAndIsNotAsked() {
        String origin = "https://10.1.2.3";
        Cli.Ran connected =
                cli.run(
                        "connect",
                        "sim",
                        "far",
                        "--offline",
                        "--allow-private",
                        "--set",
                        "base_url=" + origin + "/sim/v1",
                        "--secret",
                        "token=file:" + folder.resolve("token"));
        assertThat(connected.exit()).as(connected.err()).isZero();
        assertThat(cli.type("connection origins far --remove " + origin).exit()).isZero();

        Cli.Ran ran = cli.type("doctor");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out())
                .contains("error far origins: nobody granted " + origin)
                .doesNotContain("far server");
        assertThat(cli.type("audit list --verb egress.denied").out()).isEmpty();
    }

    @Test
    void aRecordWithoutItsBodyIsCounted() {
        simulator.controls().project("odd", Json.object().put("name", "odd").build());
        simulator
                .controls()
                .create(
                        "odd",
                        Json.object()
                                .put("title", "T")
                                .put("type", "bug")
                                .put("status", "Open")
                                .build());
        simulator
                .controls()
                .fault(
                        FaultRule.on(
                                "GET",
                                "/sim/v1/projects/odd/records",
                                new FaultAction.ReplaceItem(
                                        0, Json.object().put("id", "1").build())));
        assertThat(cli.type("sync sim/odd").exit()).isZero();

        assertThat(cli.type("doctor sim/odd --offline").out())
                .contains("info  stubs: 1 records without their body");
    }

    @Test
    void aHomeThatOthersCanEnterIsClosedWhenAsked() throws IOException {
        Files.setPosixFilePermissions(cli.home(), PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(cli.type("doctor --offline").out()).contains("error home: ", "fix: chmod 700 ");

        Cli.Ran fixed = cli.type("doctor --offline --fix");

        assertThat(fixed.out()).contains("ok    home: " + cli.home() + ", closed to others now");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cli.home())))
                .isEqualTo("rwx------");
    }
}
