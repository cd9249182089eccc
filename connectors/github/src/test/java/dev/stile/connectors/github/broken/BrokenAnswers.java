package dev.stile.connectors.github.broken;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.connector.ConnectorContext;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.Permission;
import dev.stile.api.error.ConnectorException.RateLimited;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.BranchProtection;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.hosting.HealthStatus;
import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrRef;
import dev.stile.api.hosting.RepoRef;
import dev.stile.api.http.HttpRequest;
import dev.stile.api.http.Url;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.secret.SecureValue;
import dev.stile.api.value.BranchName;
import dev.stile.testkit.hosting.HostCase;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Adapters that begin, fail, name and keep secrets wrongly. */
public final class BrokenAnswers {
    private BrokenAnswers() {}

    /**
     * @param secret the credential, which one of them tells
     */
    public static List<Broken> all(String secret) {
        return List.of(
                Broken.above(HostCase.C01, "asks before it is asked", BrokenAnswers::eager),
                Broken.above(HostCase.C02, "starts with any settings", Above::new),
                Broken.above(HostCase.C03, "starts with unknown settings", Above::new),
                Broken.above(HostCase.C07, "does not say who it is", BrokenAnswers::anonymous),
                Broken.above(HostCase.C08, "is always well", BrokenAnswers::healthy),
                Broken.above(
                        HostCase.C09,
                        "hides its own failures",
                        failing(failed -> new Unavailable("the server is away"))),
                Broken.above(
                        HostCase.C10,
                        "takes a refusal for a broken answer",
                        failing(
                                failed ->
                                        failed instanceof Permission
                                                ? new Malformed("an answer")
                                                : failed)),
                Broken.above(
                        HostCase.C12,
                        "takes a broken answer for a server that is away",
                        failing(
                                failed ->
                                        failed instanceof Malformed
                                                ? new Unavailable("the server is away")
                                                : failed)),
                Broken.above(HostCase.C70, "cuts names of branches", BrokenAnswers::cutting),
                Broken.above(HostCase.C71, "knows one default branch", BrokenAnswers::main),
                Broken.above(HostCase.C72, "cuts names of repositories", BrokenAnswers::shortened),
                Broken.above(
                        HostCase.C77,
                        "does not say until when",
                        failing(
                                failed ->
                                        failed instanceof RateLimited limited
                                                ? new RateLimited(
                                                        Instant.EPOCH,
                                                        Duration.ZERO,
                                                        limited.secondary())
                                                : failed)),
                Broken.above(
                        HostCase.C79,
                        "takes a missing right for a missing thing",
                        failing(
                                failed ->
                                        failed instanceof Permission
                                                ? new ConnectorException.NotFound(
                                                        ConnectorException.NotFound.What.RECORD,
                                                        "no such thing")
                                                : failed)),
                Broken.above(HostCase.C80, "gives no credentials", BrokenAnswers::bare),
                Broken.above(HostCase.C82, "does not encode", BrokenAnswers::decoded),
                Broken.above(
                        HostCase.C84,
                        "tells the secret with its errors",
                        failing(failed -> new Unavailable("with " + secret + " it said no"))));
    }

    private static GitHost eager(ConnectorContext context, GitHost real) {
        return new Above(context, real) {
            @Override
            protected void doInitialize() {
                context.egress()
                        .send(
                                HttpRequest.get(
                                        Url.under(context.settings().address("web_url"))
                                                .segments("api", "v3", "user"),
                                        "looking"),
                                new CallContext(
                                        Deadline.after(Duration.ofSeconds(30)),
                                        "eager",
                                        Label.outside(Scope.of("work")),
                                        Progress.SILENT));
            }
        };
    }

    private static GitHost anonymous(ConnectorContext context, GitHost real) {
        return new Above(context, real) {
            @Override
            protected HealthStatus doHealthCheck(CallContext call) {
                HealthStatus health = real().healthCheck(call);
                return new HealthStatus(health.healthy(), health.message(), Map.of());
            }
        };
    }

    private static GitHost healthy(ConnectorContext context, GitHost real) {
        return new Above(context, real) {
            @Override
            protected HealthStatus doHealthCheck(CallContext call) {
                HealthStatus health = real().healthCheck(call);
                return new HealthStatus(true, health.message(), health.details());
            }
        };
    }

    private static GitHost cutting(ConnectorContext context, GitHost real) {
        return new Above(context, real) {
            @Override
            protected BranchProtection doGetBranchProtection(
                    RepoRef repo, BranchName branch, CallContext call) {
                BranchName cut = new BranchName(branch.text().split("[/#]", 2)[0]);
                return real().getBranchProtection(repo, cut, call);
            }
        };
    }

    private static GitHost main(ConnectorContext context, GitHost real) {
        return new Above(context, real) {
            @Override
            protected BranchName doGetDefaultBranch(RepoRef repo, CallContext call) {
                real().getDefaultBranch(repo, call);
                return new BranchName("main");
            }
        };
    }

    private static GitHost shortened(ConnectorContext context, GitHost real) {
        return new Above(context, real) {
            @Override
            protected BranchName doGetDefaultBranch(RepoRef repo, CallContext call) {
                List<String> names = repo.segments();
                return real().getDefaultBranch(
                                new RepoRef(repo.host(), names.get(0) + "/" + names.get(1)), call);
            }
        };
    }

    private static GitHost bare(ConnectorContext context, GitHost real) {
        return new Above(context, real) {
            @Override
            protected SecureValue doGetAuthenticatedRemoteUrl(URI cleaned, CallContext call) {
                return SecureValue.takeFrom(cleaned.toString().toCharArray());
            }
        };
    }

    private static GitHost decoded(ConnectorContext context, GitHost real) {
        return new Above(context, real) {
            @Override
            protected SecureValue doGetAuthenticatedRemoteUrl(URI cleaned, CallContext call) {
                String encoded =
                        real().getAuthenticatedRemoteUrl(cleaned.toString(), call)
                                .lend(bytes -> new String(bytes, StandardCharsets.UTF_8));
                return SecureValue.takeFrom(
                        URLDecoder.decode(encoded, StandardCharsets.UTF_8).toCharArray());
            }
        };
    }

    private static BiFunction<ConnectorContext, GitHost, GitHost> failing(
            Function<StileException, StileException> change) {
        return (context, real) ->
                new Above(context, real) {
                    @Override
                    protected PRStatus doGetPRStatus(PrRef pr, CallContext call) {
                        try {
                            return real().getPRStatus(pr, call);
                        } catch (StileException failed) {
                            throw change.apply(failed);
                        }
                    }
                };
    }
}
