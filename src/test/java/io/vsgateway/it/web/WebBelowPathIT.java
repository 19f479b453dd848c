package io.vsgateway.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Request;
import io.vsgateway.DocTables;
import io.vsgateway.it.FreePort;
import io.vsgateway.it.GatewayProcess;
import io.vsgateway.it.operation.Nginx;
import io.vsgateway.it.operation.ReverseProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The web console behind a proxy that serves it below a path, with the locations that
/// `operations.md` has for operators, and behind what people put before a site: a password of the
/// proxy's, and a gate that lets in who has its cookie.
@Tag("jar-only")
class WebBelowPathIT extends WebContract {
    private static final Pattern LOCATIONS = Pattern.compile("(?s)```nginx\n(.*?)```");
    private static final Pattern LINK = Pattern.compile("#link=\\S+");

    private GatewayProcess gateway;
    private ReverseProxy proxy;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        gateway = quiet().unset("VS_API_KEY_ADMIN").set("VS_TRUSTED_PROXIES", "127.0.0.1").start();
        proxy = proxy(folder, gateway.port());
    }

    @AfterAll
    void end() {
        if (proxy != null) {
            proxy.close();
        }
        gateway.close();
    }

    private static ReverseProxy proxy(Path folder, int gateway) throws IOException {
        Matcher documented =
                LOCATIONS.matcher(DocTables.read(DocTables.DOCS.resolve("operations.md")));
        assertThat(documented.find()).isTrue();
        String locations = documented.group(1).replace("127.0.0.1:8080", "127.0.0.1:" + gateway);
        Path names = Files.writeString(folder.resolve("names"), "name:{PLAIN}word\n");
        // Started by root, nginx reads it as somebody else.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        int port = FreePort.get();
        String site =
                """
                map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
                server {
                    listen 127.0.0.1:%d;
                    access_log off;
                    auth_basic_user_file %s;
                    %s
                    %s
                    %s
                    location = /login {
                        add_header Set-Cookie "gate=open; Path=/gated/";
                        return 302 /gated/;
                    }
                }
                """
                        .formatted(
                                port,
                                names,
                                locations,
                                locations
                                        .replace("/vs/", "/guarded/deep/")
                                        .replace("proxy_pass", "auth_basic name; proxy_pass"),
                                locations
                                        .replace("/vs/", "/gated/")
                                        .replace(
                                                "proxy_pass",
                                                "if ($cookie_gate != open) { return 302 /login; }"
                                                        + " proxy_pass"));
        return ReverseProxy.start(Nginx.command(folder, port, site), folder, port);
    }

    private static String key(GatewayProcess gateway) {
        return gateway.output().stream()
                .filter(line -> line.contains("admin key of this run"))
                .map(line -> line.replaceFirst(".* ", ""))
                .findFirst()
                .orElseThrow();
    }

    private WebPage signedIn(String path) {
        WebPage page = open(proxy.url(path));
        page.signIn(key(gateway));
        return page.awaitLive().awaitState("running");
    }

    @Test
    void all_that_the_page_asks_for_lies_below_its_path() {
        WebPage page = open(proxy.url("/vs/"));
        List<String> asked = new CopyOnWriteArrayList<>();
        List<String> refused = new CopyOnWriteArrayList<>();
        page.page().onRequest(request -> asked.add(path(request)));
        page.page()
                .onResponse(answer -> {
                    if (answer.status() >= 400) {
                        refused.add(answer.status() + " " + answer.url());
                    }
                });
        page.page().reload();
        page.signIn(key(gateway));
        page.awaitLive().awaitState("running");
        page.send("/time");
        page.awaitReceipt("/time", "confirmed");
        page.awaitLine("Server time:");
        page.page().waitForDownload(() -> page.find("#download").click());

        assertThat(page.page().evaluate("() => document.querySelector('.brand img').naturalWidth"))
                .as("the picture is there")
                .isNotEqualTo(0);
        assertThat(asked).isNotEmpty().allMatch(path -> path.startsWith("/vs/"));
        assertThat(refused).isEmpty();
        page.screenshot("below-a-path");
    }

    private static String path(Request request) {
        URI address = URI.create(request.url());
        return address.getScheme().equals("blob") ? "/vs/" : address.getPath();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/vs/", "/gated/"})
    void the_one_time_link_signs_in_below_a_path(String path, @TempDir Path folder)
            throws IOException {
        try (GatewayProcess own =
                        quiet().unset("VS_API_KEY_ADMIN")
                                .set("VS_PUBLIC_URL", "http://127.0.0.1:1" + path)
                                .set("VS_TRUSTED_PROXIES", "127.0.0.1")
                                .start();
                ReverseProxy before = proxy(folder, own.port())) {
            // A browser carries what stands behind the # over the redirects of a gate.
            WebPage page = open(before.url(path + link(own, path)));

            page.awaitLive().awaitState("running");
            assertThat(page.page().url()).isEqualTo(before.url(path));
        }
    }

    /// What stands behind the page's address in the banner.
    private static String link(GatewayProcess gateway, String path) {
        String line =
                gateway.output().stream()
                        .filter(it -> it.contains("http://127.0.0.1:1" + path + "#link="))
                        .findFirst()
                        .orElseThrow();
        Matcher link = LINK.matcher(line);
        assertThat(link.find()).isTrue();
        return link.group();
    }

    @Test
    void the_password_of_a_proxy_and_the_key_of_the_gateway_are_two() {
        WebPage page = open(proxy.url("/guarded/deep/").replace("//", "//name:word@"));
        page.signIn(key(gateway));

        page.awaitLive().awaitState("running");
        page.send("/time");
        page.awaitReceipt("/time", "confirmed");
    }

    @Test
    void a_gate_that_closes_is_named_and_the_key_is_kept() {
        WebPage page = open(proxy.url("/gated/"));
        page.find("#keep").uncheck();
        page.signIn(key(gateway)).awaitLive();
        page.find("#menu-button").click();
        page.find("#stay").check();
        page.press("Escape");

        page.page().context().clearCookies();
        page.type("#filter-text", "Server");

        page.awaitText("#lost-why", "asks for a sign-in of its own");
        page.screenshot("gate-closed");
        page.page().reload();
        page.awaitLive();
    }
}
