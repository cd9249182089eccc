package dev.stile.simulator.engine;

import dev.stile.simulator.json.Json;
import dev.stile.simulator.problem.Problem;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The statuses of a project and the ways between them.
 *
 * @param statuses every status, in the order they are shown
 * @param transitions what may follow what
 * @param closing the status that each close reason leads to
 */
public record Workflow(
        List<Status> statuses, List<Transition> transitions, Map<String, String> closing) {
    /**
     * A status and the kind of work it stands for: triage, todo, in_progress, done, cancelled or
     * unknown.
     */
    public record Status(String name, String category) {}

    /**
     * One way, open when these extension fields have a value and the caller has at least this role.
     */
    public record Transition(
            String from, String to, List<String> requires, Optional<String> role) {}

    public Workflow {
        statuses = List.copyOf(statuses);
        transitions = List.copyOf(transitions);
        closing = Map.copyOf(closing);
    }

    /** The names of all statuses. */
    public List<String> names() {
        return statuses.stream().map(Status::name).toList();
    }

    /** The category of the status with this name. */
    public String category(String status) {
        return statuses.stream()
                .filter(known -> known.name().equals(status))
                .map(Status::category)
                .findFirst()
                .orElse("unknown");
    }

    /** The statuses that a record in this one may go to. */
    public List<String> reachable(String from) {
        return transitions.stream()
                .filter(transition -> transition.from().equals(from))
                .map(Transition::to)
                .distinct()
                .toList();
    }

    /** The way between the two, or a refusal that lists what is reachable. */
    public Transition transition(String from, String to) {
        return transitions.stream()
                .filter(transition -> transition.from().equals(from) && transition.to().equals(to))
                .findFirst()
                .orElseThrow(
                        () ->
                                notAllowed(from, "there is no way from " + from + " to " + to)
                                        .refused());
    }

    /** A 409 for a change of status that is not open, with what is. */
    public Problem notAllowed(String from, String detail) {
        return Problem.of(409, "transition_not_allowed", detail)
                .with("field", Json.text("status"))
                .with("from", Json.text(from))
                .with("reachable", Json.texts(reachable(from)));
    }

    /** This workflow with other ways between its statuses. */
    public Workflow withTransitions(List<Transition> changed) {
        return new Workflow(statuses, changed, closing);
    }

    /** The close reasons and where they lead, sorted. */
    public Json.Obj closingJson() {
        var object = Json.object();
        new TreeMap<>(closing).forEach(object::put);
        return object.build();
    }

    /** The workflow that a project has unless it is given another. */
    public static Workflow standard() {
        List<String> ended = List.of("Won't do", "Duplicate", "Abandoned");
        var ways = new java.util.ArrayList<Transition>();
        add(ways, "Triage", List.of("Open"));
        add(ways, "Triage", ended);
        add(ways, "Open", List.of("In Progress", "Done"));
        add(ways, "Open", ended);
        add(ways, "In Progress", List.of("Open", "In Review", "Done"));
        add(ways, "In Progress", ended);
        add(ways, "In Review", List.of("In Progress", "Done"));
        add(ways, "In Review", ended);
        add(ways, "Done", List.of("Open"));
        ended.forEach(status -> add(ways, status, List.of("Open")));
        return new Workflow(
                List.of(
                        new Status("Triage", "triage"),
                        new Status("Open", "todo"),
                        new Status("In Progress", "in_progress"),
                        new Status("In Review", "in_progress"),
                        new Status("Done", "done"),
                        new Status("Won't do", "cancelled"),
                        new Status("Duplicate", "cancelled"),
                        new Status("Abandoned", "cancelled")),
                ways,
                Map.of(
                        "completed", "Done",
                        "not_planned", "Won't do",
                        "duplicate", "Duplicate",
                        "abandoned", "Abandoned"));
    }

    private static void add(List<Transition> ways, String from, List<String> to) {
        to.forEach(status -> ways.add(new Transition(from, status, List.of(), Optional.empty())));
    }
}
