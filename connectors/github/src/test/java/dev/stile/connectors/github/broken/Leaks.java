package dev.stile.connectors.github.broken;

import dev.stile.api.call.CallContext;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.HostServices;
import dev.stile.api.hosting.Operation;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.http.Url;
import dev.stile.api.json.Json;
import dev.stile.api.value.BranchName;
import dev.stile.testkit.hosting.HostCase;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Adapters that let their secret out, each in another form and into another place. */
public final class Leaks {
    /** Lets it out, and answers what is to be answered. */
    private interface Leak {
        BranchName out(
                ConnectorContext context,
                HostServices services,
                BranchName found,
                CallContext call);
    }

    private Leaks() {}

    /**
     * By the words with which each place is named where it is found.
     *
     * @param secret the credential
     */
    public static Map<String, List<Broken>> all(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        String hex = HexFormat.of().formatHex(bytes);
        String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        Map<String, List<Broken>> all = new LinkedHashMap<>();
        all.put(
                "results and errors: ",
                List.of(
                        leak(
                                "names a branch by it",
                                (context, services, found, call) ->
                                        new BranchName(
                                                Base64.getUrlEncoder()
                                                        .withoutPadding()
                                                        .encodeToString(bytes))),
                        leak(
                                "says it in an error",
                                (context, services, found, call) -> {
                                    throw new Unavailable("with " + form + " it said no");
                                })));
        all.put("the journal: ", List.of(leak("journals it", journal(Json.text(secret)))));
        all.put(
                "audit rows: ",
                List.of(
                        leak(
                                "tells it",
                                (context, services, found, call) -> {
                                    services.told(Operation.CLOSE_PR, "x " + hex, "ok", call);
                                    return found;
                                })));
        all.put(
                "state: ",
                List.of(
                        leak(
                                "keeps it",
                                (context, services, found, call) -> {
                                    services.remember("last", "{\"seen\":\"" + form + "\"}");
                                    return found;
                                })));
        all.put(
                "what was written down: ",
                List.of(
                        leak(
                                "logs it",
                                (context, services, found, call) -> {
                                    context.log().note("token " + secret, List.of());
                                    return found;
                                })));
        all.put(
                "requests: ",
                List.of(
                        sending("asks for it", url -> url.query("token", secret), get -> get),
                        sending("names a path by it", url -> url.segments(secret), get -> get),
                        sending(
                                "adds a header",
                                url -> url,
                                get -> get.header("X-Trace", "t=" + hex)),
                        sending(
                                "adds it to a header that may have it alone",
                                url -> url,
                                get -> get.header("X-Auth", "Bearer " + secret))));
        return all;
    }

    private static Leak journal(Json outcome) {
        return (context, services, found, call) -> {
            services.intend(Operation.CLOSE_PR, "x", services.newKey(), Json.nothing(), call)
                    .done(outcome);
            return found;
        };
    }

    private static Broken sending(
            String wrong, Function<Url, Url> where, UnaryOperator<HttpRequest> with) {
        return leak(
                wrong,
                (context, services, found, call) -> {
                    Url url =
                            where.apply(
                                    Url.under(context.settings().address("web_url"))
                                            .segments("api", "v3", "user"));
                    context.egress().send(with.apply(HttpRequest.get(url, "looking")), call);
                    return found;
                });
    }

    private static Broken leak(String wrong, Leak leak) {
        return Broken.above(
                HostCase.C84, wrong, (context, real) -> new Leaking(context, real, leak));
    }

    private static final class Leaking extends Above {
        private final ConnectorContext context;
        private final Leak leak;

        private Leaking(ConnectorContext context, GitHost real, Leak leak) {
            super(context, real);
            this.context = context;
            this.leak = leak;
        }

        @Override
        protected BranchName doGetDefaultBranch(RepoRef repo, CallContext call) {
            BranchName found = real().getDefaultBranch(repo, call);
            return leak.out(context, services(), found, call);
        }
    }
}
