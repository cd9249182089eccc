package dev.stile.git.sync;

import dev.stile.api.record.TrackerRecord;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.Moment;
import dev.stile.api.value.RecordId;
import dev.stile.git.format.BodyStyle;
import dev.stile.git.mirror.ShownRecord;
import dev.stile.git.process.ObjectId;
import dev.stile.git.repository.Blob;

import java.time.Instant;
import java.util.Optional;

/**
 * A record as a file, with what the mirror remembers of it.
 *
 * @param content the file
 * @param shown the row of the mirror's state
 */
public record RenderedRecord(Untainted<byte[], Sink.MirrorFile> content, ShownRecord shown) {
    /** Renders a record. The same record and schema give the same bytes. */
    public static RenderedRecord of(Tainted<TrackerRecord> record, ProjectFormat format) {
        RecordId id = record.checked(TrackerRecord::id);
        Untainted<byte[], Sink.MirrorFile> content =
                record.map(format.emitter()::emit).sanitise(Sanitizers.mirrorFile());
        ObjectId blob = Blob.idOf(content.value());
        String style =
                record.sanitise(
                                Sanitizers.<TrackerRecord>sqlParameter(
                                        value -> BodyStyle.of(value.body()).stored()))
                        .value();
        String rawBody =
                record.sanitise(
                                Sanitizers.<TrackerRecord>sqlParameter(
                                        value -> value.meta().rawBodySha256().orElse("")))
                        .value();
        Instant updatedAt =
                record.checked(value -> new Moment(value.meta().updatedAt().orElse(Instant.EPOCH)))
                        .at();
        return new RenderedRecord(
                content,
                new ShownRecord(
                        id,
                        format.layout().recordPath(id),
                        record.checked(value -> value.meta().version()),
                        blob,
                        style,
                        rawBody.isEmpty() ? Optional.empty() : Optional.of(rawBody),
                        updatedAt.equals(Instant.EPOCH)
                                ? Optional.empty()
                                : Optional.of(updatedAt)));
    }
}
