package dev.stile.connectors.redmine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.event.EventSink;
import dev.stile.api.event.Gap;
import dev.stile.api.event.SourceEvent;
import dev.stile.api.event.SourceHealth;
import dev.stile.api.event.Start;
import dev.stile.api.event.Subscription;
import dev.stile.api.json.Json;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.EventId;
import dev.stile.api.value.RecordId;
import dev.stile.connectors.redmine.fixture.NeedsRedmine;
import dev.stile.connectors.redmine.fixture.RedmineServer;
import dev.stile.connectors.redmine.support.Opened;
import dev.stile.core.change.RecordStream;
import dev.stile.core.change.SeenRecords;
import dev.stile.core.store.Database;
import dev.stile.core.store.Home;
import dev.stile.core.store.HomeSchema;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What happens to issues of a Redmine that none of us wrote, as events. */
@NeedsRedmine
final class RealEventsTest extends AgainstRedmine {
    @TempDir Path folder;

    private Database database;
    private RecordStream stream;

    RealEventsTest(RedmineServer redmine) {
        super(redmine);
    }

    @BeforeEach
    void open() {
        database =
                Database.open(
                        new Home(folder.resolve("home")).ensure().database(),
                        new HomeSchema(),
                        Deadline.after(Duration.ofSeconds(60)));
        stream =
                new RecordStream(
                        Opened.CONNECTION,
                        store,
                        call -> List.of(project),
                        new SeenRecords(database),
                        Duration.ofSeconds(30));
    }

    @AfterEach
    void closeTheDatabase() {
        database.close();
    }

    @Test
    @Proves("FL-8")
    void eachCommentIsAnEventOfItsOwnWithItsText() throws Exception {
        RecordId id = issue("\"subject\":\"Talked about\"");

        List<String> told =
                told(
                        () -> edit("rita", id, "\"notes\":\"first\""),
                        () -> {
                            edit("rita", id, "\"notes\":\"second\"");
                            edit(
                                    "dana",
                                    id,
                                    "\"subject\":\"Talked about more\",\"notes\":\"third\"");
                        },
                        () -> edit("dana", id, "\"subject\":\"Quiet\""));

        // The first may have been said in the second in which the issue was made.
        assertThat(told)
                .filteredOn(line -> line.startsWith("record.commented"))
                .containsExactly(
                        "record.commented first",
                        "record.commented second",
                        "record.commented third");
        assertThat(told)
                .filteredOn(line -> line.startsWith("record.updated"))
                .containsExactly("record.updated Talked about more", "record.updated Quiet");
    }

    @Test
    void aNewIssueIsToldWithWhatWasSaidBeforeItWasSeen() throws Exception {
        List<String> told =
                told(
                        () -> {
                            RecordId id = fresh();
                            edit("rita", id, "\"notes\":\"already\"");
                        });

        assertThat(told.getFirst()).isEqualTo("record.created New one");
    }

    @Test
    void aLookAtNothingNewIsOneRequest() throws Exception {
        RecordId id = issue("\"subject\":\"Quiet\"");
        edit("dana", id, "\"notes\":\"said\"");
        List<String> nothing = told(() -> {});
        assertThat(egress.taken()).isNotEmpty();
        List<String> again = told();

        assertThat(nothing).isEmpty();
        assertThat(again).isEmpty();
        assertThat(egress.taken()).hasSize(1);
    }

    private RecordId fresh() {
        try {
            return issue("\"subject\":\"New one\"");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Kind and message of each event; between two looks one of these happens. */
    private List<String> told(Runnable... between) {
        List<String> told = new ArrayList<>();
        ArrayDeque<Runnable> left = new ArrayDeque<>(List.of(between));
        CallContext call = Opened.call();
        stream.subscribe(
                new Subscription(Optional.empty(), new Start.Now(), Set.of(), call),
                new EventSink() {
                    @Override
                    public void event(SourceEvent event) {
                        told.add(event.kind() + " " + message(event));
                        stream.acknowledged(event);
                    }

                    @Override
                    public void checkpoint(Cursor cursor) {}

                    @Override
                    public void unusable(
                            String reason,
                            Optional<EventId> id,
                            Tainted<byte[]> bytes,
                            long length) {}

                    @Override
                    public void health(SourceHealth health) {}

                    @Override
                    public void gap(Gap gap) {}

                    @Override
                    public boolean pause(Duration howLong) {
                        Optional<Runnable> next = Optional.ofNullable(left.poll());
                        next.ifPresent(Runnable::run);
                        return next.isPresent();
                    }

                    @Override
                    public boolean isOpen() {
                        return true;
                    }
                });
        return told;
    }

    private static String message(SourceEvent event) {
        return Opened.bare(event.payload()).get("message").orElse(Json.nothing())
                        instanceof Json.JsonText(String text)
                ? text
                : "";
    }
}
