package dev.stile.connectors.redmine.project;

import dev.stile.api.call.CallContext;
import dev.stile.api.error.ConnectorException.NotFound.What;
import dev.stile.api.http.HttpAnswer;
import dev.stile.api.json.JsonView;
import dev.stile.api.taint.Tainted;
import dev.stile.api.value.Fact;
import dev.stile.api.value.Quantity;
import dev.stile.connectors.redmine.client.RedmineClient;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Makes sure that the server knows our key.
 *
 * <p>A wrong or withdrawn key is no error to it where anonymous visitors may read: it answers 200
 * with what is public [tried with 5.0.4]. Whatever proves that something is absent therefore asks
 * this first. Any thread may use it.
 */
public final class Identity {
    /** So long a proof is good: a listing may begin without asking again. */
    private static final Duration GOOD_FOR = Duration.ofMinutes(5);

    /** What kind of account the key belongs to. */
    public enum Account {
        ADMINISTRATOR,
        OTHER
    }

    private record Proof(Instant at, Account account, long person) {}

    private final RedmineClient client;
    private final Clock clock;
    private final AtomicReference<Optional<Proof>> proof = new AtomicReference<>(Optional.empty());

    public Identity(RedmineClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Asks the server who we are. @throws dev.stile.api.error.ConnectorException.Auth if nobody */
    public HttpAnswer ask(CallContext call) {
        HttpAnswer answer =
                client.answerTo(
                        client.under("users", "current.json"),
                        "reading who the API key belongs to",
                        What.PROJECT,
                        call);
        Tainted<JsonView> json = answer.json();
        Account account =
                json.checked(
                                view ->
                                        new Fact<>(
                                                view.field("user")
                                                                .find("admin")
                                                                .map(JsonView::flag)
                                                                .orElse(false)
                                                        ? Account.ADMINISTRATOR
                                                        : Account.OTHER))
                        .answer();
        long person =
                json.checked(view -> new Quantity(view.field("user").field("id").whole())).value();
        proof.set(Optional.of(new Proof(clock.instant(), account, person)));
        return answer;
    }

    /** The number of the key's owner, asked for unless it was a short time ago. */
    public long self(CallContext call) {
        proven(call);
        return proof.get().map(Proof::person).orElse(0L);
    }

    /** Asks unless it was asked a short time ago. */
    public Account proven(CallContext call) {
        Optional<Proof> known =
                proof.get().filter(each -> each.at().plus(GOOD_FOR).isAfter(clock.instant()));
        if (known.isPresent()) {
            return known.get().account();
        }
        ask(call);
        return proof.get().map(Proof::account).orElse(Account.OTHER);
    }
}
