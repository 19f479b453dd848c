package io.vsgateway.websocket.connection;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Connects to a server by its Unix domain socket, a file. Reading, writing and connecting block;
/// closing the channel ends them, and so does an interrupt.
final class UnixSocket {
    private UnixSocket() {}

    /// A channel that is not connected, so that it can be closed while it is being connected: that
    /// takes as long as the server's queue of connections is full.
    static SocketChannel unconnected() throws IOException {
        return SocketChannel.open(StandardProtocolFamily.UNIX);
    }

    /// @throws NoSuchFileException if there is none
    /// @throws AccessDeniedException if this user may not write to it, or not enter its folder
    /// @throws IOException if it is something else than a socket, if nobody listens there, or if
    ///   its path is too long for the system
    static void connect(SocketChannel channel, Path path) throws IOException {
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            throw explained(path, e);
        }
    }

    /// The system says the same of a file and of a socket at which nobody listens.
    private static IOException explained(Path path, IOException why) {
        String said = String.valueOf(why.getMessage());
        if (said.contains("Permission denied")) {
            return new AccessDeniedException(path.toString());
        }
        if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
            return new NoSuchFileException(path.toString());
        }
        boolean isSomethingElse = Files.isRegularFile(path) || Files.isDirectory(path);
        return isSomethingElse ? new IOException("it is no socket") : why;
    }
}
