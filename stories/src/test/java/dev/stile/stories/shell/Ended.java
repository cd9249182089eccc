package dev.stile.stories.shell;

import static org.assertj.core.api.Assertions.assertThat;

/** A command that has ended. */
public record Ended(String command, int exit, String out, String err) {
    /** Everything that it printed. */
    public String said() {
        return out + err;
    }

    public Ended succeeds() {
        assertThat(exit).as("exit of %s", this).isZero();
        return this;
    }

    public Ended fails() {
        assertThat(exit).as("exit of %s", this).isNotZero();
        return this;
    }

    /** Fails, and says all of these. */
    public Ended refuses(String... words) {
        assertThat(fails().said()).as(command).contains(words);
        return this;
    }

    /** Succeeds, and says all of these. */
    public Ended says(String... words) {
        assertThat(succeeds().said()).as(command).contains(words);
        return this;
    }

    @Override
    public String toString() {
        return "$ " + command + "\n" + out + err + "(exit " + exit + ")";
    }
}
