package dev.stile.cli.doctor;

import java.util.Optional;

/**
 * What one check found.
 *
 * @param check what was looked at
 * @param state how it is
 * @param says one line
 * @param fix what to type, if there is something
 */
record Finding(String check, State state, String says, Optional<String> fix) {
    /** How something is. */
    enum State {
        OK,
        INFO,
        WARN,
        ERROR
    }

    static Finding ok(String check, String says) {
        return new Finding(check, State.OK, says, Optional.empty());
    }

    static Finding info(String check, String says) {
        return new Finding(check, State.INFO, says, Optional.empty());
    }

    static Finding warn(String check, String says, String fix) {
        return new Finding(check, State.WARN, says, Optional.of(fix));
    }

    static Finding error(String check, String says, String fix) {
        return new Finding(check, State.ERROR, says, Optional.of(fix));
    }
}
