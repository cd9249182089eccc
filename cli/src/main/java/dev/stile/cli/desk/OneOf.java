package dev.stile.cli.desk;

import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

import java.util.Arrays;
import java.util.Optional;

/**
 * Options of which one has to be typed. The parser refuses two of a group; but it takes one whose
 * value is optional for not needed, and lets none pass.
 */
public final class OneOf {
    private OneOf() {}

    /**
     * @param verb the command
     * @param options as they are typed, for people
     * @param typed what was typed of them
     * @throws Failure USAGE if nothing was
     */
    public static void require(String verb, String options, Optional<?>... typed) {
        if (Arrays.stream(typed).allMatch(Optional::isEmpty)) {
            throw Failure.of(Code.USAGE)
                    .headline("one of these is needed: " + options)
                    .argument("verb", verb.split(" "))
                    .build();
        }
    }
}
