package dev.stile.cli.acting;

import dev.stile.api.json.Json;
import dev.stile.api.taint.Tainted;
import dev.stile.cli.shown.Outside;
import dev.stile.core.effect.EffectState;
import dev.stile.flow.delivery.Deliveries;
import dev.stile.flow.outbox.Entry;
import dev.stile.flow.rule.FlowDeclaration;

import java.time.Instant;
import java.util.List;

/** An entry of the outbox as programs get it (FL-87). */
final class EntryDocument {
    private EntryDocument() {}

    /** What each entry says in a list. */
    static Json.ObjectBuilder brief(Entry entry) {
        return Json.object()
                .put("id", entry.reference())
                .put("version", entry.version())
                .put("state", state(entry.state()))
                .put("origin", entry.proposer().origin().wire())
                .put("proposer", entry.proposer().actor())
                .put("connection", entry.connection())
                .put("action", entry.action())
                .put("recipient", recipient(entry))
                .put("content_sha256", entry.contentSha256())
                .put("decision", entry.decided())
                .put("reason", entry.reason())
                .put("created_at", entry.effect().created().toString())
                .put("expires_at", entry.expires().toString())
                .putIf("next_at", entry.nextAt().map(Instant::toString));
    }

    /**
     * @param approvers who said yes to what it holds now
     */
    static Json.ObjectBuilder whole(Entry entry, List<String> approvers) {
        Json.ObjectBuilder document =
                brief(entry)
                        .put("connector", entry.connector())
                        .put("key", entry.key().text())
                        .put("input", Outside.value(entry.input()))
                        .put("label", Outside.label(entry.label()))
                        .put("declarations", declarations(entry.declarations()))
                        .put("approvals", approvers)
                        .put("expired", entry.expired())
                        .put("was_unknown", entry.effect().wasUnknown())
                        .put("attempts", entry.effect().attempts())
                        .putIf("attempt", entry.attempt())
                        .putIf("attempted_at", entry.attempted().map(Instant::toString))
                        .putIf("edited_by", entry.editor())
                        .putIf("duplicate_accepted_by", entry.duplicateBy());
        entry.receipt().ifPresent(receipt -> document.put("receipt", Outside.text(receipt)));
        entry.receiptUrl().ifPresent(url -> document.put("url", Outside.text(url)));
        entry.result().ifPresent(result -> document.put("result", Outside.value(result)));
        Json.ObjectBuilder refs = Json.object();
        entry.refs().forEach(refs::put);
        return document.put("refs", refs.build());
    }

    /** What it stands for: how many events, and the first of them. */
    static Json events(Deliveries.OfEntry events) {
        return Json.object()
                .put("count", events.count())
                .put(
                        "items",
                        Json.array(
                                events.first().stream()
                                        .<Json>map(
                                                each ->
                                                        Json.object()
                                                                .put(
                                                                        "connection",
                                                                        each.connection())
                                                                .put("event", each.event())
                                                                .put(
                                                                        "delivery",
                                                                        Long.toString(each.id()))
                                                                .build())
                                        .toList()))
                .build();
    }

    static Json declarations(List<FlowDeclaration> declarations) {
        return Json.array(
                declarations.stream()
                        .<Json>map(
                                each ->
                                        Json.object()
                                                .put(
                                                        "kind",
                                                        each.kind() == FlowDeclaration.Kind.FLOW
                                                                ? "allow_flow"
                                                                : "allow_text")
                                                .put("from", each.from())
                                                .put("to", each.to())
                                                .put("reason", each.reason())
                                                .build())
                        .toList());
    }

    /** People call what is done sent. */
    static String state(EffectState state) {
        return state == EffectState.DONE ? "sent" : state.wire();
    }

    /** It was found in an input that may be made of outside text. */
    private static Json recipient(Entry entry) {
        return entry.recipient()
                .map(place -> Outside.text(Tainted.of(place, entry.label())))
                .orElseGet(Json::nothing);
    }
}
