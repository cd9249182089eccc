package dev.stile.cli.connectors;

import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.Manifest;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.wiring.Lazy;
import dev.stile.core.digest.Sha256;
import dev.stile.core.registry.Providers;
import dev.stile.core.registry.UnusedConnector;
import dev.stile.flow.template.Floors;
import dev.stile.flow.template.Provenance;
import dev.stile.flow.template.Template;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** All connectors of this machine: those that ship, and those that a user registered. */
public final class KnownConnectors {
    private final Desk desk;
    private final Providers builtIns;
    private final Lazy<List<UnusedConnector>> unreadable = new Lazy<>(this::readUnreadable);

    public KnownConnectors(Desk desk) {
        this.desk = desk;
        this.builtIns = desk.house().shipped();
    }

    /** Those that are installed, or registered, and cannot be used. */
    public List<UnusedConnector> unused() {
        return Stream.concat(builtIns.unused().stream(), unreadable().stream()).toList();
    }

    /** Of these, templates that a user registered with an earlier release; read once. */
    public List<UnusedConnector> unreadable() {
        return unreadable.get();
    }

    private List<UnusedConnector> readUnreadable() {
        return desk.house().isFurnished()
                ? desk.flow().templates().unused(desk.patience())
                : List.of();
    }

    /**
     * By slug. A user's template stands in the place of the built-in that it shadows, also where it
     * cannot be read, and cannot be used while that one cannot.
     */
    public List<KnownConnector> all() {
        List<KnownConnector> all = new ArrayList<>();
        Set<String> shadowed = new TreeSet<>();
        unreadable().forEach(each -> each.slug().ifPresent(shadowed::add));
        if (desk.house().isFurnished()) {
            for (Template template : desk.flow().templates().all(desk.patience())) {
                shadowed.add(template.manifest().slug());
                if (builtIns.refusal(template.manifest().slug()).isEmpty()) {
                    all.add(of(template));
                }
            }
        }
        Stream.concat(builtIns.all().stream(), desk.shippedConnectors().stream())
                .map(ConnectorProvider::manifest)
                .filter(manifest -> !shadowed.contains(manifest.slug()))
                .forEach(manifest -> all.add(builtIn(manifest)));
        all.sort(Comparator.comparing(each -> each.template().manifest().slug()));
        return all;
    }

    /**
     * The one of that slug.
     *
     * @throws dev.stile.core.error.Failure UNKNOWN_CONNECTOR, naming the known ones;
     *     CONNECTOR_DISABLED
     */
    public KnownConnector require(String slug) {
        Optional<Template> registered =
                desk.house().isFurnished()
                        ? desk.flow().templates().find(slug, desk.patience())
                        : Optional.empty();
        return registered
                .map(this::of)
                .orElseGet(() -> builtIn(desk.house().registry().manifest(slug)));
    }

    /** What holds of a user's template. */
    KnownConnector of(Template template) {
        Optional<Manifest> floor =
                builtIns.find(template.manifest().slug()).map(ConnectorProvider::manifest);
        Set<String> confirmed = desk.flow().templates().confirmed(template, desk.patience());
        return new KnownConnector(
                template,
                Floors.effective(template.manifest(), floor, confirmed),
                floor,
                confirmed);
    }

    private static KnownConnector builtIn(Manifest manifest) {
        String hash = Sha256.hex(manifest.slug() + " " + manifest.version());
        return new KnownConnector(
                new Template(manifest, new Provenance.BuiltIn(), Optional.empty(), hash, List.of()),
                manifest,
                Optional.of(manifest),
                Set.of());
    }
}
