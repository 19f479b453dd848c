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

    /// @throws ConfigurationException if somebody listens there, or if it is no socket
    static void takeAwayIfLeft(Path path) {
        try {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            int type = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
            if ((type & FILE_TYPE) != SOCKET) {
                throw new ConfigurationException(
                        "VS_HTTP_SOCKET, %s, is there already and is no socket".formatted(path));
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

    private static boolean isUsed(Path path) {
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
