package dev.stile.hosting.watch;

import dev.stile.api.hosting.PRStatus;
import dev.stile.api.hosting.PrEvents;
import dev.stile.api.value.Sha;
import dev.stile.core.audit.AuditEntry;
import dev.stile.core.audit.AuditRow;
import dev.stile.core.audit.AuditVerb;
import dev.stile.core.digest.Sha256;
import dev.stile.core.effect.Effect;
import dev.stile.core.json.JsonWriter;
import dev.stile.core.store.Transaction;
import dev.stile.hosting.policy.Outcome;
import dev.stile.hosting.policy.Report;
import dev.stile.hosting.proof.Proof;
import dev.stile.hosting.service.LandedElsewhere;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Audit rows about what is decided and proven, and the alarms in them. For one thread. */
final class DecisionRows {
    private final Holding holding;
    private final RepositoryNotes notes = new RepositoryNotes();
    private final JsonWriter writer = new JsonWriter();

    DecisionRows(Holding holding) {
        this.holding = holding;
    }

    /** What a proof says; an alarm stops the repository. */
    void proven(
            Transaction transaction, Watched watched, PRStatus status, Proof proof, Instant now) {
        String why = proof.words();
        holding.parts()
                .audit()
                .append(
                        transaction,
                        AuditRow.point(
                                about(watched)
                                        .outcome(proof.verdict().word())
                                        .reason(why)
                                        .ref("head", status.headSha().text())
                                        .ref(
                                                "landed",
                                                status.mergeSha().map(Sha::text).orElse(""))));
        if (proof.isAlarm()) {
            notes.alarm(transaction, watched.connection(), watched.pr(), why, now);
        }
    }

    /**
     * What else is to be known of a decision.
     *
     * @param open merges whose answer was lost, also such that no plan of ours knows of
     */
    void reports(
            Transaction transaction,
            Watched watched,
            Outcome outcome,
            PrEvents events,
            List<Effect> open,
            Instant now) {
        Set<Report> reports = new LinkedHashSet<>(outcome.reports());
        open.stream()
                .flatMap(merge -> LandedElsewhere.of(merge, events.facts().status()).stream())
                .filter(landed -> !landed.byAnother())
                .forEach(landed -> reports.add(Report.MERGED_OTHER_BASE));
        for (Report report : reports) {
            report(transaction, watched, report, now);
        }
    }

    /** The row of one of them, and its alarm. */
    void report(Transaction transaction, Watched watched, Report report, Instant now) {
        holding.parts()
                .audit()
                .append(
                        transaction,
                        AuditRow.point(about(watched).outcome("report").reason(report.word())));
        if (report.isAlarm()) {
            notes.alarm(transaction, watched.connection(), watched.pr(), report.word(), now);
        }
    }

    /** The winner, why, and what else was looked at. */
    AuditEntry decided(Watched watched, Outcome outcome) {
        String whole = writer.text(outcome.explanation().json());
        String rejected =
                outcome.explanation().rejected().stream()
                        .map(each -> each.name() + ": " + each.why())
                        .collect(Collectors.joining("; "));
        return about(watched)
                .outcome(outcome.decision().word())
                .reason(outcome.explanation().why())
                .content(Sha256.hex(whole), whole.length())
                .ref("winner", outcome.explanation().winner())
                .ref("rejected", rejected)
                .ref("facts", watched.facts());
    }

    /** What a row about a pull request begins with. */
    AuditEntry about(Watched watched) {
        return holding.entry(AuditVerb.HOST_DECIDE)
                .container(watched.pr().repo().path())
                .target(watched.pr().toString());
    }
}
