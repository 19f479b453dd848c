package io.vsgateway.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The name of a secret: a word, which may be the last part of a longer name such as
/// `server_password` or `accessToken`.
///
/// @param word in lower case
/// @param kind what follows it
/// @param whole whether it counts only as a separate part: `pin`, but not `spin`
record Name(String word, Kind kind, boolean whole) {
    enum Kind {
        /// A word or a quoted text, possibly after nothing but blanks: `password x`.
        WORD,
        /// The same, but only after a sign such as `=` or `:`.
        AFTER_SIGN,
        /// The rest of the line, after a sign.
        LINE,
        /// Like WORD, if the preceding word says whose key it is.
        OWNED,
        /// A word that names a player.
        UID
    }

    /// Among names that begin alike, the longer ones come first.
    static final List<Name> ALL =
            List.of(
                    word("password"),
                    line("passphrase"),
                    word("passcode"),
                    word("passwort"),
                    word("passord"),
                    word("passwd"),
                    whole("passkey"),
                    whole("pass"),
                    new Name("pwd", Kind.WORD, true),
                    whole("pw"),
                    whole("psw"),
                    whole("pin"),
                    word("secret"),
                    whole("sessionid"),
                    whole("session_id"),
                    whole("session-id"),
                    whole("session id"),
                    new Name("signature", Kind.AFTER_SIGN, false),
                    word("token"),
                    whole("totp"),
                    whole("otp"),
                    whole("jwt"),
                    line("cookie"),
                    new Name("credential", Kind.AFTER_SIGN, false),
                    new Name("authorization", Kind.WORD, false),
                    new Name("authorisation", Kind.WORD, false),
                    whole("auth"),
                    new Name("bearer", Kind.WORD, true),
                    line("mnemonic"),
                    line("seed phrase"),
                    word("mot de passe"),
                    word("contraseña"),
                    word("wachtwoord"),
                    word("senha"),
                    word("lösenord"),
                    word("hasło"),
                    word("heslo"),
                    word("пароль"),
                    word("密码"),
                    word("密碼"),
                    word("パスワード"),
                    word("비밀번호"),
                    new Name("steamid", Kind.UID, false),
                    new Name("steam_id", Kind.UID, false),
                    new Name("steam id", Kind.UID, false),
                    new Name("uid", Kind.UID, true),
                    new Name("key", Kind.OWNED, false));

    /// Words whose keys are secret: `api_key`, `private key`.
    private static final List<String> KEY_OWNERS =
            List.of(
                    "api",
                    "private",
                    "access",
                    "secret",
                    "server",
                    "auth",
                    "session",
                    "encryption",
                    "signing",
                    "license",
                    "licence",
                    "client",
                    "master",
                    "admin",
                    "webhook",
                    "deploy",
                    "ssh",
                    "rcon",
                    "stream",
                    "account",
                    "activation",
                    "join");

    /// Words that may precede `uid` without a gap.
    private static final List<String> UID_OWNERS =
            List.of(
                    "player",
                    "user",
                    "client",
                    "owner",
                    "creator",
                    "account",
                    "character",
                    "u",
                    "g",
                    "x");

    private static final Map<Character, List<Name>> BY_FIRST = byFirst();

    /// The same for ASCII, which nearly all characters are.
    private static final Name[][] ASCII = ascii();

    private static Name word(String word) {
        return new Name(word, Kind.WORD, false);
    }

    private static Name whole(String word) {
        return new Name(word, Kind.AFTER_SIGN, true);
    }

    private static Name line(String word) {
        return new Name(word, Kind.LINE, false);
    }

    /// The name whose word begins at this place of the text; null if none does.
    static @Nullable Name at(String text, int place) {
        char first = text.charAt(place);
        if (first >= ASCII.length) {
            return BY_FIRST.getOrDefault(first, List.of()).stream()
                    .filter(name -> name.standsAt(text, place))
                    .findFirst()
                    .orElse(null);
        }
        for (Name name : ASCII[first]) {
            if (name.standsAt(text, place)) {
                return name;
            }
        }
        return null;
    }

    private boolean standsAt(String text, int place) {
        int end = place + word.length();
        if (end > text.length()
                || (text.charAt(place + 1) | 0x20) != (word.charAt(1) | 0x20)
                || !text.regionMatches(true, place, word, 0, word.length())) {
            return false;
        }
        if (kind == Kind.OWNED) {
            return isOwned(text, place);
        }
        if (!whole) {
            return true;
        }
        return (end == text.length() || !isSmall(text.charAt(end)))
                && (kind == Kind.UID ? isUid(text, place) : beginsPart(text, place));
    }

    /// Whether the place is the beginning of a word, or of a part that begins with a capital:
    /// `userPin`.
    private static boolean beginsPart(String text, int place) {
        return place == 0
                || !isLetter(text.charAt(place - 1))
                || isSmall(text.charAt(place - 1)) && !isSmall(text.charAt(place));
    }

    private static boolean isUid(String text, int place) {
        if (beginsPart(text, place)) {
            return true;
        }
        for (String owner : UID_OWNERS) {
            int start = place - owner.length();
            if (text.regionMatches(true, start, owner, 0, owner.length())
                    && beginsPart(text, start)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOwned(String text, int place) {
        boolean gap = place > 0 && " _-.".indexOf(text.charAt(place - 1)) >= 0;
        return endsWithOneOf(KEY_OWNERS, text, gap ? place - 1 : place);
    }

    private static boolean endsWithOneOf(List<String> words, String text, int end) {
        for (String word : words) {
            if (text.regionMatches(true, end - word.length(), word, 0, word.length())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLetter(char c) {
        return isSmall((char) (c | 0x20));
    }

    private static boolean isSmall(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static Map<Character, List<Name>> byFirst() {
        Map<Character, List<Name>> names = new HashMap<>();
        for (Name name : ALL) {
            char small = name.word.charAt(0);
            Stream.of(small, Character.toUpperCase(small))
                    .distinct()
                    .forEach(first ->
                            names.computeIfAbsent(first, _ -> new ArrayList<>()).add(name));
        }
        return names;
    }

    private static Name[][] ascii() {
        var names = new Name[128][];
        for (char c = 0; c < names.length; c++) {
            names[c] = BY_FIRST.getOrDefault(c, List.of()).toArray(Name[]::new);
        }
        return names;
    }
}
