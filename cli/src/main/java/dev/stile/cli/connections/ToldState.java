package dev.stile.cli.connections;

import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ExitCode;
import dev.stile.flow.connection.ConnectionState;

/** Tells where a connection stands after something was done to it. */
final class ToldState {
    private final Desk desk;

    ToldState(Desk desk) {
        this.desk = desk;
    }

    /**
     * @param done what was done, before the name
     */
    ExitCode of(String name, String done) {
        ConnectionStates states = new ConnectionStates(desk);
        ConnectionState state = states.require(name);
        return desk.done(
                states.document(state).build(),
                terminal -> {
                    terminal.result(
                            done
                                    + name
                                    + ": "
                                    + state.word()
                                    + ", health "
                                    + state.health().wire());
                    terminal.note("next: " + ConnectionNext.after(desk, state));
                });
    }
}
