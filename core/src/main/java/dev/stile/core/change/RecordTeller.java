package dev.stile.core.change;

import dev.stile.api.call.Deadline;
import dev.stile.api.json.Json;
import dev.stile.api.store.ListedItem;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.ProjectRef;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.digest.Sha256;
import dev.stile.core.inbox.Frame;
import dev.stile.core.inbox.Inbox;
import dev.stile.core.inbox.InboxEvent;
import dev.stile.core.inbox.InboxFlag;
import dev.stile.core.inbox.StreamName;
import dev.stile.core.json.JsonWriter;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells the inbox what a mirror's fetch brings, where somebody wants to know. The record stream of
 * the same project then goes on behind it. Comments are the stream's alone, since it can read them:
 * a record that may have new ones is left to it, and then it goes on where it stood. Not for
 * several threads.
 */
public final class RecordTeller {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String connection;
    private final ProjectRef project;
    private final Inbox inbox;
    private final SeenRecords seen;
    private final AuditEntry crossing;
    private final Clock clock;
    private final JsonWriter writer = new JsonWriter();
    private boolean isLeft;

    /**
     * @param connection slug
     * @param crossing in whose name the fetch runs
     */
    public RecordTeller(
            String connection,
            ProjectRef project,
            Inbox inbox,
            SeenRecords seen,
            AuditEntry crossing,
            Clock clock) {
        this.connection = connection;
        this.project = project;
        this.inbox = inbox;
        this.seen = seen;
        this.crossing = crossing;
        this.clock = clock;
    }

    /**
     * Tells a page of a delta. A project that no stream has looked at yet is told nothing of: what
     * its records were before is not known.
     */
    public void listed(List<ListedItem> items) {
        if (!inbox.isWanted(soon(), connection)
                || seen.cursor(soon(), connection, project).isEmpty()) {
            return;
        }
        List<Frame> frames = new ArrayList<>();
        for (ChangeEvent event : seen.changes(soon(), connection, project, items)) {
            if (event.kind().equals(RecordEvents.COMMENTED)) {
                continue;
            }
            frames.add(new Frame.Happened(stored(event), new Cursor(event.id().text()), true));
        }
        if (!frames.isEmpty()) {
            StreamName stream = StreamName.records(connection, project.text());
            inbox.store(soon(), stream, Optional.empty(), frames, crossing);
        }
        List<ListedItem> settled = items.stream().filter(item -> !mayHaveMore(item)).toList();
        isLeft |= settled.size() < items.size();
        seen.remember(soon(), connection, project, settled);
    }

    private boolean mayHaveMore(ListedItem item) {
        return CommentWatch.mayHaveMore(
                item, record -> seen.comments(soon(), connection, project, record));
    }

    /** Only a fetch that began where the stream stands proves that nothing lies between. */
    public void reached(Cursor from, Cursor next) {
        boolean wasLeft = isLeft;
        isLeft = false;
        if (!wasLeft && seen.cursor(soon(), connection, project).filter(from::equals).isPresent()) {
            seen.moveTo(soon(), connection, project, next);
        }
    }

    private InboxEvent stored(ChangeEvent event) {
        String payload =
                event.payload()
                        .sanitise(Sanitizers.<Json.JsonObject>sqlParameter(writer::text))
                        .value();
        Set<InboxFlag> flags = EnumSet.noneOf(InboxFlag.class);
        event.flags().forEach(flag -> flags.add(InboxFlag.valueOf(flag.name())));
        return new InboxEvent(
                event.id().text(),
                event.kind(),
                Optional.of(project.text() + "/" + event.record().text()),
                Optional.of(project.text()),
                event.time().orElseGet(clock::instant),
                event.payload().label(),
                flags,
                payload,
                Sha256.hex(payload));
    }

    private static Deadline soon() {
        return Deadline.after(PATIENCE);
    }
}
