package dev.stile.simulator.control;

import dev.stile.simulator.access.Limits;
import dev.stile.simulator.access.RateLimiter;
import dev.stile.simulator.access.Role;
import dev.stile.simulator.access.Scope;
import dev.stile.simulator.access.Token;
import dev.stile.simulator.access.Tokens;
import dev.stile.simulator.engine.Tracker;
import dev.stile.simulator.engine.View;
import dev.stile.simulator.fault.FaultRule;
import dev.stile.simulator.fault.Faults;
import dev.stile.simulator.fault.Late;
import dev.stile.simulator.journal.Journal;
import dev.stile.simulator.json.Json;
import dev.stile.simulator.json.ObjectBuilder;
import dev.stile.simulator.time.SimulatedClock;
import dev.stile.simulator.traffic.Counters;
import dev.stile.simulator.traffic.LoggedRequest;
import dev.stile.simulator.traffic.RequestLog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Everything that a test can do to a simulator, from Java. For any thread. */
public final class Controls {
    private final Tracker tracker;
    private final Tokens tokens;
    private final RateLimiter limiter;
    private final RequestLog log;
    private final Faults faults;
    private final Late late;
    private final Commands commands;

    /** Controls over this state; {@code begin} puts in what a simulator starts with. */
    public Controls(
            Tracker tracker,
            Tokens tokens,
            RateLimiter limiter,
            RequestLog log,
            Faults faults,
            Late late,
            Journal journal,
            Runnable begin) {
        this.tracker = tracker;
        this.tokens = tokens;
        this.limiter = limiter;
        this.log = log;
        this.faults = faults;
        this.late = late;
        this.commands = new Commands(tracker, tokens, journal, begin);
    }

    /**
     * Runs a command as the control API takes it: {@code seed}, {@code project}, {@code token},
     * {@code edit} and others.
     */
    public Json.Obj run(String command, Json.Obj arguments) {
        return commands.run(command, arguments);
    }

    /** Runs a kept command again; for the start from a data file. */
    public void replay(Json.Obj command) {
        commands.replay(command);
    }

    /** Back to the start: no project, the first tokens, no fault, the real time, no log. */
    public void reset() {
        run("reset", Json.object().build());
        limiter.reset();
        log.reset();
        faults.clear();
        late.clear();
        clock().run();
        clock().offsetDates(Duration.ZERO);
    }

    /** Makes the demo project. */
    public void seedDemo() {
        run("seed", Json.object().put("name", "demo").build());
    }

    /** Makes a generated project. */
    public void seedGenerated(String project, int records, long seed) {
        run(
                "seed",
                Json.object()
                        .put("name", "generated")
                        .put("project", project)
                        .put("records", records)
                        .put("seed", seed)
                        .build());
    }

    /** Makes an empty project, or changes the settings of the one with this slug. */
    public void project(String slug, Json.Obj settings) {
        run("project", settings.with("slug", Json.text(slug)));
    }

    /** Makes a user, or changes their display name. */
    public void user(String handle, String display) {
        run("user", Json.object().put("handle", handle).put("display", display).build());
    }

    /** Makes a token, or changes the one with this name. */
    public void token(Token token) {
        var form = Json.object().putAll(token.json()).put("token", token.value());
        run("token", form.build());
    }

    /** Makes a token that is everything in every project. */
    public void token(String name, String value, String user, Scope... scopes) {
        token(Token.of(name, value, user, Set.copyOf(Arrays.asList(scopes))));
    }

    /** Takes a token back. */
    public void revoke(String name) {
        run("token", Json.object().put("name", name).put("revoked", true).build());
    }

    /** Says what a token's user is in a project. */
    public void role(String token, String project, Role role) {
        var roles = Json.object();
        tokens.named(token)
                .orElseThrow()
                .roles()
                .forEach((slug, held) -> roles.put(slug, held.wireName()));
        run(
                "token",
                Json.object()
                        .put("name", token)
                        .put("roles", roles.put(project, role.wireName()).build())
                        .build());
    }

    /** Says how often a token may be used. */
    public void limit(String token, Limits limits) {
        run("token", Json.object().put("name", token).put("limits", limits.json()).build());
    }

    /** Creates a record as somebody else would; answers it as it is served. */
    public Json.Obj create(String project, Json.Obj record) {
        return run("edit", edit(project, "create").put("record", record).build());
    }

    /** Changes a record as somebody else would; answers it as it is served. */
    public Json.Obj change(String project, String id, Json.Obj change) {
        return run("edit", edit(project, "change").put("id", id).put("change", change).build());
    }

    /** Deletes a record as somebody else would. */
    public void delete(String project, String id) {
        run("edit", edit(project, "delete").put("id", id).build());
    }

    /** Gives a record another id; answers it under the new one. */
    public Json.Obj move(String project, String id) {
        return run("edit", edit(project, "move").put("id", id).build());
    }

    /** Adds a comment as somebody else would; answers the record. */
    public Json.Obj comment(String project, String id, String body) {
        return run("edit", edit(project, "comment").put("id", id).put("body", body).build());
    }

    /** The records of a project as they are served, by number. */
    public List<Json.Obj> records(String project) {
        return tracker.reading(
                () -> {
                    List<Json.Obj> all = new ArrayList<>();
                    tracker.project(project)
                            .orElseThrow()
                            .page(0, Integer.MAX_VALUE, new View.Current())
                            .forEach(record -> all.add(record.document()));
                    return all;
                });
    }

    /** What was said in the channels of a project, in order. */
    public List<Json.Obj> messages(String project) {
        return tracker.reading(
                () ->
                        List.copyOf(
                                tracker.project(project)
                                        .orElseThrow()
                                        .conversations()
                                        .messages(0)));
    }

    /** Sets a fault rule; answers its id. */
    public String fault(FaultRule rule) {
        return faults.add(rule);
    }

    /** Takes a fault rule away; says whether there was one. */
    public boolean removeFault(String id) {
        return faults.remove(id);
    }

    /** Takes all fault rules away. */
    public void clearFaults() {
        faults.clear();
    }

    /** The fault rules and their hits. */
    public List<Faults.Counted> faults() {
        return faults.all();
    }

    /** Carries out the requests that a rule put off; answers how many. */
    public int carryOutLate() {
        return late.carryOut();
    }

    /** The settings of all projects, by slug. */
    public List<Json.Obj> projects() {
        return tracker.reading(
                () ->
                        tracker.projects().stream()
                                .map(project -> project.settings().json())
                                .toList());
    }

    /** All tokens without their values, by name. */
    public List<Json.Obj> tokens() {
        return tokens.all().stream().map(Token::json).toList();
    }

    /** The clock. */
    public SimulatedClock clock() {
        return tracker.clock();
    }

    /** The sums over all requests since the last reset. */
    public Counters counters() {
        return log.counters();
    }

    /** The newest requests, oldest first. */
    public List<LoggedRequest> requests() {
        return log.requests();
    }

    /** Forgets requests and sums. */
    public void resetCounters() {
        log.reset();
    }

    private static ObjectBuilder edit(String project, String kind) {
        return Json.object().put("project", project).put("edit", kind);
    }
}
