package dev.stile.architecture;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The rooms of the house, and for each the rooms that it may see. A new module gets its line here.
 */
enum Room {
    API("api"),
    TESTKIT("testkit", API),
    CORE("core", API),
    GIT("git", API, CORE),
    FLOW("flow", API, CORE),
    HOSTING("hosting", API, CORE),
    CONNECTORS("connectors", API),
    SIMULATOR("simulator"),
    SERVER("server", API, CORE, GIT, FLOW, HOSTING),
    KAFKA("kafka", API, CORE, FLOW),
    CLI("cli", API, CORE, GIT, FLOW, HOSTING, SERVER, CONNECTORS, SIMULATOR),
    BENCH("bench", API, CORE, GIT, FLOW, HOSTING, SERVER, CONNECTORS, SIMULATOR, CLI, TESTKIT);

    private static final String ROOT = "dev.stile.";

    private final String name;
    private final Set<Room> visible;

    Room(String name, Room... visible) {
        this.name = name;
        this.visible = Set.of(visible);
    }

    /**
     * The folder of the room below the root of the project, and its package below {@code
     * dev.stile}.
     */
    String folder() {
        return name;
    }

    String packages() {
        return ROOT + name + "..";
    }

    boolean sees(Room other) {
        return other == this || visible.contains(other);
    }

    static Optional<Room> of(String packageName) {
        return Arrays.stream(values())
                .filter(room -> (packageName + ".").startsWith(ROOT + room.name + "."))
                .findFirst();
    }

    /**
     * The connector that a package belongs to: {@code one} for {@code
     * dev.stile.connectors.one.wire}.
     */
    static String connector(String packageName) {
        String prefix = ROOT + CONNECTORS.name + ".";
        return packageName.startsWith(prefix)
                ? packageName.substring(prefix.length()).split("\\.", 2)[0]
                : "";
    }
}
