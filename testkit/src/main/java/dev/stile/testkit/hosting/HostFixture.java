package dev.stile.testkit.hosting;

import dev.stile.api.connector.Manifest;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.http.EgressClient;
import dev.stile.api.http.HttpRequest;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One adapter and one host of its own, made for one case. An adapter's test implements it once for
 * each dialect.
 */
public interface HostFixture extends AutoCloseable {
    /** The adapter's slug. */
    String connector();

    /** Which host answers: {@code simulator} and so on. */
    String dialect();

    Manifest manifest();

    /** The host's web address, which is a git origin of the connection. */
    URI webUrl();

    /** Settings with which the adapter works. */
    Map<String, String> validSettings();

    /** For each key, valid settings with a value that is not. */
    Map<String, Map<String, String>> invalidSettings();

    /**
     * A new adapter for {@link Account#SELF} with these settings over the fixture's own egress
     * client, which {@code through} may watch and disturb. Not yet started.
     */
    GitHost open(Map<String, String> settings, UnaryOperator<EgressClient> through);

    HostControl control();

    /** What a request of the adapter is for. */
    HostRequest whatFor(HttpRequest request);

    /** Opens a place of another origin. */
    Elsewhere elsewhere() throws IOException;

    /**
     * The credential of {@link Account#SELF}, which may be seen nowhere else. It has at least 16
     * characters, and as many of those as the host takes that JSON, addresses and HTML escape.
     */
    String canary();

    /** Whether that is the whole value of the header in which the credential belongs. */
    default boolean isCredential(String authorization) {
        return authorization.equals("Bearer " + canary());
    }

    /** A line that the host takes as a command of its own where a comment begins with it. */
    Optional<String> hostCommand();

    /** Most segments of a repository's path. */
    int deepestRepo();

    /** Names of parameters, anywhere in a request, that pass over rules, checks or queues. */
    List<String> bypassParameters();

    /** Everything that was written down so far: logs, audit rows, journals. */
    String writtenDown();

    /** Why a case cannot run here, if it cannot. */
    default Optional<String> cannotRun(HostCase name) {
        return Optional.empty();
    }

    @Override
    void close() throws IOException;
}
