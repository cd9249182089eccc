package dev.stile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

/** What a person sees of an entry that cannot be read, and how it is ended. */
final class DamagedOutboxTest {
    private static final String COMMENT =
            "act sim comment --set project=demo --set id=3 --set text=hello";

    @TempDir private Path folder;
    private WatchedDemo demo;
    private Cli cli;

    @BeforeEach
    void start() throws IOException {
        demo = WatchedDemo.in(folder);
        cli = demo.cli();
    }

    @AfterEach
    void stop() throws IOException {
        demo.close();
    }

    @Test
    void theListNamesAnEntryThatCannotBeRead() {
        cli.type(COMMENT);
        cli.type(COMMENT);
        demo.turns().damage(1);
        Cli.Ran listed = cli.type("outbox list");
        assertThat(listed.out()).startsWith("ob-2  sent").doesNotContain("ob-1");
        assertThat(listed.err()).contains("ob-1 of the outbox cannot be read [entry_damaged]");
        assertThat(cli.type("outbox list --json").out()).contains("\"damaged\":[\"ob-1\"]");
    }

    @Test
    void anEntryThatCannotBeReadSaysHowItIsEndedAndIsEndedSo() {
        cli.type(
                "policy grant --subject person:tester --connection sim --action comment --decision approve");
        cli.type(COMMENT);
        demo.turns().damage(1);
        Cli.Ran shown = cli.type("outbox show ob-1");
        assertThat(shown.err()).contains("stile outbox cancel ob-1 --reason damaged");
        Cli.Ran ended = cli.type("outbox cancel ob-1 --reason damaged");
        assertThat(ended.exit()).as(ended.err()).isZero();
        assertThat(ended.out()).isEqualTo("ob-1, which cannot be read, is cancelled\n");
        assertThat(cli.type("outbox resolve ob-1 --sent --reason x").err())
                .contains("ob-1 is cancelled and cannot become done");
        assertThat(demo.written()).isZero();
    }
}
