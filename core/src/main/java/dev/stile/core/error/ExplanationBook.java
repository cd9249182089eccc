package dev.stile.core.error;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The explanations as they stand in {@code explanations.txt}: one block a code, its number and slug
 * in the first line, then {@code name: text} lines. Loaded with this class, which nothing touches
 * before there is an error to tell.
 */
final class ExplanationBook {
    private static final Map<Code, Explanation> BOOK = read();

    private ExplanationBook() {}

    static Explanation of(Code code) {
        Explanation explanation = BOOK.get(code);
        if (explanation == null) {
            throw new IllegalStateException(code.number() + " is not explained");
        }
        return explanation;
    }

    private static Map<Code, Explanation> read() {
        Map<Code, Explanation> book = new EnumMap<>(Code.class);
        for (List<String> block : blocks()) {
            Explanation explanation = explanation(block);
            if (book.put(explanation.code(), explanation) != null) {
                throw new IllegalStateException(
                        explanation.code().number() + " is explained twice");
            }
        }
        return book;
    }

    private static Explanation explanation(List<String> block) {
        String[] title = block.getFirst().split(" ", 2);
        Code code =
                Code.find(title[0])
                        .filter(found -> found.slug().equals(title[1]))
                        .orElseThrow(
                                () -> new IllegalStateException("no code " + block.getFirst()));
        return new Explanation(
                code,
                one(block, "headline"),
                one(block, "cause"),
                one(block, "fix"),
                all(block, "recovery").stream().map(RecoveryLine::new).toList(),
                one(block, "example"),
                all(block, "reserved").stream().findFirst());
    }

    private static String one(List<String> block, String name) {
        List<String> found = all(block, name);
        if (found.size() != 1) {
            throw new IllegalStateException(
                    block.getFirst() + " has " + found.size() + " times " + name);
        }
        return found.getFirst();
    }

    private static List<String> all(List<String> block, String name) {
        return block.stream()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .toList();
    }

    private static List<List<String>> blocks() {
        List<List<String>> blocks = new ArrayList<>();
        List<String> block = new ArrayList<>();
        for (String line : lines()) {
            if (line.isEmpty() && !block.isEmpty()) {
                blocks.add(block);
                block = new ArrayList<>();
            } else if (!line.isEmpty()) {
                block.add(line);
            }
        }
        if (!block.isEmpty()) {
            blocks.add(block);
        }
        return blocks;
    }

    private static List<String> lines() {
        try (InputStream stream =
                        Objects.requireNonNull(
                                ExplanationBook.class.getResourceAsStream("explanations.txt"),
                                "explanations.txt is missing");
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
