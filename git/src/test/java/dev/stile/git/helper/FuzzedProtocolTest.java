package dev.stile.git.helper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stile.core.error.Failure;
import dev.stile.git.address.Address;
import dev.stile.testkit.Proves;
import dev.stile.testkit.fuzz.Fuzzing;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Whatever arrives on the helper's input is a line, a packet, or the one error of the protocol. */
@Proves("TU-80")
final class FuzzedProtocolTest {
    @Test
    void anyLinesAreCommandsOptionsAndRefspecsOrNothing() {
        Fuzzing.texts(
                        "capabilities\nlist for-push\npush +refs/heads/main:refs/heads/main\n\n",
                        "option cas refs/heads/main:0123456789012345678901234567890123456789\n",
                        "option push-option \"a \\303\\244 \\\"b\\\" \\t\"\noption verbosity 2\n",
                        "option progress true\noption object-format sha1\nconnect git-upload-pack\n")
                .refusing(ProtocolBroken.class)
                .run(FuzzedProtocolTest::readLines);
    }

    private static void readLines(byte[] bytes) throws Exception {
        CommandLines lines = new CommandLines(new ByteArrayInputStream(bytes));
        HelperOptions options = new HelperOptions();
        Optional<String> line = lines.next();
        while (line.isPresent()) {
            assertThat(line.get()).doesNotContain("\n");
            String rest = line.get().substring(line.get().indexOf(' ') + 1);
            assertThat(options.set(rest)).doesNotContain("\n").matches("ok|unsupported|error .*");
            PushCommand.parse(rest)
                    .ifPresent(push -> assertThat(push.ref()).isNotEmpty().doesNotContain(":"));
            line = lines.next();
        }
    }

    @Test
    void anyBytesArePacketsOrTheProtocolIsBroken() {
        Fuzzing.texts("0014command=ls-refs\n0001000csymrefs\n0000", "0000", "0005a0002")
                .refusing(ProtocolBroken.class)
                .run(
                        bytes -> {
                            InputStream input = new ByteArrayInputStream(bytes);
                            Optional<Packet> packet = Packet.read(input);
                            while (packet.isPresent()) {
                                assertThat(packet.get().bytes()).hasSizeBetween(4, 65_520);
                                packet = Packet.read(input);
                            }
                        });
    }

    @Test
    void anAddressThatIsTakenIsSpelledInOneWay() {
        Fuzzing.texts("stile::work/demo", "work/acme%2Fweb", "stile::a-b/PROJ/%C3%A4")
                .refusing(Failure.class)
                .run(
                        bytes -> {
                            Address address =
                                    Address.parse(new String(bytes, StandardCharsets.UTF_8));
                            assertThat(Address.parse(address.toString())).isEqualTo(address);
                            assertThat(address.toString()).matches("\\p{Graph}+");
                        });
    }
}
