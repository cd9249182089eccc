package dev.stile.flow.template;

import dev.stile.api.connector.Subscriber;
import dev.stile.flow.document.DocumentView;
import dev.stile.flow.document.Inside;

import java.util.List;
import java.util.Optional;

/** Reads who tells a template's events. */
final class SubscriberReader {
    private static final String MANIFEST = "manifest_slug";
    private static final String ROOT = "state_root";
    private static final String DISPLAY = "display_name";

    private SubscriberReader() {}

    /** What stands there; empty if it names no manifest, which is a fault. */
    static Optional<Subscriber> read(DocumentView place, Warnings warnings) {
        warnings.unknown(place, List.of(MANIFEST, ROOT, DISPLAY));
        Optional<String> root = place.find(ROOT).flatMap(Inside::path);
        Optional<String> display = place.find(DISPLAY).flatMap(DocumentView::text);
        return place.require(MANIFEST, "name the subscriber manifest")
                .flatMap(DocumentView::text)
                .map(id -> new Subscriber(id, root, display));
    }
}
