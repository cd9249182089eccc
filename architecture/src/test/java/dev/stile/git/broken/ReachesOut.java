package dev.stile.git.broken;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;

import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.net.ssl.SSLSocketFactory;

/** Breaks the rule that only egress speaks to the network, in each way that the platform has. */
final class ReachesOut {
    static final class ByClient {
        HttpClient client() {
            return HttpClient.newHttpClient();
        }
    }

    static final class ByChannel {
        SocketChannel channel() throws IOException {
            return SocketChannel.open();
        }
    }

    static final class ByDatagram {
        DatagramSocket socket() throws IOException {
            return new DatagramSocket();
        }
    }

    static final class ByDatagramChannel {
        DatagramChannel channel() throws IOException {
            return DatagramChannel.open();
        }
    }

    static final class ByServer {
        ServerSocket socket() throws IOException {
            return new ServerSocket(0);
        }
    }

    static final class ByTls {
        Object socket() throws IOException {
            return SSLSocketFactory.getDefault().createSocket();
        }
    }

    static final class ByConnection {
        Object connection(URI address) throws IOException {
            return address.toURL().openConnection();
        }
    }

    static final class ByContent {
        Object content(URI address) throws IOException {
            return address.toURL().getContent();
        }
    }

    static final class ByName {
        Object address(String name) throws IOException {
            return InetAddress.getByName(name);
        }
    }

    static final class ByDirectory {
        Object entry(String name) throws NamingException {
            return new InitialContext().lookup(name);
        }
    }
}
