package dev.stile.simulator.github;

import dev.stile.simulator.hosting.Account;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.hosting.Role;
import dev.stile.simulator.hosting.Timing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A repository with people and one pull request of two commits. */
final class Stage implements AutoCloseable {
    final HostingSimulator simulator;
    final HostedRepository web;
    final Account mona;
    final Account hubot;
    final Account admin;
    final PullRequest pull;
    final HostClient client;
    final String token;

    Stage(Path folder) throws IOException {
        simulator = HostingSimulator.start(folder);
        simulator.host().timing(Timing.immediate());
        simulator.host().organization("acme");
        web = simulator.repository("acme/web");
        mona = simulator.user(web, "mona", Role.WRITE);
        hubot = simulator.user(web, "hubot", Role.WRITE);
        admin = simulator.user(web, "root", Role.ADMIN);
        web.commit(mona, "main", "Begin", Map.of("a.txt", "one\ntwo\nthree\n"));
        web.commit(mona, "topic", "Change a", Map.of("a.txt", "one\ntwo\nTHREE\n"));
        web.commit(mona, "topic", "Add b", Map.of("b.txt", "b\n"));
        web.commit(hubot, "main", "Elsewhere", Map.of("c.txt", "c\n"));
        pull = web.open(mona, "topic", "main", "Shout three");
        token = simulator.token(hubot);
        client = new HostClient(simulator, token);
    }

    @Override
    public void close() throws IOException {
        client.close();
        simulator.close();
    }
}
