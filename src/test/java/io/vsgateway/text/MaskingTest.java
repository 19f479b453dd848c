package io.vsgateway.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Spellings. In the texts to be masked, what stands between `⟨` and `⟩` is masked and nothing
/// else.
class MaskingTest {
    static final List<String> SECRETS =
            List.of(
                    // the commands of the game, and what games print
                    "/serverconfig password ⟨hunter2⟩",
                    "/serverconfig Password ⟨\"two words\"⟩ now",
                    "/serverconfig password   ⟨hunter2⟩",
                    "Handling Console Command /serverconfig password ⟨hunter2⟩",
                    "Password\t⟨hunter2⟩",
                    "password\u00a0⟨hunter2⟩",
                    "PASSWORD=⟨hunter2⟩",
                    "passwd: ⟨hunter2⟩",
                    "pwd=⟨hunter2⟩",
                    "pass: ⟨hunter2⟩",
                    "pw = ⟨hunter2⟩",
                    "PIN: ⟨1234⟩",
                    "userPin=⟨1234⟩",
                    "passcode ⟨4711⟩",
                    "passphrase: ⟨correct horse battery staple⟩",
                    "passphrase ⟨swordfish⟩",
                    "--password ⟨hunter2⟩ --port 42420",
                    "--password=⟨hunter2⟩ --port 42420",
                    "rcon.password=⟨hunter2⟩",
                    "new_password=⟨hunter2⟩ old_password=⟨hunter1⟩",
                    "password = ⟨'two words'⟩, port = 1",
                    "password := ⟨hunter2⟩",
                    "password => ⟨'hunter2'⟩",
                    "password -> ⟨hunter2⟩",
                    "password - ⟨hunter2⟩",
                    "password – ⟨hunter2⟩",
                    "| password | ⟨hunter2⟩ |",
                    "Password> ⟨hunter2⟩",
                    "Password? ⟨hunter2⟩",
                    "setPassword(⟨\"hunter2\"⟩)",
                    "[password] = ⟨hunter2⟩",
                    "[password] ⟨hunter2⟩",
                    "password; ⟨hunter2⟩",
                    "password … ⟨hunter2⟩",
                    "**Password**: ⟨hunter2⟩",
                    "Password：⟨hunter2⟩",
                    "ｐａｓｓｗｏｒｄ＝⟨hunter2⟩",
                    "password%3D⟨hunter2⟩",
                    "password: <strong>⟨hunter2</strong>⟩",
                    "<password>⟨hunter2</password>⟩",
                    // prose
                    "the password is ⟨hunter2⟩ for now",
                    "password changed to ⟨hunter2⟩",
                    "Password was set to: ⟨hunter2⟩",
                    "Server password set to ⟨hunter2⟩",
                    "the password for the server is ⟨hunter2⟩",
                    "[Server Chat] 0 | Bob: my password is ⟨hunter2⟩",
                    // JSON, YAML, properties
                    "{\"password\": ⟨\"hunter2\"⟩}",
                    "{\"password\":⟨\"two words\"⟩,\"port\":1}",
                    "{\"password\" : ⟨\"with \\\" a quote\"⟩, \"port\":1}",
                    "{\\\"password\\\":⟨\\\"two words\\\"⟩,\\\"port\\\":1}",
                    "{'Password': ⟨'x y'⟩}",
                    "\"Secrets\": ⟨{ \"a\": \"b c\" }⟩",
                    "server_password=⟨hunter2⟩",
                    "ServerPassword: ⟨hunter2⟩",
                    "serverPassword ⟨hunter2⟩",
                    "access_token=⟨abc.def⟩",
                    "accessToken: ⟨abc⟩",
                    "token=⟨abc.def⟩",
                    "auth token ⟨abcdef⟩",
                    "mptoken: ⟨abcdef⟩",
                    "client_secret=⟨abcdef⟩",
                    "client-secret: ⟨abcdef⟩",
                    "secret: ⟨abc⟩",
                    "secret_file = ⟨/run/x⟩",
                    "api_key: ⟨17⟩",
                    "apikey=⟨17⟩",
                    "API key: ⟨17⟩",
                    "X-API-Key: ⟨17⟩",
                    "private_key=⟨abc⟩",
                    "Private key ⟨abc17⟩",
                    "sessionkey=⟨abc⟩",
                    "session_id=⟨abc⟩",
                    "licence key: ⟨AAAA-BBBB⟩",
                    "signature: ⟨abcdef⟩",
                    "credentials=⟨bob:x⟩",
                    "otp: ⟨123456⟩",
                    "jwt=⟨abc⟩",
                    "VS_API_KEY_ADMIN=⟨abc⟩",
                    // headers
                    "Authorization: Bearer ⟨abc.def⟩",
                    "authorization: Basic ⟨dXNlcjpwdw==⟩",
                    "curl -H 'Authorization: Bearer ⟨abc'⟩ http://x/",
                    "{\"Authorization\":⟨\"Bearer abc def\"⟩,\"x\":1}",
                    "Proxy-Authorization=⟨abc⟩",
                    "sent Bearer ⟨abcdef17⟩",
                    "Cookie: ⟨a=b; c=d⟩",
                    "Set-Cookie: ⟨sid=17; Path=/⟩",
                    // URLs and tokens known by their form
                    "https://⟨bob:hunter2⟩@example.com/x",
                    "redis://⟨:hunter2⟩@10x:6379",
                    "postgres://⟨bob:hun/ter2⟩@db/vs",
                    "https://⟨tok17⟩@git.example/x.git",
                    "https://discord.com/api/webhooks/⟨1234/AbC-dEf⟩",
                    "posting to <https://hooks.slack.com/⟨services/T1/B2/x3⟩> failed",
                    "https://api.telegram.org/bot⟨123:AbC/sendMessage⟩",
                    "https://example.com/x?key=⟨abc⟩&y=1",
                    "https://example.com/x?access_token=⟨abc⟩",
                    "got ⟨eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-def⟩ there",
                    "using ⟨ghp_0123456789abcdefABCDEF⟩",
                    "-----BEGIN PRIVATE KEY-----⟨MIIEv⟩",
                    "⟨MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj⟩",
                    // other languages
                    "Passwort: ⟨hunter2⟩",
                    "mot de passe : ⟨hunter2⟩",
                    "contraseña: ⟨hunter2⟩",
                    "Пароль: ⟨hunter2⟩",
                    "密码：⟨hunter2⟩");

