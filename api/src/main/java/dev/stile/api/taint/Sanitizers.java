package dev.stile.api.taint;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The closed list of ways out of taint, one a sink. Stateless; any thread may use them. */
public final class Sanitizers {
    /** How much of an outside text a terminal or log line shows, in characters. */
    public static final int SHOWN_CHARACTERS = 300;

    private Sanitizers() {}

    /**
     * For a record in an outside system: the type of the value keeps out what only the server may
     * set, and each text is checked to be text.
     *
     * @throws IllegalArgumentException at the first use, if a text holds NUL or half a surrogate
     *     pair
     */
    public static <T extends WritableInput> Sanitizer<T, T, Sink.RecordField> recordField() {
        return new Sanitizer<>(Sanitizers::requireTexts);
    }

    /**
     * For the input of an action, which fits the action's schema: each text in it is checked to be
     * text.
     *
     * @throws IllegalArgumentException at use, if a text holds NUL or half a surrogate pair
     */
    public static <T extends WritableInput> Sanitizer<T, T, Sink.ActionField> actionField() {
        return new Sanitizer<>(Sanitizers::requireTexts);
    }

    /**
     * For a mirror file: bytes that are UTF-8 without NUL, so that git and every editor treat them
     * as text.
     */
    public static Sanitizer<byte[], byte[], Sink.MirrorFile> mirrorFile() {
        return new Sanitizer<>(
                bytes -> {
                    try {
                        requireNoNul(
                                StandardCharsets.UTF_8
                                        .newDecoder()
                                        .decode(ByteBuffer.wrap(bytes))
                                        .toString());
                    } catch (CharacterCodingException notText) {
                        throw new IllegalArgumentException("a mirror file is UTF-8", notText);
                    }
                    return bytes;
                });
    }

    /**
     * For a terminal: one line, cut at {@link #SHOWN_CHARACTERS}, in quotes, with everything
     * unprintable escaped.
     */
    public static Sanitizer<String, String, Sink.Terminal> terminal() {
        return new Sanitizer<>(text -> '"' + VisibleText.line(text, SHOWN_CHARACTERS) + '"');
    }

    /**
     * For a terminal, a whole text: line ends and tabs stay, everything else unprintable is
     * escaped, nothing is cut.
     */
    public static Sanitizer<String, String, Sink.Terminal> terminalBlock() {
        return new Sanitizer<>(
                text -> {
                    StringBuilder block = new StringBuilder(text.length());
                    text.codePoints()
                            .forEach(
                                    point -> {
                                        if (point == '\n'
                                                || point == '\t'
                                                || VisibleText.isVisible(point)) {
                                            block.appendCodePoint(point);
                                        } else {
                                            block.append("\\u{")
                                                    .append(Integer.toHexString(point))
                                                    .append('}');
                                        }
                                    });
                    return block.toString();
                });
    }

    /**
     * For a log: one line, cut at {@code longest} characters, with everything unprintable escaped.
     */
    public static Sanitizer<String, String, Sink.Log> log(int longest) {
        return new Sanitizer<>(text -> VisibleText.line(text, longest));
    }

    /**
     * For a JSON document of ours: a string value in which everything unprintable but line ends is
     * a visible escape.
     */
    public static Sanitizer<String, String, Sink.JsonField> jsonField() {
        return new Sanitizer<>(
                text -> {
                    StringBuilder shown = new StringBuilder(text.length());
                    text.codePoints()
                            .forEach(
                                    point -> {
                                        if (point == '\n'
                                                || point == '\t'
                                                || VisibleText.isVisible(point)) {
                                            shown.appendCodePoint(point);
                                        } else {
                                            shown.append("\\u{")
                                                    .append(Integer.toHexString(point))
                                                    .append('}');
                                        }
                                    });
                    return shown.toString();
                });
    }

    /**
     * For a JSON document of ours: a whole value, in which each text and each name is as {@link
     * #jsonField} leaves it.
     *
     * @param eachText the value with each of its texts and names put through what it is given
     */
    public static <T> Sanitizer<T, T, Sink.JsonField> jsonValue(
            BiFunction<T, UnaryOperator<String>, T> eachText) {
        return new Sanitizer<>(value -> eachText.apply(value, jsonField()::clean));
    }

