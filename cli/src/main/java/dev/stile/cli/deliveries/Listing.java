package dev.stile.cli.deliveries;

import dev.stile.api.json.Json;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.KnownNames;
import dev.stile.core.error.ExitCode;
import dev.stile.flow.delivery.Delivery;
import dev.stile.flow.delivery.DeliveryFilter;

import java.util.List;
import java.util.Optional;

/** A page of deliveries, newest first. */
final class Listing {
    private static final int MOST = 1000;

    private Listing() {}

    static ExitCode tell(Desk desk, DeliveryFilter filter, long before, int limit) {
        int most = Math.min(limit, MOST);
        List<Delivery> page =
                desk.house().isFurnished()
                        ? desk.flow().deliveries().list(desk.patience(), filter, before, most)
                        : List.of();
        if (page.isEmpty()) {
            DeliveryFilter all = new DeliveryFilter(filter.rule(), Optional.empty());
            new KnownNames(desk)
                    .requireRule(
                            filter.rule(),
                            () ->
                                    !desk.flow()
                                            .deliveries()
                                            .list(desk.patience(), all, Long.MAX_VALUE, 1)
                                            .isEmpty());
        }
        Json next =
                page.size() == most
                        ? Json.text(Long.toString(page.getLast().id()))
                        : Json.nothing();
        return desk.done(
                Json.object()
                        .put(
                                "items",
                                Json.array(
                                        page.stream()
                                                .<Json>map(
                                                        each -> DeliveryDocument.of(each).build())
                                                .toList()))
                        .put("next", next)
                        .build(),
                terminal -> {
                    page.forEach(each -> terminal.result(DeliveryDocument.line(each)));
                    if (page.isEmpty()) {
                        terminal.note("no delivery");
                    }
                    page.stream()
                            .flatMap(each -> DeliveryDocument.next(each).stream())
                            .findFirst()
                            .ifPresent(command -> terminal.note("next: " + command));
                });
    }
}
