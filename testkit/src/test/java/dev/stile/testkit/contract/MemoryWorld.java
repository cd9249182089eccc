package dev.stile.testkit.contract;

import dev.stile.api.connector.Facet;
import dev.stile.api.connector.Manifest;
import dev.stile.api.http.EgressClient;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.Person;
import dev.stile.api.store.RecordStore;
import dev.stile.api.value.ProjectRef;
import dev.stile.testkit.tracker.MemoryTracker;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Projects in memory, met through a store that may be broken. Nothing of it is on a wire. */
final class MemoryWorld implements ContractWorld {
    /** What a broken store makes of a healthy one. */
    @FunctionalInterface
    interface Breakage {
        RecordStore in(RecordStore healthy, Who who);
    }

    /** Cases whose subject is what goes over a wire. */
    private static final Set<String> ON_A_WIRE =
            Set.of(
                    "C09", "C12", "C13", "C16", "C33", "C35", "C38", "C50", "C53", "C73", "C74",
                    "C75", "C76", "C80", "C82", "C84", "C87");

    /** Those to whom records can be assigned; two of them have the same name. */
    static final List<Person> PEOPLE =
            List.of(
                    new Person("7", Optional.empty(), "Alex Double"),
                    new Person("8", Optional.empty(), "Alex Double"));

    private final Breakage breakage;
    private final Map<ProjectRef, MemoryTracker> projects = new ConcurrentHashMap<>();
    private final Map<ProjectRef, Integer> listedAtMost = new ConcurrentHashMap<>();
    private final Map<ProjectRef, MemoryComments> comments = new ConcurrentHashMap<>();
    private final Set<ProjectRef> ignoringDue = ConcurrentHashMap.newKeySet();

    MemoryWorld(Breakage breakage) {
        this.breakage = breakage;
    }

    Optional<MemoryTracker> tracker(ProjectRef project) {
        return Optional.ofNullable(projects.get(project));
    }

    Optional<Integer> listedAtMost(ProjectRef project) {
        return Optional.ofNullable(listedAtMost.get(project));
    }

    boolean ignoresDue(ProjectRef project) {
        return ignoringDue.contains(project);
    }

    MemoryComments comments(ProjectRef project) {
        return comments.computeIfAbsent(project, none -> new MemoryComments());
    }

    @Override
    public String connector() {
        return "memory";
    }

    @Override
    public String dialect() {
        return "projects in memory";
    }

    @Override
    public Manifest manifest() {
        return Manifest.of("memory", "1", "Records in memory.")
                .facets(Set.of(Facet.RECORDS))
                .build();
    }

    @Override
    public URI baseAddress() {
        return URI.create("https://memory.example");
    }

    @Override
    public Optional<RecordStore> open(Who who, UnaryOperator<EgressClient> through) {
        return Optional.of(breakage.in(new MemoryProjects(this, who), who));
    }

    @Override
    public ProjectRef emptyProject() {
        ProjectRef project = new ProjectRef("p" + projects.size());
        projects.put(project, new MemoryTracker(project, 100));
        return project;
    }

    @Override
    public ProjectRef missingProject() {
        return new ProjectRef("nowhere");
    }

    @Override
    public Optional<Person> assignable(ProjectRef project) {
        return PEOPLE.stream().findFirst();
    }

    @Override
    public Optional<List<Person>> namesakes(ProjectRef project) {
        return Optional.of(PEOPLE);
    }

    @Override
    public Optional<FieldRef> ignoredField(ProjectRef project) {
        ignoringDue.add(project);
        return Optional.of(FieldRef.DUE);
    }

    @Override
    public boolean truncateListingsAt(ProjectRef project, int records) {
        listedAtMost.put(project, records);
        return true;
    }

    @Override
    public Optional<String> cannotRun(String caseNumber) {
        return ON_A_WIRE.contains(caseNumber)
                ? Optional.of("there is no wire in memory")
                : Optional.empty();
    }
}
