package dev.stile.cli.quiet;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.net.Socket;
import java.net.SocketImpl;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts whatever in this process could be connected to another side. Everything else works. */
public final class CountedSockets extends SelectorProvider {
    private static final AtomicInteger OPENED = new AtomicInteger();

    private final SelectorProvider usual;

    /** Made by the platform, by the name that the process was started with. */
    public CountedSockets() throws ReflectiveOperationException {
        this.usual =
                (SelectorProvider)
                        Class.forName("sun.nio.ch.DefaultSelectorProvider")
                                .getMethod("get")
                                .invoke(null);
    }

    /** Counts old sockets, too: none can be made. */
    @SuppressWarnings("deprecation") // there is no newer way to see sockets of the old kind
    static void begin() throws IOException {
        Socket.setSocketImplFactory(CountedSockets::refused);
    }

    static int opened() {
        return OPENED.get();
    }

    private static SocketImpl refused() {
        OPENED.incrementAndGet();
        throw new IllegalStateException("a socket of the old kind");
    }

    @Override
    public SocketChannel openSocketChannel() throws IOException {
        OPENED.incrementAndGet();
        return usual.openSocketChannel();
    }

    @Override
    public SocketChannel openSocketChannel(ProtocolFamily family) throws IOException {
        OPENED.incrementAndGet();
        return usual.openSocketChannel(family);
    }

    @Override
    public DatagramChannel openDatagramChannel() throws IOException {
        OPENED.incrementAndGet();
        return usual.openDatagramChannel();
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
        OPENED.incrementAndGet();
        return usual.openDatagramChannel(family);
    }

    @Override
    public ServerSocketChannel openServerSocketChannel() throws IOException {
        return usual.openServerSocketChannel();
    }

    @Override
    public Pipe openPipe() throws IOException {
        return usual.openPipe();
    }

    @Override
    public AbstractSelector openSelector() throws IOException {
        return usual.openSelector();
    }
}
