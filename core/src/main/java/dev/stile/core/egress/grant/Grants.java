package dev.stile.core.egress.grant;

import dev.stile.core.egress.address.AddressClass;
import dev.stile.core.egress.address.AddressClasses;
import dev.stile.core.egress.url.Origin;

import java.net.InetAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that a connection may reach (TU-2, TU-3, TU-5). Immutable.
 *
 * @param granted what a person granted
 * @param own origins of the connection's own settings: those on this machine need no grant
 */
public record Grants(List<Grant> granted, Set<Origin> own) {
    public Grants {
        granted = List.copyOf(granted);
        own = Set.copyOf(own);
    }

    /** Why the origin may not be reached, if it may not. */
    public Optional<Denial> check(Origin origin) {
        boolean allowed = isOwnLoopback(origin) || find(origin).isPresent();
        return allowed ? Optional.empty() : Optional.of(new Denial.OriginNotGranted(origin));
    }

    /**
     * Why the addresses of an origin may not be reached: one that is not allowed refuses them all.
     */
    public Optional<Denial> check(Origin origin, List<InetAddress> addresses) {
        Optional<Denial> notGranted = check(origin);
        if (notGranted.isPresent()) {
            return notGranted;
        }
        boolean allowPrivate = find(origin).map(Grant::allowPrivate).orElse(false);
        EnumSet<AddressClass> refused = EnumSet.noneOf(AddressClass.class);
        for (InetAddress address : addresses) {
            for (AddressClass kind : AddressClasses.of(address)) {
                if (!isAllowed(kind, origin, allowPrivate)) {
                    refused.add(kind);
                }
            }
        }
        return refused.isEmpty()
                ? Optional.empty()
                : Optional.of(new Denial.AddressNotAllowed(origin, refused));
    }

    private static boolean isAllowed(AddressClass kind, Origin origin, boolean allowPrivate) {
        return switch (kind.reach()) {
            case ALWAYS -> !origin.isLoopbackByName();
            case IF_GRANTED ->
                    allowPrivate || (kind == AddressClass.LOOPBACK && origin.isLoopbackByName());
            case NEVER -> false;
        };
    }

    private boolean isOwnLoopback(Origin origin) {
        return origin.isLoopbackByName() && own.contains(origin);
    }

    private Optional<Grant> find(Origin origin) {
        return granted.stream().filter(grant -> grant.origin().equals(origin)).findFirst();
    }
}
