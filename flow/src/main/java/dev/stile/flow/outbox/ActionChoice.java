package dev.stile.flow.outbox;

import dev.stile.api.action.ActionSpec;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Nearest;
import dev.stile.core.error.Remedy;
import dev.stile.flow.command.CommandProviders;

import java.util.List;

/** Finds an action by its name, or says why there is none. Pure. */
final class ActionChoice {
    private static final Remedy DESCRIBED_ANEW =
            Remedy.of(
                    "Let the program say the action as it has to be, and confirm what it says.",
                    "stile connect command {connection}",
                    "stile connection show {connection}");

    private ActionChoice() {}

    /**
     * @throws Failure UNKNOWN_ACTION; ACTION_LEFT_OUT where it was stored and cannot be had so
     */
    static ActionSpec of(ActionSets.Opened opened, String connection, String action) {
        return opened.spec(action)
                .orElseThrow(
                        () ->
                                opened.actions()
                                        .leftOut(action)
                                        .map(why -> leftOut(opened, connection, action, why))
                                        .orElseGet(() -> unknown(opened, action)));
    }

    private static Failure leftOut(
            ActionSets.Opened opened, String connection, String action, String why) {
        Failure.Builder failure =
                Failure.of(Code.ACTION_LEFT_OUT)
                        .detail(why)
                        .argument("connector", opened.connector())
                        .argument("connection", connection)
                        .fact("action", action);
        return opened.connector().equals(CommandProviders.SLUG)
                ? failure.remedy(DESCRIBED_ANEW).build()
                : failure.build();
    }

    private static Failure unknown(ActionSets.Opened opened, String action) {
        List<String> known = opened.actions().actions().stream().map(ActionSpec::slug).toList();
        Failure.Builder failure =
                Failure.of(Code.UNKNOWN_ACTION)
                        .detail(opened.connector() + " offers: " + String.join(", ", known))
                        .argument("connector", opened.connector());
        Nearest.to(action, known).ifPresent(meant -> failure.detail("did you mean " + meant + "?"));
        return failure.build();
    }
}
