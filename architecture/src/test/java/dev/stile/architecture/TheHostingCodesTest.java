package dev.stile.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.api.hosting.MergeFailureReason;
import dev.stile.testkit.Proves;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code stile explain} knows each code that the facet of code hosts says in a source. */
final class TheHostingCodesTest {
    private static final Pattern CODE = Pattern.compile("^hosting\\.([a-z_]+)(?=$|:)");
    private static final Set<String> FILES = Set.of("yaml");

    @Test
    @Proves("GH-28")
    void eachIsExplainedAndNoOtherOneIs() throws IOException {
        List<Path> sources = SourceTree.ofProject().mainSources("");
        Set<String> said = new TreeSet<>();
        for (Words.Word word : Words.in(sources)) {
            Matcher code = CODE.matcher(word.text());
            if (code.find() && !code.group(1).endsWith("_") && !FILES.contains(code.group(1))) {
                said.add(code.group(1));
            }
        }
        for (MergeFailureReason reason : MergeFailureReason.values()) {
            said.add("merge_" + reason.name().toLowerCase(Locale.ROOT));
        }

        assertThat(explained(sources)).isEqualTo(said);
    }

    private static Set<String> explained(List<Path> sources) throws IOException {
        Path book =
                sources.stream()
                        .filter(source -> source.endsWith("HostingCode.java"))
                        .findFirst()
                        .orElseThrow();
        Set<String> names = new TreeSet<>();
        Matcher constant =
                Pattern.compile("(?m)^ {4}([A-Z_]+)\\($").matcher(Files.readString(book));
        while (constant.find()) {
            names.add(constant.group(1).toLowerCase(Locale.ROOT));
        }
        return names;
    }
}
