package dev.stile.flow.outbox;

import dev.stile.api.action.Category;
import dev.stile.api.call.Deadline;
import dev.stile.api.label.Label;
import dev.stile.core.policy.Subject;
import dev.stile.flow.rule.FlowDeclaration;

import java.util.List;
import java.util.Optional;

/** Says whether content may flow to a place (TU-32). Any thread may ask. */
@FunctionalInterface
public interface Clearances {
    /**
     * Goes on only if the readers of the place may all see the content, as things stand now.
     *
     * @throws dev.stile.core.error.Failure LABEL_REFUSED, with the path of the flow, both labels
     *     and the declaration that would allow it
     */
    void require(Deadline deadline, Flow flow);

    /**
     * Content on its way out.
     *
     * @param subject in whose name
     * @param label of the content
     * @param declarations flows that the author of the rule allowed by name
     */
    record Flow(
            Subject subject,
            String connection,
            String action,
            Category category,
            Optional<String> recipient,
            Label label,
            List<FlowDeclaration> declarations) {
        public Flow {
            declarations = List.copyOf(declarations);
        }
    }
}
