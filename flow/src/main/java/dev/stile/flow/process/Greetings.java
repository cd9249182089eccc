package dev.stile.flow.process;

import dev.stile.api.call.Deadline;
import dev.stile.api.connector.Program;
import dev.stile.api.error.ConnectorException;
import dev.stile.api.error.ConnectorException.Malformed;
import dev.stile.api.error.ConnectorException.NotSupported;
import dev.stile.api.error.ConnectorException.Unavailable;
import dev.stile.api.json.Json;
import dev.stile.core.json.InvalidJsonException;
import dev.stile.core.json.JsonReader;
import dev.stile.flow.process.wire.BadFrame;
import dev.stile.flow.process.wire.FrameReader;
import dev.stile.flow.process.wire.Hello;
import dev.stile.flow.process.wire.Output;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Finds out which protocol a program speaks (FL-20, FL-21). Any thread may call. */
final class Greetings {
    static final int OURS = 1;

    private final Caller caller;

    Greetings(Caller caller) {
        this.caller = caller;
    }

    /** What the program says it is, and that it offers the operation. */
    Hello offering(String operation, Deadline deadline) {
        Hello hello = greeting(deadline);
        if (!hello.offers(operation)) {
            throw new NotSupported(operation);
        }
        return hello;
    }

    /**
     * What the program says it is. A program that does not say it is taken for protocol 0, unless
     * its template asks for 1 or it ever spoke it.
     */
    Hello greeting(Deadline deadline) {
        ProcessTemplate template = caller.template();
        if (template.program().protocol() == Program.Protocol.ZERO) {
            return Hello.ofProtocolZero();
        }
        KnownPrograms known = caller.host().programs();
        Path program = caller.program();
        Path folder = caller.folder();
        return known.hello(template, program, folder)
                .orElseGet(() -> ask(known, program, folder, deadline));
    }

    private Hello ask(KnownPrograms known, Path program, Path folder, Deadline deadline) {
        ProcessTemplate template = caller.template();
        HostTimes times = caller.host().times();
        OneShot.Ended ended =
                OneShot.run(
                        caller.start(List.of("hello"), Map.of(), Output.MOST),
                        new byte[0],
                        deadline.orSooner(times.hello()),
                        times);
        try {
            Hello hello = read(ended.output());
            known.keep(template, program, folder, hello, json(ended.output()));
            return hello;
        } catch (ConnectorException noHello) {
            boolean older =
                    template.program().protocol() == Program.Protocol.AUTO
                            && !known.everSpokeOne(template)
                            && !Thread.currentThread().isInterrupted();
            if (!older) {
                throw caller.saying(noHello, ended.errors());
            }
            if (ended.output().exitCode().isPresent()) {
                known.keepZero(template, program, folder);
            }
            return Hello.ofProtocolZero();
        }
    }

    private static Hello read(Output output) {
        if (output.exitCode().isEmpty()) {
            throw new Unavailable("the program gave no hello in time");
        }
        if (output.exitCode().getAsInt() != 0) {
            throw new Unavailable(
                    "the program ended with code " + output.exitCode().getAsInt() + " at hello");
        }
        if (output.tooMuch()) {
            throw new Malformed("one hello, and not more than 8 MiB");
        }
        try {
            Hello hello = new FrameReader().hello(output.bytes());
            if (hello.protocol() != OURS) {
                throw new Malformed(
                        "protocol 1, and it speaks protocol "
                                + hello.protocol()
                                + " only (protocol_unsupported)");
            }
            return hello;
        } catch (BadFrame bad) {
            throw new Malformed("a hello frame (" + bad.reason() + ")");
        }
    }

    private static Json json(Output output) {
        try {
            return new JsonReader().read(output.bytes());
        } catch (InvalidJsonException impossible) {
            throw new IllegalStateException("a hello that was read is JSON", impossible);
        }
    }
}