    static final List<String> PRIVATE =
            List.of(
                    "Priya13 [⟨::ffff:127.0.0.1⟩]:43212 joins.",
                    "via TCP on ⟨192.0.2.20⟩:63829, client 1",
                    "[1] Priya13 [⟨::1⟩]:41206",
                    "from ⟨2001:db8::7⟩ port 1",
                    "from ⟨2001:DB8:0:0:0:0:0:7⟩ port 1",
                    "from ⟨fe80::1%eth0⟩ port 1",
                    "from ⟨2001:db8::7⟩/64",
                    "at ⟨64:ff9b::203.0.113.77⟩",
                    "ip_⟨203.0.113.77⟩",
                    "ip⟨203.0.113.77⟩x",
                    "v⟨203.0.113.77⟩.",
                    "(⟨203.0.113.77⟩)",
                    "ip=⟨203.0.113.77⟩,port=1",
                    "\"ip\":\"⟨203.0.113.77⟩\"",
                    "203.0.113.x and ⟨203.0.113.77⟩",
                    "⟨203[.]0[.]113[.]77⟩",
                    "⟨203.0.113[.]77⟩",
                    "２０３.0.113.7".replace("２０３.0.113.7", "⟨２０３．0.113.7⟩"),
                    "ip-⟨203-0-113-77⟩.example.com",
                    "dsl⟨203-0-113-77⟩.example.com",
                    "ip_⟨2001:db8::17⟩",
                    "addr⟨2001:db8::17⟩",
                    "⟨2001:db8::17⟩joined",
                    "peer=⟨2001:db8::17⟩;",
                    "⟨dead::beef⟩ left",
                    "mac ⟨02:42:ac:11:00:02⟩",
                    "mac ⟨00-1A-2B-3C-4D-5E⟩ joined",
                    "eth0_⟨001a.2b3c.4d5e⟩;",
                    "Client 1 uid ⟨6dff07bf-0000⟩ attempting",
                    "UID: ⟨6dff07bf⟩",
                    "uid=⟨6dff07bf⟩",
                    "\"uid\":⟨\"6dff07bf\"⟩",
                    "playeruid: ⟨6dff07bf⟩",
                    "player_uid=⟨6dff07bf⟩",
                    "PlayerUID ⟨6dff07bf⟩",
                    "playerUid=⟨6dff07bf⟩",
                    "uid_⟨6dff07bf⟩",
                    "uuid of nobody, UUID: ⟨6dff⟩",
                    "uid\t⟨6dff07bf⟩",
                    "steamid: ⟨76561198000000000⟩",
                    "player ⟨ABCDEFGHIJKLMNOPQRSTUV==⟩ left",
                    "player ⟨q83vEjRWeJCrze8SNFZ4kAab⟩ left",
                    "player=⟨q83vEjRWeJCrze8SNFZ4kA==⟩",
                    "UUID of player Bob is ⟨069a79f4-44e9-4726-a5be-fca90e38aaf5⟩");

