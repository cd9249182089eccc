package dev.stile.hosting.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.error.ConnectorException.RateLimited;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.Tri;
import dev.stile.hosting.Forge;
import dev.stile.hosting.HostWorld;
import dev.stile.hosting.approve.ApproveSettings;
import dev.stile.hosting.people.Contact;
import dev.stile.hosting.people.People;
import dev.stile.hosting.people.Person;
import dev.stile.hosting.people.Role;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Whose word counts, on a host whose comments do not say who may write. */
final class WriteAccessTest {
    private static final PrRef PR = Forge.ref("acme/web", 12);

    @TempDir Path folder;
    private WatchWorld world;

    @BeforeEach
    void open() {
        world = new WatchWorld(folder);
        world.auto = true;
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Forge.Pull watch(PrRef pr) {
        Forge.Pull pull = world.forge().open(pr);
        world.watches.add(HostWorld.ADA, WatchWorld.WORK, pr);
        return pull;
    }

    private void say(Forge.Pull pull, String id, String login, String text) {
        Instant now = world.clock().instant();
        pull.said.add(new Forge.Said(id, login, text, now, now));
        pull.updated = now;
    }

    private void fails(String login, int times, Supplier<RuntimeException> why) {
        world.forge().faults.put(login, new ArrayList<>(Collections.nCopies(times, why)));
    }

    private long asked(String login) {
        return world.forge().requests.stream().filter(("permission " + login)::equals).count();
    }

    @Test
    @Proves({"GH-27", "GH-81", "GH-109"})
    void waitFromSomebodyWhoMayWriteIsWorkAndHoldsTheMerge() {
        world.forge().access.put("eve", Tri.YES);
        say(watch(PR), "1", "eve", "Wait.");

        world.pass(Duration.ofHours(1));

        assertThat(world.forge().merges()).isEmpty();
        assertThat(world.kinds())
                .containsExactlyInAnyOrder("git.pr_ready_to_merge", "git.pr_comments");
    }

    @Test
    @Proves({"GH-27", "GH-109"})
    void aStrangerHoldsNothing() {
        world.forge().access.put("eve", Tri.NO);
        say(watch(PR), "1", "eve", "Wait.");

        world.pass(Duration.ofHours(1));

        assertThat(world.forge().merges()).hasSize(1);
        assertThat(world.kinds()).doesNotContain("git.pr_comments");
    }

    @Test
    @Proves({"GH-27", "GH-81"})
    void whoseAccessNobodyCanTellHoldsTheMergeAndAPersonIsAsked() {
        world.forge().access.put("eve", Tri.UNKNOWN);
        say(watch(PR), "1", "eve", "Wait.");

        world.pass(Duration.ofHours(1));

        assertThat(world.forge().merges()).isEmpty();
        assertThat(world.kinds())
                .containsExactlyInAnyOrder("git.pr_ready_to_merge", "git.pr_handoff");
        assertThat(world.events().getLast().event().payload()).contains("stranger_objects");
    }

    @Test
    @Proves("GH-27")
    void anAnswerThatFailsLeavesItUnknownAndIsAskedForAgain() {
        world.forge().access.put("eve", Tri.NO);
        fails("eve", 1, () -> new Unavailable("down"));
        say(watch(PR), "1", "eve", "Wait.");
        world.watcher.turn();
        assertThat(asked("eve")).isEqualTo(1);
        assertThat(world.forge().merges()).isEmpty();

        world.pass(Duration.ofHours(1));

        assertThat(asked("eve")).isEqualTo(2);
        assertThat(world.forge().merges()).hasSize(1);
    }

    @Test
    @Proves({"GH-27", "GH-89"})
    void anAnswerHoldsForTenMinutesOnEveryPullRequestOfTheRepository() {
        world.auto = false;
        world.forge().access.put("eve", Tri.YES);
        Forge.Pull first = watch(PR);
        Forge.Pull second = watch(Forge.ref("acme/web", 13));
        Forge.Pull elsewhere = watch(Forge.ref("acme/other", 14));
        say(first, "1", "eve", "One.");
        say(first, "2", "eve", "Two.");
        world.pass(Duration.ofMinutes(5));
        assertThat(asked("eve")).isEqualTo(1);
        int told = world.kinds().size();

        // Two looks at the same time would each ask.
        say(second, "3", "eve", "Three.");
        world.pass(Duration.ofMinutes(2));
        assertThat(world.kinds()).hasSizeGreaterThan(told);
        assertThat(asked("eve")).isEqualTo(1);

        say(elsewhere, "4", "eve", "Four.");
        world.pass(Duration.ofMinutes(2));
        assertThat(asked("eve")).isEqualTo(2);
        world.clock().pass(Duration.ofMinutes(10));
        say(first, "5", "eve", "Five.");
        world.pass(Duration.ofMinutes(2));
        assertThat(asked("eve")).isGreaterThan(2);
    }

    @Test
    @Proves({"GH-27", "GH-89", "GH-90"})
    void aLimitParksTheWholeHost() {
        world.forge().access.put("eve", Tri.NO);
        Instant reset = world.clock().instant().plus(Duration.ofMinutes(17));
        fails("eve", 1, () -> new RateLimited(reset, Duration.ofMinutes(17), false));
        say(watch(PR), "1", "eve", "Wait.");
        world.pass(Duration.ofMinutes(16));
        assertThat(asked("eve")).isEqualTo(1);
        assertThat(world.forge().merges()).isEmpty();
        world.pass(Duration.ofMinutes(5));
        assertThat(world.forge().merges()).hasSize(1);
    }

    @Test
    @Proves({"GH-27", "GH-80"})
    void aCommandOfAMaintainerCountsOnceTheHostSaysThatTheyMayWrite() {
        approvedInWords(Tri.YES);
        assertThat(world.forge().merges()).hasSize(1);
        assertThat(asked("ana")).isEqualTo(1);
    }

    @Test
    @Proves({"GH-27", "GH-80"})
    void aCommandOfSomebodyUnknownCountsNot() {
        approvedInWords(Tri.UNKNOWN);
        assertThat(world.forge().merges()).isEmpty();
    }

    @Test
    @Proves("GH-76")
    void aCommandCostsNoRequestUnlessItsAuthorMayApprove() {
        world.forge().access.put("mallory", Tri.YES);
        approvedInWords(Tri.NO);
        assertThat(asked("mallory")).isZero();
        assertThat(world.forge().merges()).isEmpty();
    }

    private void approvedInWords(Tri access) {
        world.approve = new ApproveSettings(true, false, Duration.ofHours(24), true);
        world.people =
                new People(
                        List.of(
                                new Person(
                                        "Ana",
                                        Set.of(Role.APPROVER),
                                        List.of(
                                                new Contact(
                                                        "forge",
                                                        Optional.of(Forge.HOST),
                                                        Optional.empty(),
                                                        Optional.of("id-ana"))))),
                        List.of());
        world.forge().access.put("ana", access);
        // A second look is later than the first.
        world.forge().arriving = () -> world.clock().pass(Duration.ofMillis(1));
        Forge.Pull pull = watch(PR);
        pull.approved = false;
        world.pass(Duration.ofMinutes(1));
        world.clock().pass(Duration.ofSeconds(30));
        say(pull, "7", "mallory", "/approve");
        say(pull, "8", "ana", "/approve");
        world.pass(Duration.ofMinutes(5));
    }
}
