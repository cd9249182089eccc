package dev.stile.cli.quiet;

import dev.stile.cli.TypedProgram;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process that types lines and says how many connections each opened. */
final class TypedLines {
    private TypedLines() {}

    /**
     * @param arguments a folder, and a file with a line for each command
     */
    public static void main(String[] arguments) throws IOException {
        CountedSockets.begin();
        TypedProgram program = new TypedProgram(Path.of(arguments[0]));
        StringBuilder told = new StringBuilder();
        for (String line : Files.readAllLines(Path.of(arguments[1]), StandardCharsets.UTF_8)) {
            int before = CountedSockets.opened();
            int exit = program.type(line);
            told.append(CountedSockets.opened() - before)
                    .append('\t')
                    .append(exit)
                    .append('\t')
                    .append(line)
                    .append('\n');
        }
        System.out.print(told);
    }
}
