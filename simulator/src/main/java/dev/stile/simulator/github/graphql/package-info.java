/**
 * GitHub's GraphQL API, executed against the schema that GitHub publishes. In: queries about pull
 * requests. Out: data, or errors in GitHub's form; a field that the schema has and the simulator
 * does not serve is an error. Callers: the simulated origin.
 */
@NullMarked
package dev.stile.simulator.github.graphql;

import org.jspecify.annotations.NullMarked;
