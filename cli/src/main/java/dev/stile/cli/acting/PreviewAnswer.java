package dev.stile.cli.acting;

import dev.stile.api.json.Json;
import dev.stile.api.taint.Tainted;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.shown.Outside;
import dev.stile.core.error.ExitCode;
import dev.stile.core.policy.Decision;
import dev.stile.core.terminal.Terminal;
import dev.stile.flow.label.Labels;
import dev.stile.flow.outbox.Preview;

import java.util.Locale;

/** What would become of an action. */
public final class PreviewAnswer {
    private PreviewAnswer() {}

    static ExitCode tell(Desk desk, Preview preview) {
        return desk.done(document(preview), terminal -> print(terminal, preview));
    }

    /** As programs get it. */
    public static Json document(Preview preview) {
        Json.ObjectBuilder document =
                Json.object()
                        .put("would", would(preview))
                        .put("content_sha256", preview.contentSha256())
                        .put(
                                "recipient",
                                preview.recipient()
                                        .map(
                                                place ->
                                                        Outside.text(
                                                                Tainted.of(place, preview.label())))
                                        .orElseGet(Json::nothing))
                        .put("label", Outside.label(preview.label()))
                        .put("decision", decision(preview.ruling().decision()))
                        .put(
                                "considered",
                                Json.array(
                                        preview.ruling().considered().stream()
                                                .map(PreviewAnswer::decision)
                                                .toList()));
        preview.labelRefusal().ifPresent(why -> document.put("label_refused", why.details()));
        return document.build();
    }

    /** As people see it. */
    public static void print(Terminal terminal, Preview preview) {
        terminal.result("would " + words(preview));
        terminal.result("decided by " + preview.ruling().decision().entry());
        preview.labelRefusal()
                .ifPresent(why -> why.details().forEach(line -> terminal.result("label: " + line)));
        terminal.result("label: " + Labels.words(preview.label()));
        terminal.result("hash: " + preview.contentSha256());
    }

    private static String words(Preview preview) {
        if (preview.labelRefusal().isPresent()) {
            return "be refused, because of its label";
        }
        return switch (preview.ruling().verdict()) {
            case ALLOW -> "be sent";
            case CONFIRM -> "ask to be confirmed";
            case APPROVE ->
                    preview.isToBeProposed()
                            ? "be refused: an agent proposes it, by stile outbox propose"
                            : "wait for somebody's approval";
            case REFUSE -> "be refused by the policy";
        };
    }

    private static String would(Preview preview) {
        if (preview.labelRefusal().isPresent()) {
            return "refuse";
        }
        return switch (preview.ruling().verdict()) {
            case ALLOW -> "send";
            case CONFIRM -> "confirm";
            case APPROVE -> preview.isToBeProposed() ? "propose" : "wait";
            case REFUSE -> "refuse";
        };
    }

    private static Json decision(Decision decision) {
        return Json.object()
                .put("verdict", decision.verdict().name().toLowerCase(Locale.ROOT))
                .put("entry", decision.entry())
                .build();
    }
}
