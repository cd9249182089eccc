package dev.stile.cli.rules;

import dev.stile.cli.desk.Desk;
import dev.stile.core.error.ErrorPrinter;
import dev.stile.core.error.Failure;
import dev.stile.flow.rule.Rule;
import dev.stile.flow.rule.RuleAction;

import java.util.List;

/**
 * Programs of a rule that was just stored: a grant may come later than the rule that needs it, so
 * the lack of one is told and refuses nothing (FL-63, FL-72).
 */
final class RulePrograms {
    private final Desk desk;

    RulePrograms(Desk desk) {
        this.desk = desk;
    }

    /** Warns of each that would not be run now, whatever its arguments are. */
    void tell(Rule rule) {
        actions(rule.action()).forEach(action -> tell(rule, action));
    }

    private static List<RuleAction> actions(RuleAction action) {
        return action instanceof RuleAction.Graph(List<RuleAction.Node> nodes)
                ? nodes.stream().map(RuleAction.Node::action).toList()
                : List.of(action);
    }

    private void tell(Rule rule, RuleAction action) {
        if (!(action instanceof RuleAction.RunCommand command)) {
            return;
        }
        try {
            desk.flow().commands().check(rule.slug(), command.argv().getFirst(), List.of());
        } catch (Failure refused) {
            desk.warn(
                    refused.extended()
                            .detail("next: " + ErrorPrinter.next(refused).getFirst())
                            .build());
        }
    }
}
