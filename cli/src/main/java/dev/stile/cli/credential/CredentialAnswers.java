package dev.stile.cli.credential;

import dev.stile.api.call.CallContext;
import dev.stile.api.call.Deadline;
import dev.stile.api.call.Progress;
import dev.stile.api.error.StileException;
import dev.stile.api.hosting.GitHost;
import dev.stile.api.label.Label;
import dev.stile.api.label.Scope;
import dev.stile.api.secret.SecureValue;
import dev.stile.cli.hosts.HostConnection;
import dev.stile.cli.hosts.HostConnections;
import dev.stile.cli.hosts.OpenHosts;
import dev.stile.cli.wiring.House;
import dev.stile.cli.wiring.Surroundings;
import dev.stile.core.audit.AuditOrigin;
import dev.stile.core.error.ConnectorCodes;
import dev.stile.core.redact.Redactor;
import dev.stile.core.registry.JoinedProviders;
import dev.stile.flow.template.ManifestRules;
import dev.stile.git.process.GitFailed;
import dev.stile.hosting.service.Userinfo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Answers one question of git. Whatever has no answer of ours is answered by nothing, so that git
 * goes on. Stdout gets the answer alone; a secret is written nowhere else.
 */
public final class CredentialAnswers {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Surroundings around;
    private final Redactor redactor;
    private final PrintStream people;

    /**
     * @param redactor learns the secret before it is written
     * @param people where it is said why there is no answer, if that is no matter of course
     */
    public CredentialAnswers(Surroundings around, Redactor redactor, PrintStream people) {
        this.around = around;
        this.redactor = redactor;
        this.people = people;
    }

    /**
     * Answers {@code get}; {@code store} and {@code erase} are none of our business, since secrets
     * stay where their references lead.
     */
    public void answer(List<String> arguments, InputStream in, OutputStream out) {
        if (!arguments.equals(List.of("get"))) {
            return;
        }
        try {
            Optional<Question> question = Question.read(in);
            if (question.isPresent()) {
                get(question.get(), out);
            }
        } catch (StileException refused) {
            say(refused.headline() + " [" + ConnectorCodes.of(refused).number() + "]");
        } catch (IOException | UncheckedIOException | GitFailed broken) {
            say("git could not be answered: " + broken.getClass().getSimpleName());
        }
    }

    private void get(Question question, OutputStream out) {
        try (House house =
                new House(
                        around,
                        AuditOrigin.PERSON,
                        redactor,
                        (message, remote) -> {},
                        new JoinedProviders(List.of()),
                        new ManifestRules())) {
            HostConnections connections = HostConnections.of(house);
            boolean whole = question.path().isPresent();
            Optional<HostConnection> connection = connections.forGit(question.url(), whole);
            if (connection.isEmpty()) {
                connections.unsureForGit(question.url(), whole).ifPresent(this::say);
                return;
            }
            GitHost host = new OpenHosts(house).open(connection.get());
            try (SecureValue address =
                    host.getAuthenticatedRemoteUrl(question.url(), call(connection.get()))) {
                address.lend(bytes -> write(bytes, question, out));
            } finally {
                host.shutdown();
            }
        }
    }

    private static boolean write(byte[] address, Question question, OutputStream out) {
        try (Userinfo found = Userinfo.of(address)) {
            boolean wanted = question.user().map(found::isUser).orElse(true);
            if (wanted) {
                found.write(out);
            }
            return wanted;
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static CallContext call(HostConnection connection) {
        return new CallContext(
                Deadline.after(LONGEST),
                "git-credential",
                Label.outside(Scope.of(connection.slug())),
                Progress.SILENT);
    }

    private void say(String line) {
        people.println("stile: no credential: " + line);
        people.flush();
    }
}
