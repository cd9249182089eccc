package dev.stile.cli.project;

import dev.stile.api.store.ListedItem;
import dev.stile.api.value.Cursor;
import dev.stile.api.value.ProjectRef;
import dev.stile.cli.wiring.House;
import dev.stile.cli.wiring.Lazy;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.change.RecordTeller;
import dev.stile.core.change.SeenRecords;
import dev.stile.git.push.Crossing;
import dev.stile.git.sync.RecordTap;

import java.util.List;

/** Hands what a fetch brings to the inbox. Makes nothing until a fetch brings something. */
final class ToldChanges implements RecordTap {
    private final Lazy<RecordTeller> teller;

    ToldChanges(House house, Crossing crossing, ProjectRef project) {
        this.teller =
                new Lazy<>(
                        () ->
                                new RecordTeller(
                                        crossing.connection(),
                                        project,
                                        house.inbox(),
                                        new SeenRecords(house.database()),
                                        crossing.entry(AuditVerb.EVENT_RECEIVED),
                                        house.around().clock()));
    }

    @Override
    public void listed(List<ListedItem> items) {
        teller.get().listed(items);
    }

    @Override
    public void reached(Cursor from, Cursor next) {
        teller.get().reached(from, next);
    }
}
