package dev.stile.connectors.github.broken;

import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.http.EgressClient;
import dev.stile.api.http.HttpRequest;
import dev.stile.testkit.hosting.HostCase;
import dev.stile.testkit.hosting.HostRequest;

import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * An adapter that does one thing wrong.
 *
 * @param caught the case that finds it
 * @param wrong what, to be read after "an adapter that"
 * @param settings changes those that it is given
 * @param below what stands below it, given what a request is for
 * @param above what stands above it
 */
public record Broken(
        HostCase caught,
        String wrong,
        UnaryOperator<Map<String, String>> settings,
        Function<Function<HttpRequest, HostRequest>, UnaryOperator<EgressClient>> below,
        BiFunction<ConnectorContext, GitHost, GitHost> above) {
    /** One whose requests, or whose answers, are not what they are. */
    static Broken below(
            HostCase caught,
            String wrong,
            Function<Function<HttpRequest, HostRequest>, UnaryOperator<EgressClient>> below) {
        return new Broken(caught, wrong, UnaryOperator.identity(), below, (context, real) -> real);
    }

    /** One whose results are not what they are. */
    static Broken above(
            HostCase caught, String wrong, BiFunction<ConnectorContext, GitHost, GitHost> above) {
        return new Broken(
                caught,
                wrong,
                UnaryOperator.identity(),
                vocabulary -> UnaryOperator.identity(),
                above);
    }

    /** One that does not do as its settings say. */
    static Broken set(HostCase caught, String wrong, UnaryOperator<Map<String, String>> settings) {
        return new Broken(
                caught,
                wrong,
                settings,
                vocabulary -> UnaryOperator.identity(),
                (context, real) -> real);
    }

    @Override
    public String toString() {
        return caught.name() + ": an adapter that " + wrong;
    }
}
