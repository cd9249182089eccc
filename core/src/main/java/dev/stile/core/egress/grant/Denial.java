package dev.stile.core.egress.grant;

import dev.stile.core.egress.address.AddressClass;
import dev.stile.core.egress.url.Origin;

import java.util.Optional;
import java.util.Set;

/** Why something may not be reached. */
public sealed interface Denial {
    /** As programs know it, such as {@code origin_not_granted}. */
    String reason();

    /** What is in the way, in words of ours. */
    String sentence();

    /** Where it would have gone, if that is clear. */
    default Optional<Origin> origin() {
        return Optional.empty();
    }

    /** The address can be read in more than one way. */
    record AmbiguousUrl(String what) implements Denial {
        @Override
        public String reason() {
            return "ambiguous_url";
        }

        @Override
        public String sentence() {
            return what;
        }
    }

    /** Nobody granted the origin. */
    record OriginNotGranted(Origin wanted) implements Denial {
        @Override
        public String reason() {
            return "origin_not_granted";
        }

        @Override
        public String sentence() {
            return "nobody granted " + wanted;
        }

        @Override
        public Optional<Origin> origin() {
            return Optional.of(wanted);
        }
    }

    /**
     * The name leads to a network that the grant does not include.
     *
     * @param kinds the classes that are not allowed
     */
    record AddressNotAllowed(Origin wanted, Set<AddressClass> kinds) implements Denial {
        @Override
        public String reason() {
            return isGrantable() ? "private_address" : "forbidden_address";
        }

        /** Whether {@code --allow-private} would help. */
        public boolean isGrantable() {
            return kinds.stream().allMatch(kind -> kind.reach() == AddressClass.Reach.IF_GRANTED);
        }

        @Override
        public String sentence() {
            return wanted
                    + " leads to a "
                    + String.join(
                            " and ", kinds.stream().map(AddressClass::toString).sorted().toList())
                    + " address";
        }

        @Override
        public Optional<Origin> origin() {
            return Optional.of(wanted);
        }
    }

    /** A redirect that must not be followed. */
    record RedirectNotAllowed(String what, Optional<Origin> to) implements Denial {
        @Override
        public String reason() {
            return "redirect_not_allowed";
        }

        @Override
        public String sentence() {
            return what;
        }

        @Override
        public Optional<Origin> origin() {
            return to;
        }
    }

    /** A header that only the gate sets, or one that would break the request. */
    record HeaderNotAllowed(String what) implements Denial {
        @Override
        public String reason() {
            return "header_not_allowed";
        }

        @Override
        public String sentence() {
            return what;
        }
    }
}
