package dev.stile.bench.row;

import dev.stile.bench.stage.CommandFailed;

/** What a row may cost at most in requests and processes; more fails it. */
final class Expect {
    private Expect() {}

    static void atMost(long most, long found, String what) {
        if (found > most) {
            throw new CommandFailed(found + " " + what + ", at most " + most + " allowed");
        }
    }

    static void exactly(long wanted, long found, String what) {
        if (found != wanted) {
            throw new CommandFailed(found + " " + what + ", not " + wanted);
        }
    }
}