    /**
     * For a bound SQL parameter: the binding itself is the escape, so only the form is fixed here.
     */
    public static <T> Sanitizer<T, String, Sink.SqlParameter> sqlParameter(
            Function<T, String> form) {
        return new Sanitizer<>(form);
    }

    /** For one part of a URL that a typed builder encodes by its position. */
    public static Sanitizer<String, String, Sink.UrlPart> urlPart() {
        return new Sanitizer<>(Sanitizers::requireText);
    }

    /**
     * For the value of a header.
     *
     * @throws IllegalArgumentException at use, if the text holds a control character
     */
    public static Sanitizer<String, String, Sink.HeaderValue> headerValue() {
        return new Sanitizer<>(
                text -> {
                    if (text.chars().anyMatch(Character::isISOControl)) {
                        throw new IllegalArgumentException(
                                "a header value holds no control character");
                    }
                    return text;
                });
    }

    /**
     * For one whole argument of a process.
     *
     * @throws IllegalArgumentException at use, if the text holds NUL or a line break, or begins
     *     with a dash
     */
    public static Sanitizer<String, String, Sink.ProcessArgument> processArgument() {
        return new Sanitizer<>(
                text -> {
                    if (text.startsWith("-")
                            || text.chars()
                                    .anyMatch(unit -> unit == 0 || unit == '\n' || unit == '\r')) {
                        throw new IllegalArgumentException(
                                "an argument begins with no dash and holds no NUL or line break");
                    }
                    return text;
                });
    }

    /**
     * For one whole argument of a process that stands behind {@code --}.
     *
     * @throws IllegalArgumentException at use, if the text holds NUL or a line break
     */
    public static Sanitizer<String, String, Sink.ProcessArgument> processOperand() {
        return new Sanitizer<>(
                text -> {
                    if (text.chars().anyMatch(unit -> unit == 0 || unit == '\n' || unit == '\r')) {
                        throw new IllegalArgumentException(
                                "an argument holds no NUL or line break");
                    }
                    return text;
                });
    }

    /**
     * For a line of JSON that a process reads.
     *
     * @param form writes compact JSON, in which every control character is an escape
     */
    public static <T> Sanitizer<T, byte[], Sink.ProcessInput> processInput(
            Function<T, byte[]> form) {
        return new Sanitizer<>(value -> oneLine(form.apply(value)));
    }

    /**
     * For a record in a file on this machine: one line of UTF-8, so that no text looks like two
     * records.
     *
     * @param form writes the record without its line end
     * @throws IllegalArgumentException at use, if the form holds a line break or NUL
     */
    public static <T> Sanitizer<T, byte[], Sink.LocalFile> localFile(Function<T, byte[]> form) {
        return new Sanitizer<>(value -> oneLine(form.apply(value)));
    }

    /**
     * For a record of text in a file on this machine: one line of UTF-8 in which every line break
     * and everything else unprintable is a visible escape.
     */
    public static Sanitizer<String, byte[], Sink.LocalFile> localText() {
        return new Sanitizer<>(
                text -> VisibleText.line(text, Integer.MAX_VALUE).getBytes(StandardCharsets.UTF_8));
    }

    /** For a value that is bound with its type. */
    public static <T> Sanitizer<T, T, Sink.SqlParameter> sqlValue() {
        return new Sanitizer<>(value -> value);
    }

    private static byte[] oneLine(byte[] bytes) {
        for (byte each : bytes) {
            if (each == '\n' || each == '\r' || each == 0) {
                throw new IllegalArgumentException("a line holds no NUL or line break");
            }
        }
        return bytes;
    }

    private static <T extends WritableInput> T requireTexts(T input) {
        input.texts().forEach(Sanitizers::requireText);
        return input;
    }

    private static String requireText(String text) {
        requireNoNul(text);
        for (int index = 0; index < text.length(); index++) {
            int point = text.codePointAt(index);
            if (Character.getType(point) == Character.SURROGATE) {
                throw new IllegalArgumentException("half a surrogate pair is no text");
            }
            index += Character.charCount(point) - 1;
        }
        return text;
    }

    private static void requireNoNul(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("NUL is no text");
        }
    }
}
