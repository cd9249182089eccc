package dev.stile.server;

import dev.stile.api.call.Deadline;
import dev.stile.core.store.StoreException;
import dev.stile.flow.webhook.Endpoint;
import dev.stile.flow.webhook.RawDelivery;
import dev.stile.flow.webhook.Received;
import dev.stile.flow.webhook.WebhookAddress;
import dev.stile.flow.webhook.WebhookEndpoints;
import dev.stile.flow.webhook.WebhookIntake;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers requests for receivers: {@code POST /hooks/<connection>/<token>}, and 404 for everything
 * else, so that nobody learns which connections there are. Any thread may call.
 */
final class HookRequests implements Requests {
    private static final Pattern PATH =
            Pattern.compile(
                    Pattern.quote(WebhookAddress.PATH) + "([a-z0-9-]{1,64})/([0-9a-f]{32})");

    private final WebhookEndpoints endpoints;
    private final WebhookIntake intake;
    private final ReceiverOptions options;
    private final OwnNames names;
    private final BodyBudget budget;
    private final Rates rates;

    HookRequests(WebhookEndpoints endpoints, WebhookIntake intake, ReceiverOptions options) {
        this.endpoints = endpoints;
        this.intake = intake;
        this.options = options;
        this.names = new OwnNames(options.names());
        this.budget = new BodyBudget(options.bodyBytes());
        this.rates = new Rates(options.perSecond());
    }

    @Override
    public Answer answer(Head head, Exchange exchange) throws IOException {
        Endpoint endpoint = endpoint(head);
        if (!rates.take(endpoint.connection(), System.nanoTime())) {
            throw new Refusal(Answer.of(429, "too_many").retryAfter(1).closing());
        }
        if (!head.isJson()) {
            throw new Refusal(Answer.of(415, "not_json").closing());
        }
        try (BodyBudget.Share share = budget.share()) {
            byte[] body = exchange.body(head, endpoint.preset().bodyLimit(), share);
            Received received =
                    intake.take(
                            endpoint,
                            new RawDelivery(head.headers(), body),
                            Deadline.after(options.store()));
            return answer(received);
        }
    }

    private Endpoint endpoint(Head head) {
        Matcher path = PATH.matcher(head.path());
        boolean meant =
                head.method().equals("POST")
                        && head.one("host").filter(names::isHost).isPresent()
                        && head.all("origin").stream().allMatch(names::isOrigin)
                        && path.matches();
        if (!meant) {
            throw nothingThere();
        }
        try {
            Optional<Endpoint> endpoint =
                    endpoints.find(path.group(1), path.group(2), Deadline.after(options.store()));
            return endpoint.orElseThrow(HookRequests::nothingThere);
        } catch (StoreException unreadable) {
            throw new Refusal(unavailable().closing());
        }
    }

    private static Answer answer(Received received) {
        return switch (received) {
            case Received.Stored stored -> Answer.of(200, "stored");
            case Received.Known known -> Answer.of(200, "known");
            case Received.Hinted hinted -> Answer.of(200, "hinted");
            case Received.SetAside setAside -> Answer.of(200, "set_aside");
            case Received.Asked(String text) -> Answer.echo(text);
            case Received.Refused refused -> Answer.of(401, "refused");
            case Received.Gone gone -> nothingThere().answer();
            case Received.Unavailable later -> unavailable();
        };
    }

    private static Answer unavailable() {
        return Answer.of(503, "unavailable").retryAfter(5);
    }

    private static Refusal nothingThere() {
        return new Refusal(Answer.of(404, "not_found").closing());
    }
}
