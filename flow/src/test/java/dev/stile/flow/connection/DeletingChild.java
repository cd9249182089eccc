package dev.stile.flow.connection;

import static dev.stile.core.store.TestHome.soon;
import static dev.stile.flow.stream.StreamWorld.ADA;

import dev.stile.core.connection.ConnectionSlug;
import dev.stile.flow.stream.StreamWorld;

import java.nio.file.Path;

/** Deletes a connection with its rules. Arguments: folder of the world, slug. */
final class DeletingChild {
    private DeletingChild() {}

    public static void main(String[] arguments) {
        try (StreamWorld world = new StreamWorld(Path.of(arguments[0]))) {
            ConnectionDeletionTest.deletion(world)
                    .delete(new ConnectionSlug(arguments[1]), true, ADA, soon());
        }
    }
}
