package dev.stile.connectors.redmine;

import dev.stile.api.connector.Manifest;
import dev.stile.api.http.EgressClient;
import dev.stile.api.json.Json;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.Person;
import dev.stile.api.store.RecordStore;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;
import dev.stile.connectors.redmine.fixture.RedmineServer;
import dev.stile.connectors.redmine.support.DirectEgress;
import dev.stile.connectors.redmine.support.Opened;
import dev.stile.testkit.contract.ContractWorld;
import dev.stile.testkit.contract.Scene;
import dev.stile.testkit.contract.Spoilt;
import dev.stile.testkit.contract.Who;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A Redmine that none of us wrote as the world of the contracts. */
record RealServer(RedmineServer redmine) implements ContractWorld {
    @Override
    public String connector() {
        return RedmineProvider.SLUG;
    }

    @Override
    public String dialect() {
        return "a real server";
    }

    @Override
    public Manifest manifest() {
        return new RedmineProvider().manifest();
    }

    @Override
    public URI baseAddress() {
        return redmine.webUrl();
    }

    @Override
    public Optional<RecordStore> open(Who who, UnaryOperator<EgressClient> through) {
        EgressClient egress = through.apply(new DirectEgress(key(who)));
        return Optional.of(
                Opened.store(
                        egress,
                        redmine.webUrl().toString(),
                        "done_status",
                        "Closed",
                        "rejected_status",
                        "Closed"));
    }

    String key(Who who) {
        return switch (who) {
            case MEMBER -> redmine.key("mona");
            case COLLEAGUE -> redmine.key("milo");
            case READER -> redmine.key("vera");
            case OUTSIDER -> redmine.key("otto");
            case WRONG_SECRET -> "0123456789012345678901234567890123456789";
        };
    }

    @Override
    public ProjectRef emptyProject() {
        return asking(() -> new ProjectRef(redmine.newPrivateProject()));
    }

    @Override
    public ProjectRef missingProject() {
        return new ProjectRef("no-such-project");
    }

    @Override
    public List<RecordId> seed(ProjectRef project, int count, RecordStore store, Scene scene) {
        if (count < 20) {
            return ContractWorld.super.seed(project, count, store, scene);
        }
        return asking(
                () -> {
                    redmine.fill(project.text(), count);
                    long first = redmine.firstIssue(project.text());
                    return IntStream.range(0, count)
                            .mapToObj(index -> new RecordId(Long.toString(first + index)))
                            .toList();
                });
    }

    @Override
    public Optional<FieldValue> sample(ProjectRef project, FieldSchema field) {
        return field.field().equals(FieldRef.extension("severity"))
                ? Optional.of(new FieldValue.TextValue("mid"))
                : Optional.empty();
    }

    @Override
    public Optional<Person> assignable(ProjectRef project) {
        return Optional.of(person("alex1"));
    }

    @Override
    public Optional<List<Person>> namesakes(ProjectRef project) {
        return Optional.of(List.of(person("alex1"), person("alex2")));
    }

    private Person person(String login) {
        return new Person(redmine.userId(login), Optional.empty(), "Alex Double");
    }

    @Override
    public Optional<FieldRef> ignoredField(ProjectRef project) {
        return Optional.of(FieldRef.extension("estimated_hours"));
    }

    @Override
    public Optional<UnaryOperator<Json>> spoiltItem() {
        return Optional.of(Spoilt.itemOf("issues"));
    }

    @Override
    public Optional<String> cannotRun(String caseNumber) {
        return caseNumber.equals("C37")
                ? Optional.of("on SQLite the server gives the last id again after a delete")
                : Optional.empty();
    }

    interface Question<T> {
        T ask() throws IOException, InterruptedException;
    }

    static <T> T asking(Question<T> question) {
        try {
            return question.ask();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
