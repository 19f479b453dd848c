package io.vsgateway.seal;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// One key of 32 bytes, and all that is derived from it by HKDF-SHA-256.
///
/// Texts are sealed with AES-256-GCM under a key of this run: it is derived with a salt of 16
/// random bytes, so that a counter is enough of a nonce, whoever else has the same key. Salt and
/// counter lead the sealed text.
///
/// Names are sealed so that the same name gives the same bytes: the nonce of AES-256-CTR is the
/// HMAC of use and name, which is checked when it is opened (as in SIV, RFC 5297).
///
/// Any thread; nothing blocks but the derivation of a key, some microseconds long.
final class SealingKey {
    static final int KEY_BYTES = 32;
    static final int ID_BYTES = 4;

    private static final int SALT_BYTES = 16;
    private static final int TAG_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int HEAD_BYTES = ID_BYTES + SALT_BYTES + Long.BYTES;
    private static final int MOST_RUNS = 256;
    private static final String HMAC = "HmacSHA256";

    /// As RFC 5869 has it where there is none.
    private static final byte[] NO_SALT = new byte[KEY_BYTES];

    private final byte[] key;
    private final byte[] id;
    private final SecretKey names;
    private final byte[] namesMac;
    private final byte[] salt = new byte[SALT_BYTES];
    private final SecretKey own;
    private final AtomicLong counter = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();

    /// Keys of other runs, by their salt; the one that was used longest ago comes first.
    @GuardedBy("lock")
    private final Map<ByteBuffer, SecretKey> runs = new LinkedHashMap<>(16, 0.75f, true);

    SealingKey(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("a key has 32 bytes, not " + key.length);
        }
        this.key = key.clone();
        this.id = Arrays.copyOf(derive("id", NO_SALT), ID_BYTES);
        this.names = new SecretKeySpec(derive("names", NO_SALT), "AES");
        this.namesMac = derive("names mac", NO_SALT);
        new SecureRandom().nextBytes(salt);
        this.own = run(salt);
    }

    /// HKDF-SHA-256 (RFC 5869) for as much as one HMAC gives. The JDK's own is not there in a
    /// native binary.
    private byte[] derive(String use, byte[] salt) {
        byte[] extracted = hmac(salt, key);
        byte[] info = ("vs-gateway " + use + '\1').getBytes(StandardCharsets.UTF_8);
        return hmac(extracted, info);
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private SecretKey run(byte[] salt) {
        return new SecretKeySpec(derive("run", salt), "AES");
    }

    /// Tells this key from others, and nothing of what it is.
    byte[] id() {
        return id.clone();
    }

    /// @param place where it is to be opened again
    byte[] seal(byte[] place, byte[] text) {
        byte[] sealed = new byte[HEAD_BYTES + text.length + TAG_BYTES];
        long number = counter.incrementAndGet();
        ByteBuffer.wrap(sealed).put(id).put(salt).putLong(number);
        try {
            Cipher cipher = gcm(Cipher.ENCRYPT_MODE, own, number, place);
            int _ = cipher.doFinal(text, 0, text.length, sealed, HEAD_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return sealed;
    }

    /// @return null if it was sealed with another key, or for another place, or was changed
    byte @Nullable [] open(byte[] place, byte[] sealed) {
        if (sealed.length < HEAD_BYTES + TAG_BYTES) {
            return null;
        }
        byte[] from = Arrays.copyOfRange(sealed, ID_BYTES, ID_BYTES + SALT_BYTES);
        long number = ByteBuffer.wrap(sealed).getLong(ID_BYTES + SALT_BYTES);
        try {
            Cipher cipher = gcm(Cipher.DECRYPT_MODE, of(from), number, place);
            return cipher.doFinal(sealed, HEAD_BYTES, sealed.length - HEAD_BYTES);
        } catch (AEADBadTagException _) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Cipher gcm(int mode, SecretKey key, long number, byte[] place)
            throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE_BYTES];
        ByteBuffer.wrap(nonce).putLong(NONCE_BYTES - Long.BYTES, number);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(place);
        return cipher;
    }

    private SecretKey of(byte[] salt) {
        var name = ByteBuffer.wrap(salt);
        lock.lock();
        try {
            SecretKey known = runs.get(name);
            if (known == null) {
                known = run(salt);
                runs.put(name, known);
                if (runs.size() > MOST_RUNS) {
                    runs.remove(runs.keySet().iterator().next());
                }
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    /// The same bytes for the same name.
    byte[] label(byte[] use, byte[] name) {
        byte[] mark = mark(use, name);
        byte[] hidden = hide(mark, name, 0);
        var label = new ByteArrayOutputStream(ID_BYTES + mark.length + hidden.length);
        label.writeBytes(id);
        label.writeBytes(mark);
        label.writeBytes(hidden);
        return label.toByteArray();
    }

    /// @return null if it is no label of this key for this use
    byte @Nullable [] name(byte[] use, byte[] label) {
        int begin = ID_BYTES + TAG_BYTES;
        if (label.length < begin) {
            return null;
        }
        byte[] mark = Arrays.copyOfRange(label, ID_BYTES, begin);
        byte[] name = hide(mark, label, begin);
        return MessageDigest.isEqual(mark, mark(use, name)) ? name : null;
    }

    /// What stands for a name that nobody has to read: its HMAC, 16 bytes of it.
    byte[] mark(byte[] use, byte[] name) {
        byte[] length = ByteBuffer.allocate(Integer.BYTES).putInt(use.length).array();
        return Arrays.copyOf(hmac(namesMac, length, use, name), TAG_BYTES);
    }

    /// The same again shows it.
    private byte[] hide(byte[] nonce, byte[] text, int from) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, names, new IvParameterSpec(nonce));
            return cipher.doFinal(text, from, text.length - from);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
