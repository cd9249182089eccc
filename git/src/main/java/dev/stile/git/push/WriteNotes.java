package dev.stile.git.push;

import dev.stile.api.record.FieldRef;
import dev.stile.api.record.TrackerRecord;
import dev.stile.api.store.LostUpdate;
import dev.stile.api.store.WriteResult;
import dev.stile.api.taint.Sanitizers;
import dev.stile.api.taint.Tainted;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;
import dev.stile.core.error.Problem;
import dev.stile.git.format.Spelling;

import java.util.ArrayList;
import java.util.List;

/** What a person should know of a write that was done: fields not taken, edits overwritten. */
final class WriteNotes {
    private WriteNotes() {}

    static List<Failure> of(String path, WriteResult result) {
        List<Failure> notes = new ArrayList<>();
        result.notTaken().forEach(field -> notes.add(notTaken(path, field)));
        result.lostUpdate().ifPresent(lost -> notes.add(overwritten(path, lost, result.record())));
        return notes;
    }

    private static Failure notTaken(String path, FieldRef field) {
        return Failure.of(Code.FIELD_NOT_TAKEN)
                .headline(path + ": the server did not take " + field)
                .problem(
                        Problem.at(
                                Code.FIELD_NOT_TAKEN,
                                path,
                                field,
                                "the server did not take the value"))
                .build();
    }

    /** Nobody else has what was overwritten: it is told whole, as far as a line holds it. */
    private static Failure overwritten(String path, LostUpdate lost, Tainted<TrackerRecord> now) {
        Failure.Builder note =
                Failure.of(Code.EDIT_OVERWRITTEN)
                        .headline(
                                path
                                        + ": somebody else's edit was overwritten between check and write");
        for (FieldRef field : lost.fields()) {
            note.detail(
                    path
                            + ": "
                            + field
                            + ": "
                            + shown(lost.overwritten(), field)
                            + " was overwritten by "
                            + shown(now, field));
        }
        return note.build();
    }

    private static String shown(Tainted<TrackerRecord> record, FieldRef field) {
        return record.map(read -> text(read, field)).sanitise(Sanitizers.terminal()).value();
    }

    private static String text(TrackerRecord record, FieldRef field) {
        return field.equals(FieldRef.BODY)
                ? record.body()
                : record.value(field).map(Spelling::of).orElse("");
    }
}
