package io.vsgateway.connection;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.vertx.http.DomainSocketServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/// The file of a Unix domain socket that the gateway listens on: what a gateway that was killed has
/// left there is taken away before, and who may connect is set once it is there.
@ApplicationScoped
public class DomainSocket {
    private static final Logger LOG = Logger.getLogger(DomainSocket.class);
    private static final int SOCKET = 0140000;
    private static final int FILE_TYPE = 0170000;

    private final Optional<Path> file;
    private final int mode;

    DomainSocket(SocketSettings settings) {
        this.file = settings.socket();
        this.mode = Integer.parseInt(settings.socketMode(), 8);
    }

    void makeRoom(@Observes StartupEvent start) {
        file.ifPresent(DomainSocket::takeAwayIfLeft);
    }

    void admit(@ObservesAsync DomainSocketServerStart start) {
        file.ifPresent(path -> {
            try {
                Files.setPosixFilePermissions(path, permissions(mode));
                LOG.infof("listens on the socket %s, too", path);
            } catch (IOException e) {
                LOG.errorf("who may use the socket %s could not be set: %s", path, e);
            }
        });
    }

    /// Why the gateway cannot listen at the socket that is set, if one is and that is certain
    /// without trying: whether another program listens there is not looked at.
    public static Optional<String> problem(SocketSettings settings) {
        return settings.socket().flatMap(DomainSocket::problem);
    }

    private static Optional<String> problem(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return Optional.of("VS_HTTP_SOCKET, %s: there is no such folder".formatted(path));
        }
        if (!Files.isWritable(folder)) {
            return Optional.of(
                    "VS_HTTP_SOCKET, %s: the gateway's user may not write to the folder"
                            .formatted(path));
        }
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !isSocket(path)
                ? Optional.of(
                        "VS_HTTP_SOCKET, %s, is there already and is no socket".formatted(path))
                : Optional.empty();
    }

    private static boolean isSocket(Path path) {
        try {
            int type = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            return (type & FILE_TYPE) == SOCKET;
        } catch (IOException _) {
            return false;
        }
    }

    /// @throws ConfigurationException if somebody listens there, or nobody can
    static void takeAwayIfLeft(Path path) {
        problem(path)
                .ifPresent(why -> {
                    throw new ConfigurationException(why);
                });
        try {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            if (isUsed(path)) {
                throw new ConfigurationException(
                        "VS_HTTP_SOCKET, %s, is used by another program".formatted(path));
            }
            Files.delete(path);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "VS_HTTP_SOCKET, %s, cannot be used: %s".formatted(path, e), e);
        }
    }

    /// Whether a program listens there.
    public static boolean isUsed(Path path) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException _) {
            return false;
        }
    }

    /// Those of the lowest nine bits, as `chmod` numbers them.
    static Set<PosixFilePermission> permissions(int mode) {
        var permissions = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] highestFirst = PosixFilePermission.values();
        for (int bit = 0; bit < highestFirst.length; bit++) {
            if ((mode & (0400 >> bit)) != 0) {
                permissions.add(highestFirst[bit]);
            }
        }
        return permissions;
    }
}