    static final List<String> HARMLESS =
            List.of(
                    "28.1.2024 15:43:12 [Server Event] Player Priya13 left.",
                    "28.1.2024 15:42:15 [Server Chat] Priya13: <strong>Priya13:</strong> hiiii",
                    "1:02:03 up, 12:00 and 3:04:05.678",
                    "2026-11-21T05:25:41.269Z done",
                    "up 1:02:03:04",
                    "Server overloaded. A tick took 563ms to complete.",
                    "std::string is C++, so is std::f32::consts, foo::a1",
                    "Vintagestory::Server::Add(Foo::Bar)",
                    "Game version 1.20.4, 1.21.0-rc.3 and v1.19.8",
                    "VintagestoryLib, Version=1.20.4.0, Culture=neutral, PublicKeyToken",
                    "Teleported to 512000.5, 110.0, 511999.25 / -12:110:-5 / 1:2:3",
                    "pos 12-30-45 and 2024-01-31-12",
                    "backup 24-01-31-12-30-45 of 1234.5678.9012, a-b-c-d-e-f, 1.2.3-beta.4",
                    "[password] is required",
                    "100% 12.5% 1,234.56 3.14 10.0.0",
                    "List of online Players",
                    "[1] Priya13",
                    "   at Vintagestory.Server.CmdPlayer.setMovespeed(PlayerUidName targetPlayer) in CmdPlayer.cs:line 1086",
                    "Wrong password",
                    "The password is required.",
                    "password is incorrect, try again",
                    "Wrong password for Priya13",
                    "Invalid token",
                    "The token has expired",
                    "Please enter a password.",
                    "no password, no token",
                    "the secret of the world",
                    "a token of thanks",
                    "/serverconfig password <password>",
                    "/serverconfig password [string]",
                    "a key: the golden one, monkey: fun, keyboard=qwertz",
                    "press any key to continue",
                    "passing by; passenger: Bob; compass: north; bypass = on",
                    "fluid: 5 l, liquid=3, druid Bob, guide: yes",
                    "spin: 3, author: Bob, authentic = 1",
                    "https://example.com/a/b?x=1&y=2#z",
                    "https://example.com:8080/@bob",
                    "see http://[::]:8080/",
                    "/usr/share/games/vintagestory/assets/survival",
                    "Loaded 1234 blocks, 567 items in 8.9 s",
                    "abc:def and a:b:c",
                    "Größe: 5, мир: 世界, 🎉 ok",
                    "A light temporal storm is approaching",
                    "/time set 12");

    @ParameterizedTest
    @FieldSource("SECRETS")
    void secrets_are_masked_for_everybody(String marked) {
        assertThat(Masking.secrets(text(marked))).isEqualTo(masked(marked));
        assertThat(Masking.all(text(marked))).isEqualTo(masked(marked));
    }

    @ParameterizedTest
    @FieldSource("PRIVATE")
    void addresses_and_uids_are_masked_for_monitors(String marked) {
        assertThat(Masking.all(text(marked))).isEqualTo(masked(marked));
        assertThat(Masking.secrets(text(marked))).isEqualTo(text(marked));
    }

    @ParameterizedTest
    @FieldSource("HARMLESS")
    void where_nothing_is_secret_the_masked_view_is_the_plain_one(String text) {
        assertThat(Masking.all(text)).isSameAs(text);
        assertThat(Masking.secrets(text)).isSameAs(text);
    }

