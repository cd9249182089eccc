package dev.stile.testkit.contract;

import dev.stile.api.connector.Manifest;
import dev.stile.api.http.EgressClient;
import dev.stile.api.json.Json;
import dev.stile.api.record.FieldRef;
import dev.stile.api.record.FieldSchema;
import dev.stile.api.record.FieldValue;
import dev.stile.api.record.Person;
import dev.stile.api.record.RecordDraft;
import dev.stile.api.store.IdempotencyKey;
import dev.stile.api.store.RecordStore;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Untainted;
import dev.stile.api.taint.UserInput;
import dev.stile.api.value.ProjectRef;
import dev.stile.api.value.RecordId;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Where a connector meets its server. A connector's test implements it once for each server that it
 * can meet. What a world cannot offer is empty, and the cases that need it are printed as not run,
 * with the reason.
 */
public interface ContractWorld {
    /** The connector's slug. */
    String connector();

    /** Which server answers: {@code sim}, {@code a real server 5.1}, {@code recorded}. */
    String dialect();

    Manifest manifest();

    /** Where the server's paths begin. */
    URI baseAddress();

    /**
     * Opens the connector's record store over the world's own egress client, which {@code through}
     * may watch and disturb. Empty where the world has nobody like that.
     */
    Optional<RecordStore> open(Who who, UnaryOperator<EgressClient> through);

    /** Makes a project without records, which every {@link Who} but the outsider can see. */
    ProjectRef emptyProject();

    /** The name of a project that the server does not have. */
    ProjectRef missingProject();

    /** Puts so many records into a project, titled {@code record 1} and so on, in this order. */
    default List<RecordId> seed(ProjectRef project, int count, RecordStore store, Scene scene) {
        List<RecordId> ids = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            Untainted<RecordDraft, Sink.RecordField> draft =
                    UserInput.trusted(
                            RecordDraft.titled("record " + number)
                                    .withBody("text of record " + number));
            IdempotencyKey key = new IdempotencyKey(UUID.randomUUID().toString());
            ids.add(store.createRecord(project, draft, key, scene.call()).id());
        }
        return ids;
    }

    /**
     * A value that the server takes for the field in a new record, where it cannot be told from the
     * schema.
     */
    default Optional<FieldValue> sample(ProjectRef project, FieldSchema field) {
        return Optional.empty();
    }

    /** Somebody in the project to whom records can be assigned. */
    default Optional<Person> assignable(ProjectRef project) {
        return Optional.empty();
    }

    /** Two people of the project who show the same name. */
    default Optional<List<Person>> namesakes(ProjectRef project) {
        return Optional.empty();
    }

    /** A field that the server silently does not take from the member in this project. */
    default Optional<FieldRef> ignoredField(ProjectRef project) {
        return Optional.empty();
    }

    /**
     * Makes the server list no more than so many records of the project. False where it has no such
     * limit.
     */
    default boolean truncateListingsAt(ProjectRef project, int records) {
        return false;
    }

    /**
     * Changes an answer with a page so that its next link leads to this address. Empty where pages
     * have no links.
     */
    default Optional<UnaryOperator<Json>> nextLinkTo(URI address) {
        return Optional.empty();
    }

    /**
     * Changes an answer with a page so that one of its records cannot be read. Empty where that
     * cannot be done.
     */
    default Optional<UnaryOperator<Json>> spoiltItem() {
        return Optional.empty();
    }

    /** Values of the manifest's credential header that the server saw since the world began. */
    default Optional<List<String>> credentialHeadersSeen() {
        return Optional.empty();
    }

    /** The value that {@link #credentialHeadersSeen()} must always show for the member. */
    default Optional<String> memberCredentialHeader() {
        return Optional.empty();
    }

    /** Why a case of the harness cannot run here, if it cannot: {@code C77}. */
    default Optional<String> cannotRun(String caseNumber) {
        return Optional.empty();
    }
}
