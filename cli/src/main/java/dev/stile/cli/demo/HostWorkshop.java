package dev.stile.cli.demo;

import dev.stile.cli.wiring.Surroundings;
import dev.stile.simulator.github.HostingSimulator;
import dev.stile.simulator.hosting.Account;
import dev.stile.simulator.hosting.BranchRules;
import dev.stile.simulator.hosting.Host;
import dev.stile.simulator.hosting.HostedRepository;
import dev.stile.simulator.hosting.PullRequest;
import dev.stile.simulator.hosting.Review;
import dev.stile.simulator.hosting.Role;
import dev.stile.simulator.hosting.traffic.On;

import java.nio.file.Path;
import java.util.Map;

/**
 * A room with a simulated code host, and the people of it. Everything is gone when it is closed.
 */
final class HostWorkshop implements AutoCloseable {
    static final String REPO = "acme/shop";
    static final String FILE = "total.py";

    private static final String CHECK = "tests";
    private static final String MAIN = "main";

    private final Workroom<HostingSimulator> room;
    private final String connector;
    private final HostedRepository shop;
    private final Path token;

    private HostWorkshop(Workroom<HostingSimulator> room, String connector) {
        this.room = room;
        this.connector = connector;
        Host host = room.server().host();
        this.shop = host.repository(REPO);
        shop.commit(
                host.person("maya"),
                MAIN,
                "Add up prices",
                Map.of(FILE, "def total(prices):\n    return sum(prices)\n"));
        // Who may not see all rules of a branch is never told that something is ready.
        shop.collaborator(host.person("you"), Role.ADMIN);
        shop.collaborator(host.person("maya"), Role.WRITE);
        shop.collaborator(host.person("jonas"), Role.WRITE);
        shop.protect(
                MAIN, BranchRules.none().reviews(1).check(CHECK).on(BranchRules.Flag.ADMINS_TOO));
        this.token = room.secret("token", room.server().token(host.person("you")));
    }

    /**
     * @param connector slug of the one that speaks the simulated dialect
     */
    static HostWorkshop open(Map<String, String> environment, String connector) {
        return new HostWorkshop(
                Workroom.open(
                        environment,
                        folder -> HostingSimulator.start(folder.resolve("host")),
                        HostingSimulator::close),
                connector);
    }

    Surroundings around(Surroundings outer) {
        return room.around(outer);
    }

    Path folder() {
        return room.folder();
    }

    Path token() {
        return token;
    }

    String connector() {
        return connector;
    }

    String web() {
        return room.server().webUrl().toString();
    }

    String head(int number) {
        return pull(number).headSha();
    }

    void approves(int number, String who) {
        pull(number).review(person(who), Review.State.APPROVED);
    }

    void asksForAChange(int number, String who, String why) {
        PullRequest pull = pull(number);
        pull.talk().review(person(who), Review.State.CHANGES_REQUESTED, why, pull.headSha());
    }

    /** Reports a check on the head, in place of the one before. */
    void check(int number, String conclusion) {
        shop.checkRun(head(number), CHECK, room.server().host().app("continuous"), conclusion);
    }

    /** Somebody pushes just before the host does the next merge that it is asked for. */
    void pushesBeforeTheMerge(int number, String text) {
        PullRequest pull = pull(number);
        room.server()
                .disturbances()
                .before(
                        On.request("PUT", "**/pulls/" + number + "/merge").once(),
                        () ->
                                shop.commit(
                                        person("jonas"),
                                        pull.headBranch(),
                                        "Shortcut",
                                        Map.of(FILE, text)));
    }

    /** How many of its pull requests are merged. */
    long merges() {
        return shop.pulls().stream()
                .filter(pull -> pull.state() == PullRequest.State.MERGED)
                .count();
    }

    private PullRequest pull(int number) {
        return shop.pull(number).orElseThrow();
    }

    private Account person(String name) {
        return room.server().host().person(name);
    }

    @Override
    public void close() {
        room.close();
    }
}