    @ParameterizedTest
    @FieldSource("HARMLESS")
    void so_it_is_with_colours(String text) {
        String coloured = "\u001b[1;31m" + text.replace(" ", " \u001b[32m\u001b[m") + "\u001b[0m";

        assertThat(Masking.all(coloured)).isEqualTo(coloured);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[31m",
                "\u001b[m",
                "\u001b[38;5;196m",
                "\u001b[2K",
                "\u001b[1G",
                "\u001b]0;title\u0007",
                "\u001b]8;;http://x\u001b\\",
                "\u001bP+q\u001b\\",
                "\u001bc",
                "\u001b(0",
                "\u001b=",
                "\u009b31m",
                "\u009d0;t\u009c",
                "\u200b",
                "\u202e",
                "\u00ad",
                "\ufeff",
                "\u0007",
                "\b",
                "\u007f",
                "␀"
            })
    void nothing_that_is_not_seen_hides_a_secret(String hidden) {
        for (String marked : concat(SECRETS, PRIVATE)) {
            String text = text(marked);
            var pieces = new StringBuilder();
            text.codePoints().forEach(c -> pieces.append(hidden).appendCodePoint(c));

            assertThat(visible(Masking.all(pieces.append(hidden).toString())))
                    .as(text)
                    .isEqualTo(visible(masked(marked)));
        }
    }

    @Test
    void colours_stay_around_and_within_what_is_masked() {
        assertThat(Masking.all("\u001b[31m203.0.\u001b[32m113.77\u001b[0m joins"))
                .isEqualTo("\u001b[31m***\u001b[32m\u001b[0m joins");
    }

    @Test
    void of_other_sequences_nothing_is_left_for_monitors() {
        assertThat(Masking.all("a\u001b]0;password hunter2\u0007b\u001b[203;0;113;77Hc"))
                .isEqualTo("abc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Password:",
                "Password: ",
                "Enter password? ",
                "pass> ",
                "token = ",
                "Enter your password"
            })
    void a_prompt_asks_for_a_secret(String prompt) {
        assertThat(Masking.asksForSecret(prompt)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "> ", "Name: ", "Password: x", "The password is required.", "uid: "})
    void other_lines_ask_for_none(String line) {
        assertThat(Masking.asksForSecret(line)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Notification", "StoryEvent", "Chat", "", "Ошибка", "my part"})
    void a_category_stays(String category) {
        assertThat(Masking.beginning(category)).isEqualTo(category);
    }

    @Test
    void what_may_be_the_beginning_of_an_address_is_no_category() {
        assertThat(Masking.beginning("203.0.1")).isEmpty();
        assertThat(Masking.beginning("token=x")).isEqualTo("token=***");
    }

    /// Twice the text takes about twice the work: each of these would take minutes otherwise.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a:",
                "1.",
                "A",
                "password",
                "password ",
                "password=",
                "://",
                "://@",
                "http://a:b/",
                "uid",
                "uid ",
                "::",
                "-",
                "1-",
                "[.]",
                "\u001b[",
                "\u001b]",
                "\"",
                "password=\"",
                "\\",
                "key ",
                "api key",
                "eyJ",
                "?",
                "password for a b c d ",
                "hook/",
                "=",
                "f:",
                "ghp_",
                "<",
                "password <"
            })
    void a_hostile_line_is_masked_in_one_pass(String piece) {
        String hostile = piece.repeat(500_000 / piece.length());

        assertThat(Masking.all(hostile)).isNotNull();
        assertThat(new PieceMask().next(hostile, true)).isNotNull();
    }

    @Test
    void random_texts_of_such_pieces_are_masked_without_an_error() {
        var random = new SplittableRandom(17);
        List<String> all = concat(SECRETS, PRIVATE);
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder();
            for (int pieces = random.nextInt(6); pieces > 0; pieces--) {
                String piece = text(all.get(random.nextInt(all.size())));
                int from = random.nextInt(piece.length());
                text.append(piece, from, from + random.nextInt(piece.length() - from + 1));
            }
            String once = Masking.all(text.toString());

            assertThat(once).isNotNull();
        }
    }

    static List<String> concat(List<String> some, List<String> more) {
        return java.util.stream.Stream.concat(some.stream(), more.stream()).toList();
    }

    static String text(String marked) {
        return marked.replaceAll("[⟨⟩]", "");
    }

    static String masked(String marked) {
        return marked.replaceAll("⟨[^⟩]*⟩", "***");
    }

    /// What a reader sees, where only that matters.
    static String visible(String text) {
        return SeenText.of(text).seen();
    }
}
