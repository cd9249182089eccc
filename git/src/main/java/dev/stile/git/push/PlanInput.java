package dev.stile.git.push;

import dev.stile.api.label.Label;
import dev.stile.api.store.RecordStore;
import dev.stile.git.mirror.MirrorOptions;
import dev.stile.git.mirror.MirrorState;
import dev.stile.git.process.ObjectId;
import dev.stile.git.remote.PushOptions;
import dev.stile.git.repository.MirrorRepository;

import java.time.Instant;

/**
 * What a plan is made from.
 *
 * @param repository the mirror's repository, the pushed objects readable in it
 * @param state what main shows
 * @param store tells which operations there are; asked nothing else
 * @param options of the connection
 * @param asked options of this push
 * @param tip the pushed commit
 * @param label of what the push brings
 * @param now our clock
 */
record PlanInput(
        MirrorRepository repository,
        MirrorState state,
        RecordStore store,
        MirrorOptions options,
        PushOptions asked,
        ObjectId tip,
        Label label,
        Instant now) {}
