package dev.stile.git.sync;

import dev.stile.api.record.BodyState;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Sink;
import dev.stile.api.taint.Tainted;
import dev.stile.api.taint.Untainted;
import dev.stile.api.value.Fact;
import dev.stile.api.value.Moment;
import dev.stile.api.value.RecordId;
import dev.stile.git.format.BodyMarker;
import dev.stile.git.format.BodyStyle;
import dev.stile.git.mirror.MirrorState;
import dev.stile.git.mirror.NotedParent;
import dev.stile.git.mirror.ShownRecord;
import dev.stile.git.process.ObjectId;
import dev.stile.git.repository.Blob;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A record as a file, with what the mirror remembers of it.
 *
 * @param content the file
 * @param shown the row of the mirror's state
 * @param body whether the file has the body
 */
public record RenderedRecord(
        Untainted<byte[], Sink.MirrorFile> content, ShownRecord shown, BodyState body) {
    /** Renders a record. The same record and schema give the same bytes. */
    public static RenderedRecord of(Tainted<TrackerRecord> record, ProjectFormat format) {
        return of(record, format, UnaryOperator.identity());
    }

    private static RenderedRecord of(
            Tainted<TrackerRecord> record, ProjectFormat format, UnaryOperator<byte[]> finish) {
        RecordId id = record.checked(TrackerRecord::id);
        Untainted<byte[], Sink.MirrorFile> content =
                record.map(format.emitter()::emit).map(finish).sanitise(Sanitizers.mirrorFile());
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
                        updatedAt.equals(Instant.EPOCH) ? Optional.empty() : Optional.of(updatedAt),
                        NotedParent.of(parent(record))),
                record.checked(value -> new Fact<>(value.meta().body())).answer());
    }

    private static Optional<RecordId> parent(Tainted<TrackerRecord> record) {
        return record.mapEach(value -> value.parent().stream().toList()).stream()
                .findFirst()
                .map(named -> named.checked(id -> id));
    }

    /** Whether the answer left the body out, and a single read would bring it. */
    boolean isDeferred() {
        return body == BodyState.DEFERRED;
    }

    /**
     * Renders a record that was listed without its body, with the one that main shows of it at the
     * same version.
     *
     * @param file what main shows
     * @return nothing if that is a stub
     */
    static Optional<RenderedRecord> withBodyOf(
            ShownRecord last, byte[] file, Tainted<TrackerRecord> record, ProjectFormat format) {
        String whole = new String(file, StandardCharsets.UTF_8);
        if (BodyMarker.in(whole).equals(Optional.of(BodyMarker.DEFERRED))) {
            return Optional.empty();
        }
        RenderedRecord rendered = of(record, format, stub -> filled(stub, whole));
        ShownRecord found = rendered.shown();
        return Optional.of(
                new RenderedRecord(
                        rendered.content(),
                        new ShownRecord(
                                found.id(),
                                found.path(),
                                found.version(),
                                found.blob(),
                                last.bodyStyle(),
                                last.rawBodySha256(),
                                found.updatedAt(),
                                found.parent()),
                        BodyState.PRESENT));
    }

    private static byte[] filled(byte[] stub, String whole) {
        return BodyMarker.filled(new String(stub, StandardCharsets.UTF_8), whole)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .orElse(stub);
    }

    /** Whether this single read brings the record as it is, whatever main shows of it. */
    boolean isWhole(MirrorState state) {
        return !isDeferred() && !state.isSuperseded(shown.id(), shown.version());
    }

    /**
     * Whether this single read brings the body of a stub. An answer that is older than the stub
     * brings nothing.
     */
    public boolean completes(ShownRecord stub, MirrorState state) {
        return isWhole(state) && !shown.mayBeOlderThan(stub);
    }
}
