package io.vsgateway.websocket.connection;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// Whose certificates a client accepts: for [Endpoint#trusting] and `Gateway.trusting`.
/// Certificates are read from PEM files, which OpenSSL's programs and most others use.
public final class Trust {
    /// Where systems keep the certificates that all their programs trust: Debian, Fedora, openSUSE,
    /// Red Hat, Alpine.
    private static final List<Path> OF_SYSTEMS =
            List.of(
                    Path.of("/etc/ssl/certs/ca-certificates.crt"),
                    Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
                    Path.of("/etc/ssl/ca-bundle.pem"),
                    Path.of("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"),
                    Path.of("/etc/ssl/cert.pem"));

    private static final Pattern BLOCK =
            Pattern.compile(
                    "-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----.*?-----END (?:TRUSTED |X509"
                            + " )?CERTIFICATE-----",
                    Pattern.DOTALL);

    private Trust() {}

    /// Trusts the certificates in the file, and no others.
    ///
    /// @throws IllegalArgumentException if it cannot be read or contains something else, with a
    ///   text for the operator
    public static SSLContext only(Path file) {
        List<Certificate> certificates;
        try {
            certificates = read(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file + (Files.exists(file) ? " cannot be read" : " is not there"), e);
        } catch (CertificateException e) {
            throw new IllegalArgumentException(
                    file + " holds a certificate that cannot be read", e);
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException(file + " holds no certificate in PEM");
        }
        return context(certificates);
    }

    /// Trusts what the Java runtime trusts, and what the system's other programs trust: a company's
    /// own authority is usually known only there. An operator who names a trust store at start, by
    /// `javax.net.ssl.trustStore`, wants only that one.
    public static SSLContext ofThisSystem() {
        return ofThisSystem(OF_SYSTEMS);
    }

    static SSLContext ofThisSystem(List<Path> stores) {
        var certificates = new ArrayList<Certificate>(ofJava());
        if (System.getProperty("javax.net.ssl.trustStore") == null) {
            stores.stream()
                    .filter(Files::isReadable)
                    .findFirst()
                    .ifPresent(store -> {
                        try {
                            certificates.addAll(read(store));
                        } catch (IOException | CertificateException _) {
                            // Java's own certificates remain.
                        }
                    });
        }
        return context(certificates);
    }

    private static List<Certificate> read(Path file) throws IOException, CertificateException {
        var certificates = new ArrayList<Certificate>();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        // There may be anything around them, in any encoding.
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        for (Matcher block = BLOCK.matcher(text); block.find(); ) {
            byte[] bytes = block.group().getBytes(StandardCharsets.ISO_8859_1);
            certificates.add(factory.generateCertificate(new ByteArrayInputStream(bytes)));
        }
        return certificates;
    }

    private static List<Certificate> ofJava() {
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager known) {
                return List.of(known.getAcceptedIssuers());
            }
        }
        return List.of();
    }

    private static SSLContext context(List<Certificate> certificates) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate : certificates) {
                store.setCertificateEntry(Integer.toString(store.size()), certificate);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers(store), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java runtime has no TLS", e);
        }
    }

    /// @param store null for the Java runtime's own
    private static TrustManager[] managers(@Nullable KeyStore store) {
        try {
            var factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no TLS", e);
        }
    }
}
