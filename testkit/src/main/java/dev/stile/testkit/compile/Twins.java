package dev.stile.testkit.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * A program that must not compile and its twin that must: they differ in the one thing that is
 * proven, so that the broken one cannot fail for another reason.
 *
 * @param what what is proven, as a sentence
 * @param broken statements that must not compile
 * @param code the compiler's own code of the expected diagnostic, whatever its language: {@code
 *     compiler.err.cant.apply.symbol}
 * @param names a word that the diagnostic must hold, such as the type that was given
 * @param working statements that must compile
 */
public record Twins(String what, String broken, String code, String names, String working) {
    /**
     * Compiles both.
     *
     * @param frame a class that holds {@code %s} where the statements go
     */
    public void check(String frame) {
        List<Compiler.Fault> none = Compiler.compile(frame.formatted(working));
        assertThat(none).as("%s: the twin that must compile", what).isEmpty();
        List<Compiler.Fault> faults = Compiler.compile(frame.formatted(broken));
        assertThat(faults).as("%s: the program that must not compile", what).hasSize(1);
        assertThat(faults.getFirst().code()).as("%s: %s", what, faults.getFirst()).isEqualTo(code);
        assertThat(faults.getFirst().message()).as(what).contains(names);
    }

    @Override
    public String toString() {
        return what;
    }
}
