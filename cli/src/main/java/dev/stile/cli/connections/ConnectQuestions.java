package dev.stile.cli.connections;

import dev.stile.api.action.ActionSpec;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.SecretSpec;
import dev.stile.api.connector.SettingSpec;
import dev.stile.cli.connectors.KnownConnector;
import dev.stile.cli.connectors.KnownConnectors;
import dev.stile.cli.desk.Desk;
import dev.stile.cli.desk.Questions;
import dev.stile.core.connection.Connection;
import dev.stile.core.error.Code;
import dev.stile.core.error.Failure;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a person who typed too little is asked (FL-49). Secrets are asked for by where they are,
 * never by what they hold.
 */
final class ConnectQuestions {
    private static final int TRIES = 3;

    private final Desk desk;
    private final Questions questions;

    ConnectQuestions(Desk desk) {
        this.desk = desk;
        this.questions = desk.questions();
    }

    /**
     * The connector that is meant: the only one that a word fits, or the one that is chosen.
     *
     * @throws Failure USAGE if nobody is there to ask, or no answer fits
     */
    String connector() {
        String term = answer("Which connector? Part of its name, or of what it does:");
        for (int tried = 0; tried < TRIES; tried++) {
            List<Manifest> found = search(term);
            String wanted = term;
            if (found.stream().anyMatch(each -> each.slug().equals(wanted))) {
                return wanted;
            }
            if (found.size() == 1) {
                return found.getFirst().slug();
            }
            (found.isEmpty() ? search("") : found)
                    .forEach(
                            each ->
                                    desk.terminal()
                                            .note("  " + each.slug() + "  " + each.description()));
            term = answer("Which of these?");
        }
        throw given("no connector was chosen");
    }

    private List<Manifest> search(String term) {
        String part = term.toLowerCase(Locale.ROOT);
        return new KnownConnectors(desk)
                .all().stream()
                        .map(KnownConnector::effective)
                        .filter(each -> words(each).anyMatch(word -> word.contains(part)))
                        .toList();
    }

    private static Stream<String> words(Manifest manifest) {
        return Stream.concat(
                        Stream.of(manifest.slug(), manifest.description()),
                        manifest.actions().stream().map(ActionSpec::slug))
                .map(word -> word.toLowerCase(Locale.ROOT));
    }

    /** The name that is typed, or the one that is suggested. */
    String name(String suggested) {
        String typed = answer("Name of the connection [" + suggested + "]:");
        return typed.isEmpty() ? suggested : typed;
    }

    /** Asks for each setting in its order, and for where each secret is, that was not typed. */
    void complete(Manifest manifest, Map<String, String> settings, Map<String, String> secrets) {
        for (SettingSpec setting : manifest.settings()) {
            if (!settings.containsKey(setting.name())) {
                value(words(setting), setting.required() && setting.standard().isEmpty())
                        .ifPresent(value -> settings.put(setting.name(), value));
            }
        }
        for (SecretSpec secret : manifest.secrets()) {
            if (!secrets.containsKey(secret.name())
                    && !manifest.isReplaced(secret, secrets.keySet())) {
                value(
                                "Where is "
                                        + secret.name()
                                        + " ("
                                        + secret.title()
                                        + ")? env:NAME, file:/PATH or git-credential:URL, not the secret itself:",
                                secret.required())
                        .ifPresent(reference -> secrets.put(secret.name(), reference));
            }
        }
    }

    private static String words(SettingSpec setting) {
        return setting.name()
                + ", "
                + setting.title()
                + (setting.choices().isEmpty()
                        ? ""
                        : " (" + String.join(", ", setting.choices()) + ")")
                + setting.standard().map(value -> " [" + value + "]").orElse("")
                + ":";
    }

    private Optional<String> value(String question, boolean required) {
        for (int tried = 0; tried < TRIES; tried++) {
            String typed = answer(question);
            if (!typed.isEmpty()) {
                return Optional.of(typed);
            }
            if (!required) {
                return Optional.empty();
            }
        }
        throw given("this is needed: " + question);
    }

    /**
     * Shows what is granted, and asks for a yes.
     *
     * @throws Failure USAGE for a no; nothing is stored then
     */
    void requireAgreed(Connection wanted, Manifest manifest) {
        desk.terminal().note("It may reach:");
        wanted.origins().forEach(origin -> desk.terminal().note("  " + origin.origin()));
        manifest.actions()
                .forEach(
                        action ->
                                desk.terminal()
                                        .note(
                                                "  "
                                                        + action.slug()
                                                        + ", "
                                                        + action.permission().category().wire()));
        if (!questions.agree("Connect " + wanted.slug() + " so?")) {
            throw given("nothing was connected");
        }
    }

    /** Whether what was typed is too little to go on, and somebody is there to ask. */
    boolean isNeeded(Manifest manifest, Map<String, String> settings, Map<String, String> secrets) {
        return questions.canAsk()
                && (manifest.settings().stream()
                                .anyMatch(
                                        each ->
                                                each.required()
                                                        && each.standard().isEmpty()
                                                        && !settings.containsKey(each.name()))
                        || manifest.secrets().stream()
                                .anyMatch(
                                        each ->
                                                each.required()
                                                        && !manifest.isReplaced(
                                                                each, secrets.keySet())
                                                        && !secrets.containsKey(each.name())));
    }

    private String answer(String question) {
        return questions
                .ask(question)
                .orElseThrow(() -> given("name a connector and its settings"));
    }

    private static Failure given(String why) {
        return Failure.of(Code.USAGE).headline(why).argument("verb", List.of("connect")).build();
    }
}
