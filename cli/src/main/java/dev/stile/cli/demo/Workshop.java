package dev.stile.cli.demo;

import dev.stile.cli.wiring.Surroundings;
import dev.stile.simulator.Simulator;
import dev.stile.simulator.SimulatorOptions;

import java.nio.file.Path;
import java.util.Map;

/** A room with a simulated tracker. Everything is gone when it is closed. */
final class Workshop implements AutoCloseable {
    private final Workroom<Simulator> room;
    private final Path token;

    private Workshop(Workroom<Simulator> room) {
        this.room = room;
        this.token = room.secret("token", room.server().adminToken());
    }

    static Workshop open(Map<String, String> environment) {
        return new Workshop(
                Workroom.open(
                        environment,
                        folder -> Simulator.start(SimulatorOptions.empty().withDemo()),
                        Simulator::close));
    }

    Path folder() {
        return room.folder();
    }

    Path token() {
        return token;
    }

    Simulator simulator() {
        return room.server();
    }

    /** What is around the commands that run in here. */
    Surroundings around(Surroundings outer) {
        return room.around(outer);
    }

    @Override
    public void close() {
        room.close();
    }
}
