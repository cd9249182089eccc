package dev.stile.core.egress;

import dev.stile.api.call.Deadline;
import dev.stile.core.connection.AddressFinding;
import dev.stile.core.connection.AddressInspector;
import dev.stile.core.connection.AddressReach;
import dev.stile.core.egress.address.AddressClass;
import dev.stile.core.egress.address.AddressClasses;
import dev.stile.core.egress.address.Names;
import dev.stile.core.egress.url.AmbiguousUrlException;
import dev.stile.core.egress.url.Origin;
import dev.stile.core.egress.url.WebAddress;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** Looks at an address as a request would, and sends nothing. Any thread may call. */
public final class ResolvingInspector implements AddressInspector {
    private static final Duration LOOKUP = Duration.ofSeconds(10);

    private final Names names;

    public ResolvingInspector(Names names) {
        this.names = names;
    }

    @Override
    public AddressFinding inspect(String address) {
        WebAddress parsed = parsed(address);
        Origin origin = parsed.origin();
        return new AddressFinding(
                origin.toString(),
                parsed.target().equals("/"),
                origin.scheme().isEncrypted(),
                reach(origin));
    }

    /**
     * The origin of an address that a person spells. Nobody is asked for its name.
     *
     * @throws Failure EGRESS_DENIED with the reason ambiguous_url
     */
    public static String origin(String address) {
        return parsed(address).origin().toString();
    }

    private static WebAddress parsed(String address) {
        try {
            return WebAddress.parse(address);
        } catch (AmbiguousUrlException ambiguous) {
            throw Failure.of(Code.EGRESS_DENIED)
                    .headline("the address cannot be used: " + ambiguous.what())
                    .fact("reason", "ambiguous_url")
                    .build();
        }
    }

    private AddressReach reach(Origin origin) {
        Set<AddressClass> classes = EnumSet.noneOf(AddressClass.class);
        try {
            for (InetAddress found : names.addresses(origin.host(), Deadline.after(LOOKUP))) {
                classes.addAll(AddressClasses.of(found));
            }
        } catch (UnknownHostException unknown) {
            return AddressReach.UNRESOLVED;
        }
        if (classes.stream().anyMatch(kind -> kind.reach() == AddressClass.Reach.NEVER)) {
            return AddressReach.FORBIDDEN;
        }
        if (classes.equals(Set.of(AddressClass.PUBLIC))) {
            return AddressReach.PUBLIC;
        }
        return origin.isLoopbackByName() && classes.equals(Set.of(AddressClass.LOOPBACK))
                ? AddressReach.LOOPBACK
                : AddressReach.PRIVATE;
    }
}
