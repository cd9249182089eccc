package dev.stile.cli.deliveries;

import dev.stile.cli.desk.Action;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.Limit;
import dev.stile.core.error.Code;
import dev.stile.core.error.ExitCode;
import dev.stile.core.error.Failure;
import dev.stile.flow.delivery.DeliveryFilter;
import dev.stile.flow.delivery.DeliveryState;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Lists deliveries. */
@Command(
        name = "list",
        description = "List the newest deliveries, newest first.",
        footer = {
            "",
            "Examples:",
            "  stile delivery list",
            "  stile delivery list --rule urgent --state failed",
        })
public final class DeliveryListCommand implements Action {
    @Option(names = "--rule", paramLabel = "SLUG", description = "Only of this rule.")
    private Optional<String> rule = Optional.empty();

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "pending, running, failed, done or dead.")
    private Optional<String> state = Optional.empty();

    @Option(names = "--before", paramLabel = "ID", description = "Only those before this one.")
    private long before = Long.MAX_VALUE;

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Limit.Few.class,
            description = "Most of them: ${DEFAULT-VALUE}.")
    private int limit = 50;

    @Override
    public ExitCode run(Desk desk) {
        return Listing.tell(
                desk,
                new DeliveryFilter(rule, state.map(DeliveryListCommand::state)),
                before,
                limit);
    }

    private static DeliveryState state(String typed) {
        return Stream.of(DeliveryState.values())
                .filter(state -> state.wire().equals(typed))
                .findFirst()
                .orElseThrow(
                        () -> {
                            List<String> known =
                                    Arrays.stream(DeliveryState.values())
                                            .map(DeliveryState::wire)
                                            .toList();
                            return Failure.of(Code.USAGE)
                                    .headline("there is no state " + typed)
                                    .detail("states: " + String.join(", ", known))
                                    .argument("verb", "delivery", "list")
                                    .build();
                        });
    }
}
