package dev.stile.cli.pr;

import dev.stile.api.value.Sha;

import picocli.CommandLine.Option;

import java.util.Optional;

/** What a write says of the head that it is meant for. */
final class ExpectedHead {
    @Option(
            names = "--expect-head",
            paramLabel = "SHA",
            description = "Write nothing if its head is another one.")
    private Optional<String> typed = Optional.empty();

    /** Empty if nothing is said of it. */
    Optional<Sha> sha() {
        return typed.map(each -> HostDesk.sha("expect_head", each));
    }
}
