package dev.stile.flow.lifecycle;

import static dev.stile.core.store.TestHome.soon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stile.core.inbox.StoredEvent;
import dev.stile.flow.stream.StreamWorld;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

@Proves("FL-57")
final class LifecycleEventsTest {
    @TempDir Path folder;

    private static void emit(StreamWorld world, LifecycleEvent event) {
        world.database.transaction(
                soon(),
                transaction -> {
                    world.events.emit(transaction, event);
                    return true;
                });
    }

    private static LifecycleEvent dead(String about) {
        return LifecycleEvent.of(LifecycleKind.DELIVERY_DEAD, about, "a delivery is dead");
    }

    @Test
    void eachTellingIsAnEventOfItsOwnUnlessItNamesItsOccurrence() {
        try (StreamWorld world = new StreamWorld(folder)) {
            emit(world, dead("alarm").fact("attempts", "20"));
            emit(world, dead("alarm").fact("attempts", "20"));
            emit(world, dead("other").once("delivery-7"));
            emit(world, dead("other").once("delivery-7"));

            assertThat(world.lifecycle())
                    .containsExactly(
                            "delivery.dead alarm", "delivery.dead alarm", "delivery.dead other");
            assertThat(world.stored("stile").getFirst().event().payload())
                    .isEqualTo(
                            "{\"message\":\"a delivery is dead\",\"kind\":\"delivery.dead\","
                                    + "\"about\":\"alarm\",\"facts\":{\"attempts\":\"20\"}}");
        }
    }

    @Test
    void whatComesOfHandlingSuchAnEventIsNotToldAgain() {
        try (StreamWorld world = new StreamWorld(folder)) {
            emit(world, dead("alarm"));
            StoredEvent own = world.stored("stile").getFirst();

            emit(world, dead("alarm-of-alarms").causedBy(own));

            assertThat(world.lifecycle()).containsExactly("delivery.dead alarm");
        }
    }

    @Test
    void anEventIsToldOnlyIfWhatItTellsIsKept() {
        try (StreamWorld world = new StreamWorld(folder)) {
            assertThatThrownBy(
                            () ->
                                    world.database.transaction(
                                            soon(),
                                            transaction -> {
                                                world.events.emit(transaction, dead("alarm"));
                                                throw new IllegalStateException("no");
                                            }))
                    .isInstanceOf(IllegalStateException.class);

            assertThat(world.lifecycle()).isEmpty();
        }
    }
}
