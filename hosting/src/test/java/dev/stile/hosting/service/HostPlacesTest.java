package dev.stile.hosting.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.Retry;
import dev.stile.api.hosting.Expect;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.HostServices.Place;
import dev.stile.api.hosting.LastCheck;
import dev.stile.api.hosting.MergeGuard;
import dev.stile.api.hosting.MergeStrategy;
import dev.stile.api.hosting.Operation;
import dev.stile.api.hosting.PRUpdates;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.label.Label;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.taint.UserInput;
import dev.stile.hosting.Forge;
import dev.stile.hosting.HostWorld;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How many calls a process makes to one host at once. */
final class HostPlacesTest {
    private static final Target REPO = Target.of("code.example/acme/web#1");

    @TempDir Path folder;
    private final HostPlaces places = new HostPlaces();

    private static CallContext within(Duration time) {
        return new CallContext(Deadline.after(time), "c-1", Label.ofUser(), Progress.SILENT);
    }

    private Place read(String host) {
        return places.take(host, Operation.GET_PR_STATUS, REPO, within(Duration.ofMillis(50)));
    }

    private Place write(String target) {
        return places.take(
                "code.example",
                Operation.MERGE_PR,
                Target.of(target),
                within(Duration.ofMillis(50)));
    }

    @Test
    @Proves({"GH-30", "GH-89"})
    void eightCallsAtOnceGoToOneHostAndNoneOfThemHoldsAnother() {
        List<Place> taken = new ArrayList<>();
        for (int number = 0; number < 8; number++) {
            taken.add(read("code.example"));
        }
        assertThatThrownBy(() -> read("code.example"))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("nothing was sent");
        read("other.example").close();

        taken.removeFirst().close();
        read("code.example").close();
    }

    @Test
    @Proves("GH-89")
    void toOneRepositoryOneWriteGoesAtATimeHoweverItIsSpelled() {
        Place first = write("code.example/acme/web#1");
        assertThatThrownBy(() -> write("code.example/Acme/Web#2")).isInstanceOf(Unavailable.class);
        write("code.example/acme/other#3").close();
        first.close();
        write("code.example/acme/web#2").close();
    }

    @Test
    @Proves({"GH-30", "GH-89"})
    void aWriteThatWaitsForAnotherTooLongIsNotJournaledAndNotSent() {
        PrRef first = Forge.ref("acme/web", 1);
        PrRef second = Forge.ref("acme/web", 2);
        try (HostWorld world = new HostWorld(folder)) {
            world.forge.open(first);
            world.forge.open(second);
            GitHost host = world.host(HostWorld.ADA);
            world.forge.arriving =
                    () -> {
                        world.forge.arriving = () -> {};
                        assertThatThrownBy(() -> rename(host, second, Duration.ofMillis(50)))
                                .isInstanceOf(Unavailable.class);
                        assertThat(world.effects()).containsExactly("sending");
                    };
            rename(host, first, Duration.ofSeconds(30));
            assertThat(world.forge.count("update")).isOne();
            rename(host, second, Duration.ofSeconds(30));
            assertThat(world.effects()).containsExactly("done", "done");
        }
    }

    @Test
    @Proves({"GH-30", "GH-94"})
    void aWriteIsCheckedOnceMoreWhenItHasItsPlaceAndBeforeItIsJournaled() {
        PrRef pr = Forge.ref("acme/web", 1);
        try (HostWorld world = new HostWorld(folder)) {
            MergeGuard guard =
                    MergeGuard.of(world.forge.open(pr).head, new IdempotencyKey("checked"));
            GitHost host =
                    world.hosts.open(
                            world.connection("work"), Asking.of(HostWorld.ADA).confirming());
            LastCheck no =
                    () -> {
                        assertThatThrownBy(() -> rename(host, pr, Duration.ofMillis(50)))
                                .hasMessageContaining("nothing was sent");
                        throw new Unavailable("not any more", new Retry.No());
                    };
            assertThatThrownBy(() -> host.mergePR(pr, MergeStrategy.SQUASH, guard, no, soon()))
                    .hasMessage("not any more");
            assertThatThrownBy(
                            () -> host.beside().deleteBranch(pr, guard.expectedHead(), no, soon()))
                    .hasMessage("not any more");
            assertThat(world.effects()).isEmpty();
            assertThat(world.forge.requests).isEmpty();
        }
    }

    @Test
    @Proves("GH-30")
    void theWaitForAPlaceLeavesTimeForWhatIsSentThen() {
        PrRef pr = Forge.ref("acme/web", 1);
        try (HostWorld world = new HostWorld(folder);
                Place before =
                        world.parts
                                .places()
                                .take(
                                        "code.example",
                                        Operation.MERGE_PR,
                                        REPO,
                                        within(Duration.ofSeconds(30)))) {
            GitHost host = world.host(HostWorld.ADA);
            CallContext call = within(Duration.ofSeconds(8));
            assertThatThrownBy(() -> host.closePR(pr, Expect.nothing(), call))
                    .isInstanceOf(Unavailable.class);
            assertThat(call.deadline().isPast()).isFalse();
        }
    }

    private static CallContext soon() {
        return within(Duration.ofSeconds(30));
    }

    private static void rename(GitHost host, PrRef pr, Duration time) {
        host.updatePR(
                pr,
                new PRUpdates(
                        Optional.of(UserInput.trusted("Another")),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        Optional.empty()),
                within(time));
    }
}
