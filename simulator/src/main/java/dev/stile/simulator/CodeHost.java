package dev.stile.simulator;

import dev.stile.simulator.control.HostControlFront;
import dev.stile.simulator.github.HostingSimulator;
import dev.stile.simulator.hosting.AccessToken;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.seed.HostSeed;
import dev.stile.simulator.wire.Listener;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * A running code host on loopback with a repository and an open pull request on it, and its control
 * API on a port of its own. Closing it ends every connection; it may be closed twice. For any
 * thread.
 */
public final class CodeHost implements AutoCloseable {
    private final HostingSimulator host;
    private final Listener control;
    private final String controlToken;
    private final PullRequest pull;
    private final String ownerToken;
    private final String colleagueToken;

    private CodeHost(
            HostingSimulator host, Listener control, String controlToken, PullRequest pull) {
        this.host = host;
        this.control = control;
        this.controlToken = controlToken;
        this.pull = pull;
        this.ownerToken = token(HostSeed.OWNER);
        this.colleagueToken = token(HostSeed.COLLEAGUE);
    }

    /** Starts one whose time is the machine's. */
    public static CodeHost start(Path folder, int port, int controlPort) throws IOException {
        return start(folder, Clock.systemUTC(), port, controlPort);
    }

    /**
     * Starts one.
     *
     * @param folder where its repositories are kept; it is not deleted
     * @param time the real one, until somebody moves its clock
     * @param port its port; 0 takes a free one
     * @param controlPort the port of its control API; 0 takes a free one
     * @throws IOException if a port is taken, or the folder cannot be used
     */
    public static CodeHost start(Path folder, Clock time, int port, int controlPort)
            throws IOException {
        HostingSimulator host = HostingSimulator.start(folder, time, port);
        boolean started = false;
        try {
            PullRequest pull = HostSeed.sow(host.host());
            String token = Secrets.fresh("sim_control_");
            Listener control =
                    Listener.start(
                            controlPort,
                            new HostControlFront(
                                    host.host(), host.disturbances(), host.log(), token));
            CodeHost made = new CodeHost(host, control, token, pull);
            started = true;
            return made;
        } finally {
            if (!started) {
                host.close();
            }
        }
    }

    private String token(String login) {
        String value = Secrets.fresh("ghp_sim");
        host.host()
                .put(
                        new AccessToken(
                                value,
                                host.host().person(login),
                                AccessToken.Kind.CLASSIC,
                                Set.of("repo", "read:org"),
                                Optional.empty()));
        return value;
    }

    /** The slug of the connector that speaks its dialect. */
    public String connector() {
        return "github";
    }

    /** Where it is: {@code http://127.0.0.1:PORT}. */
    public URI webUrl() {
        return host.webUrl();
    }

    /** Where the control API answers: {@code http://127.0.0.1:PORT/_control}. */
    public URI controlUri() {
        return URI.create("http://127.0.0.1:" + control.port() + "/_control");
    }

    /** The repository: {@code owner/name}. */
    public String repository() {
        return HostSeed.REPOSITORY;
    }

    /** Where git fetches the repository and pushes to it. */
    public URI remote() {
        return host.remote(pull.repository());
    }

    /** The number of the pull request. */
    public int pullRequest() {
        return pull.number();
    }

    /** A token of the one who may do everything, and has opened the pull request. */
    public String ownerToken() {
        return ownerToken;
    }

    /** A token of the one who may write and review. */
    public String colleagueToken() {
        return colleagueToken;
    }

    /** The token of the control API. */
    public String controlToken() {
        return controlToken;
    }

    @Override
    public void close() throws IOException {
        try (control) {
            host.close();
        }
    }
}
