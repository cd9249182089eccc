package dev.stile.flow.template;

import dev.stile.api.connector.ConnectorProvider;
import dev.stile.api.connector.GitHostBlock;
import dev.stile.api.connector.Manifest;
import dev.stile.api.connector.SecretSpec;
import dev.stile.api.connector.SettingSpec;
import dev.stile.core.error.Code;
import dev.stile.core.error.Problem;
import dev.stile.core.registry.ManifestCheck;
import dev.stile.flow.document.DocumentView;
import dev.stile.flow.document.Fault;
import dev.stile.flow.document.Faults;
import dev.stile.flow.document.SecretShape;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What has to hold of a manifest that is code, where its types do not see to it: the rules of a
 * template, by the same places. Any thread may use it.
 */
public final class ManifestRules implements ManifestCheck {
    @Override
    public List<Problem> faults(ConnectorProvider provider, Manifest manifest) {
        Faults faults = new Faults(Code.CONNECTOR_DISABLED);
        if (!manifest.version().matches(TemplateReader.SEMANTIC_VERSION)) {
            faults.add("/version", "is no semantic version", "write one such as 1.4.0");
        }
        line(manifest.skill(), "/skill", faults);
        line(manifest.binary(), "/binary", faults);
        once(manifest.settings().stream().map(SettingSpec::name).toList(), "/settings", faults);
        once(manifest.secrets().stream().map(SecretSpec::name).toList(), "/secrets", faults);
        manifest.gitHost().ifPresent(block -> gitHost(provider, manifest, block, faults));
        return faults.list().stream().map(Fault::problem).toList();
    }

    private static void gitHost(
            ConnectorProvider provider, Manifest manifest, GitHostBlock block, Faults faults) {
        DocumentView place = new DocumentView("/githost", GitHostDocument.of(block), faults);
        SecretShape.find(place.value(), place.pointer(), faults);
        GitHostReader.Known known =
                new GitHostReader.Known(
                        manifest.slug(),
                        manifest.settings().stream().map(SettingSpec::name).toList(),
                        manifest.secrets().stream().map(SecretSpec::name).toList());
        GitHostBlock read = new GitHostReader(known, Warnings.ofNew()).read(place);
        String own = provider.getClass().getName();
        if (!read.entry().equals(GitHostBlock.BUILT_IN) && !read.entry().equals(own)) {
            faults.add(
                    "/githost/entry",
                    "is another class than the one that was loaded",
                    "write " + own + ", or " + GitHostBlock.BUILT_IN);
        }
    }

    private static void line(String text, String pointer, Faults faults) {
        if (!Lines.isLine(text)) {
            faults.add(pointer, Lines.NO_LINE, "shorten it");
        }
    }

    private static void once(List<String> names, String pointer, Faults faults) {
        Set<String> seen = new HashSet<>();
        names.stream()
                .filter(name -> !seen.add(name))
                .forEach(
                        name ->
                                faults.add(
                                        pointer + "/" + name,
                                        "stands there twice",
                                        "take one out"));
    }
}
