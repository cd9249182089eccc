package dev.stile.cli.training;

import dev.stile.cli.Main;
import dev.stile.cli.Version;
import dev.stile.cli.wiring.Surroundings;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Runs the acts that {@link AotTraining} names, one a line of its input, so that the AOT cache made
 * from it holds what {@code stile act} needs and nothing else. Only the build runs it.
 */
public final class ActTraining {
    private ActTraining() {}

    /** Ends with 0 if each act did. */
    public static void main(String[] arguments) throws IOException {
        Surroundings around = Surroundings.ofProcess(Version::number);
        BufferedReader input =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        List<String> failed =
                input.lines()
                        .filter(act -> Main.run(around, AotTraining.nowhere(), act.split(" ")) != 0)
                        .toList();
        System.exit(failed.size());
    }
}
