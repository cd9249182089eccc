package dev.stile.flow.outbox;

import dev.stile.flow.rule.FlowDeclaration;

import java.util.List;

/** Says which flows the author of a rule allows by name (TU-35). Any thread may ask. */
@FunctionalInterface
public interface Declarations {
    /**
     * What the rule declares now.
     *
     * @param rule its slug
     * @return none if the rule is gone, or if what it declared is void
     */
    List<FlowDeclaration> of(String rule);
}
