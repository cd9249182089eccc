package dev.stile.stories;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.simulator.fault.FaultAction;
import dev.stile.simulator.fault.FaultRule;
import dev.stile.simulator.json.Json;
import dev.stile.stories.shell.Clone;
import dev.stile.stories.shell.Ended;
import dev.stile.stories.shell.Told;
import dev.stile.stories.shell.Workplace;
import dev.stile.stories.world.SimulatorWorld;
import dev.stile.stories.world.TrackerProject;
import dev.stile.testkit.Proves;
import dev.stile.testkit.files.SettledFiles;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Names that others chose are names: no path, no option, no program, no way out. */
final class OutsideNamesTest {
    private static final List<String> IDS =
            List.of(
                    "../../../up",
                    "--upload-pack=touch up",
                    "-rf",
                    ".git/hooks/post-checkout",
                    "/etc/up",
                    "$(touch up)",
                    "`touch up`",
                    "a;touch up");

    @TempDir private Path folder;
    private final SimulatorWorld world = SimulatorWorld.start();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @Proves({"TU-33", "TU-66", "TU-67"})
    void anIdFromAServerIsNeitherAPathNorAnOptionNorAProgram() throws IOException {
        TrackerProject project = world.newProject("One");
        Json.Obj first = world.controls().records(project.slug()).getFirst();
        List<Json.Obj> items = IDS.stream().map(id -> first.with("id", Json.text(id))).toList();
        world.controls()
                .fault(
                        FaultRule.on(
                                "GET",
                                "/sim/v1/projects/*/records",
                                new FaultAction.SetMember("items", Json.list(items))));
        Workplace workplace = Workplace.connected(folder, world);

        Clone clone = workplace.clone(project);

        assertThat(clone.files()).hasSize(IDS.size()).allMatch(OutsideNamesTest::isPlain);
        Ended shown = workplace.stile("list", "work/" + project.slug(), "--offline");
        assertThat(shown.succeeds().out().lines()).hasSize(IDS.size());
        assertThat(SettledFiles.below(folder).stream().map(path -> path.getFileName().toString()))
                .doesNotContain("up", "up.md", "post-checkout", "post-checkout.md");
    }

    private static boolean isPlain(String file) {
        return file.startsWith("issues/") && file.indexOf('/', "issues/".length()) < 0;
    }

    @Test
    @Proves("TU-67")
    void aNameThatBeginsAsAnOptionIsRefusedWhereItWouldBeOneAndATextElsewhere() {
        TrackerProject project = world.newProject("--output=up");
        Workplace workplace = Workplace.connected(folder, world);
        Path into = workplace.nextFolder();

        for (String address : List.of("stile::work/--upload-pack=touch%20up", "stile::--exec/x")) {
            Ended refused =
                    workplace
                            .shell()
                            .run(folder, List.of("git", "clone", address, into.toString()));
            Told.in(refused, "STL-1001");
        }
        Clone clone = workplace.clone(project);
        clone.retitle("1", "--exec=touch up");
        clone.commit("Edit");
        clone.push().succeeds();

        assertThat(project.titleNow("1")).isEqualTo("--exec=touch up");
        workplace.stile("plan", clone.folder().toString(), "--", "--output=up").fails();
        workplace.stile("list", "work/" + project.slug()).says("--exec=touch up");
        assertThat(clone.file("up")).doesNotExist();
        assertThat(folder.resolve("up")).doesNotExist();
    }

    @Test
    @Proves("TU-7")
    void noProxyOfTheEnvironmentIsAsked() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> count(proxy, asked));
            String address = "http://127.0.0.1:" + proxy.getLocalPort();
            String property = " -D%s.proxyHost=127.0.0.1 -D%s.proxyPort=" + proxy.getLocalPort();
            TrackerProject project = world.newProject("One");
            Workplace workplace = Workplace.connected(folder, world);
            Map<String, String> proxies =
                    Map.of(
                            "http_proxy", address,
                            "HTTP_PROXY", address,
                            "https_proxy", address,
                            "ALL_PROXY", address,
                            "GIT_PROXY_COMMAND", "/bin/false",
                            "JAVA_TOOL_OPTIONS",
                                    "-Djava.net.useSystemProxies=true -Dhttp.nonProxyHosts="
                                            + property.formatted("http", "http")
                                            + property.formatted("https", "https")
                                            + property.formatted("socks", "socks"));
            Clone clone = workplace.clone(project).with(proxies);
            clone.retitle("1", "Two");
            clone.commit("Edit");

            clone.push().succeeds();
            clone.git("fetch");

            assertThat(project.titleNow("1")).isEqualTo("Two");
            assertThat(asked).hasValue(0);
        }
    }

    private static void count(ServerSocket proxy, AtomicInteger asked) {
        while (!proxy.isClosed()) {
            try (Socket visitor = proxy.accept()) {
                asked.incrementAndGet();
            } catch (IOException closed) {
                return;
            }
        }
    }
}
