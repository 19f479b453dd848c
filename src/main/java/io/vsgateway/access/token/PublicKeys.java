package io.vsgateway.access.token;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads public keys and certificates in PEM (RFC 7468).
final class PublicKeys {
    private static final String VARIABLE = "VS_JWT_PUBLIC_KEY";
    private static final String BEGIN = "-----BEGIN";
    private static final long LONGEST_FILE = 1 << 20;
    private static final int MOST = 16;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

    private PublicKeys() {}

    /// All keys of a setting: PEM itself, or the names of files that contain it.
    ///
    /// @throws ConfigurationException naming the variable and what is not such a key
    static List<VerificationKey> read(String setting) {
        var keys = new ArrayList<VerificationKey>();
        if (setting.strip().startsWith(BEGIN)) {
            // If a variable must be one line, its line breaks are often written as `\n`.
            keys.addAll(blocks(setting.replace("\\n", "\n"), VARIABLE));
        } else {
            for (Path file : files(setting)) {
                keys.addAll(blocks(content(file), VARIABLE + ": " + file));
            }
        }
        if (keys.size() > MOST) {
            throw new ConfigurationException(VARIABLE + " has more than " + MOST + " keys");
        }
        return keys;
    }

    /// The files that a setting names; none if it is PEM itself.
    static List<Path> files(String setting) {
        if (setting.strip().startsWith(BEGIN)) {
            return List.of();
        }
        try {
            return Arrays.stream(setting.split(","))
                    .filter(name -> !name.isBlank())
                    .map(name -> Path.of(name.strip()))
                    .toList();
        } catch (InvalidPathException e) {
            throw new ConfigurationException(
                    VARIABLE + " is no PEM, and names no file that can be read", e);
        }
    }

    private static String content(Path file) {
        try {
            if (Files.size(file) > LONGEST_FILE) {
                throw new ConfigurationException(VARIABLE + ": " + file + " is no file of keys");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new ConfigurationException(
                    VARIABLE + ": " + file + " is no PEM and no file that can be read", e);
        }
    }

    private static List<VerificationKey> blocks(String pem, String where) {
        var keys = new ArrayList<VerificationKey>();
        Matcher block = BLOCK.matcher(pem);
        while (block.find()) {
            keys.add(key(block.group(1), block.group(2), where));
        }
        if (keys.isEmpty()) {
            throw new ConfigurationException(where + " has no key in PEM (-----BEGIN …)");
        }
        return keys;
    }

    private static VerificationKey key(String label, String base64, String where) {
        if (label.endsWith("PRIVATE KEY")) {
            throw new ConfigurationException(
                    where + " is a private key, which belongs to the issuer alone");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(base64);
            PublicKey key =
                    switch (label) {
                        case "PUBLIC KEY" -> publicKey(der);
                        case "CERTIFICATE" -> certified(der);
                        default -> throw new InvalidKeySpecException("unknown: " + label);
                    };
            return VerificationKey.of(null, key)
                    .orElseThrow(() -> new InvalidKeySpecException("of a kind that is not taken"));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new ConfigurationException(
                    where
                            + " has a "
                            + label
                            + " that is none of RSA (from 2048 bits), EC (P-256, P-384, P-521), Ed25519"
                            + " (PUBLIC KEY, CERTIFICATE)",
                    e);
        }
    }

    private static PublicKey publicKey(byte[] der) throws GeneralSecurityException {
        var encoded = new X509EncodedKeySpec(der);
        for (String kind : List.of("RSA", "EC", "Ed25519")) {
            try {
                return KeyFactory.getInstance(kind).generatePublic(encoded);
            } catch (InvalidKeySpecException _) {
                // It is of another kind.
            }
        }
        throw new InvalidKeySpecException("of no known kind");
    }

    private static PublicKey certified(byte[] der) throws CertificateException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der))
                .getPublicKey();
    }
}
