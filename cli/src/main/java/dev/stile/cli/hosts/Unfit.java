package dev.stile.cli.hosts;

import dev.stile.api.error.StileException;
import dev.stile.api.hosting.HostId;

import java.util.List;
import java.util.Optional;

/**
 * Connections that cannot be used as they are. None of them is ever chosen, whoever names one is
 * told why, and no other stands in for one.
 */
record Unfit(List<One> all) {
    static final Unfit NONE = new Unfit(List.of());

    /**
     * One of them.
     *
     * @param host where it leads, if that is known
     */
    record One(String slug, Optional<HostConnection> host, StileException reason) {}

    Unfit {
        all = List.copyOf(all);
    }

    /** Throws the reason of the one of that name, if there is one. */
    void refuse(String slug) {
        refuse(all.stream().filter(each -> each.slug().equals(slug)).findFirst());
    }

    /** Throws the reason of the first that leads there, if there is one. */
    void refuse(HostId host) {
        refuse(
                all.stream()
                        .filter(
                                each ->
                                        each.host()
                                                .filter(one -> one.host().equals(host))
                                                .isPresent())
                        .findFirst());
    }

    /** Throws the reason of the first that leads to a code host, if there is one. */
    void refuseAny() {
        refuse(all.stream().filter(each -> each.host().isPresent()).findFirst());
    }

    /** Those of which it is known where they lead. */
    List<HostConnection> hosts() {
        return all.stream().flatMap(each -> each.host().stream()).toList();
    }

    private static void refuse(Optional<One> one) {
        if (one.isPresent()) {
            throw one.get().reason();
        }
    }

    /** One for each, for people. */
    List<String> lines() {
        return all.stream().map(Unfit::line).toList();
    }

    /** The one of that name, for people. */
    Optional<String> line(String slug) {
        return all.stream().filter(each -> each.slug().equals(slug)).map(Unfit::line).findFirst();
    }

    private static String line(One one) {
        return one.slug() + " cannot be used now: " + one.reason().headline();
    }
}
