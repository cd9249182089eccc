package dev.stile.testkit.hosting;

import dev.stile.api.http.EgressClient;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.http.HttpRequest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Lets the world change just before a request leaves, or just after its answer came and before the
 * adapter sees it. Any thread may send.
 */
public final class Races {
    private record Armed(HostRequest what, boolean before, Runnable step) {}

    private final Function<HttpRequest, HostRequest> vocabulary;
    private final List<Armed> armed = new ArrayList<>();

    Races(Function<HttpRequest, HostRequest> vocabulary) {
        this.vocabulary = vocabulary;
    }

    EgressClient over(EgressClient real) {
        return (request, call) -> {
            HostRequest what = vocabulary.apply(request);
            take(what, true).ifPresent(Runnable::run);
            HttpAnswer answer = real.send(request, call);
            take(what, false).ifPresent(Runnable::run);
            return answer;
        };
    }

    /** Once, before the next request of that kind. */
    public synchronized void before(HostRequest what, Runnable step) {
        armed.add(new Armed(what, true, step));
    }

    /** Once, after the next answer to a request of that kind. */
    public synchronized void after(HostRequest what, Runnable step) {
        armed.add(new Armed(what, false, step));
    }

    /** Whether each race was run. */
    public synchronized boolean isSpent() {
        return armed.isEmpty();
    }

    private synchronized Optional<Runnable> take(HostRequest what, boolean before) {
        Optional<Armed> found =
                armed.stream()
                        .filter(each -> each.what() == what && each.before() == before)
                        .findFirst();
        found.ifPresent(armed::remove);
        return found.map(Armed::step);
    }
}
