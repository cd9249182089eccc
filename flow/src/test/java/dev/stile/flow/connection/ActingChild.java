package dev.stile.flow.connection;

import static dev.stile.core.store.TestHome.soon;
import static dev.stile.flow.stream.StreamWorld.ADA;

import dev.stile.api.value.Cursor;
import dev.stile.core.connection.Connection;
import dev.stile.core.connection.ConnectionSlug;
import dev.stile.flow.stream.StreamWorld;

import java.nio.file.Path;

/** Disables a connection, then sets its position. Arguments: folder of the world, slug. */
final class ActingChild {
    private ActingChild() {}

    public static void main(String[] arguments) {
        ConnectionSlug slug = new ConnectionSlug(arguments[1]);
        try (StreamWorld world = new StreamWorld(Path.of(arguments[0]))) {
            Connection connection = world.store.find(slug, soon()).orElseThrow();
            world.lives.disable(slug, ADA, soon());
            world.positions.set(
                    connection, new Position.At(new Cursor("c-7")), "again", ADA, soon());
        }
    }
}
