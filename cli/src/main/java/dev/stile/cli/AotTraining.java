package dev.stile.cli;

import dev.stile.cli.desk.Streams;
import dev.stile.cli.wiring.Surroundings;

import java.io.OutputStream;

/**
 * Goes once through what every start goes through, so that the AOT cache made from this run holds
 * those classes, loaded and linked. Only the build runs it. It prints nothing and needs no network;
 * an exit code other than 0 means no cache.
 */
public final class AotTraining {
    private AotTraining() {}

    public static void main(String[] arguments) {
        Streams nowhere =
                new Streams(
                        OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), false);
        Surroundings around = Surroundings.ofProcess(Version::number);
        Main.run(around, nowhere, "--help");
        Main.run(around, nowhere, "--version");
    }
}
