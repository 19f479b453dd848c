package io.vsgateway.access;

import static io.vsgateway.access.TestRequest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.vsgateway.access.Credential.None;
import io.vsgateway.access.Credential.Place;
import io.vsgateway.access.Credential.Presented;
import io.vsgateway.access.Credential.Unusable;
import io.vsgateway.access.keys.ConfiguredKey;
import io.vsgateway.access.refusal.Refusal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialTest {
    @Test
    void a_request_without_any_has_none() {
        assertThat(request().credential()).isEqualTo(new None());
        assertThat(request().query("").credential()).isEqualTo(new None());
        assertThat(request().query("history_lines=5&token").credential()).isEqualTo(new None());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"api_key=s3cret", "token=s3cret", "a=b&token=s3cret&c", "&&token=s3cret"})
    void it_is_found_in_the_query(String query) {
        assertThat(request().query(query).credential())
                .isEqualTo(new Presented("s3cret", Place.QUERY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Api_Key=x", "mytoken=x", "tokens=x", "=x", "%zz=x"})
    void other_parameters_are_not_it(String query) {
        assertThat(request().query(query).credential()).isEqualTo(new None());
    }

    @Test
    void a_query_is_percent_decoded_and_a_plus_stays_a_plus() {
        assertThat(request().query("api%5Fkey=a%2Bb+c%20d%2f%3D=").credential())
                .isEqualTo(new Presented("a+b+c d/==", Place.QUERY));
    }

    @Test
    void non_ascii_text_in_a_query_is_utf_8_escaped_or_not() {
        String bytesAsLatin1 = latin1("schlüssel-鍵");

        Credential escaped = request().query("token=schl%C3%BCssel-%E9%8D%B5").credential();
        Credential bytes = request().query("token=" + bytesAsLatin1).credential();
        Credential text = request().query("token=schl%C3%BCssel-鍵").credential();

        assertThat(escaped).isEqualTo(new Presented("schlüssel-鍵", Place.QUERY));
        assertThat(bytes).isEqualTo(escaped);
        assertThat(text).isEqualTo(escaped);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%", "abc%", "abc%2", "%2", "%zz", "%+1", "%-1", "a%C3", "%FF%FE", "%c0%80"})
    void broken_escapes_and_broken_utf_8_are_malformed(String value) {
        assertThat(request().query("token=" + value).credential())
                .isEqualTo(new Unusable(Refusal.MALFORMED, Place.QUERY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer s3cret", "bearer s3cret", "BEARER   s3cret  "})
    void it_is_found_in_the_authorization_header(String value) {
        assertThat(request().header("authorization", value).credential())
                .isEqualTo(new Presented("s3cret", Place.AUTHORIZATION));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic czNjcmV0", "Bearer", "Bearer ", "s3cret", "Bearers x", ""})
    void other_authorization_is_not_it(String value) {
        assertThat(request().header("authorization", value).credential()).isEqualTo(new None());
    }

    @Test
    void it_is_found_in_the_api_key_header() {
        assertThat(request().header("x-api-key", " s3cret ").credential())
                .isEqualTo(new Presented("s3cret", Place.API_KEY_HEADER));
    }

    @Test
    void non_ascii_text_in_a_header_is_utf_8_where_it_can_be() {
        assertThat(request().header("x-api-key", latin1("schlüssel")).credential())
                .isEqualTo(new Presented("schlüssel", Place.API_KEY_HEADER));
        assertThat(request().header("x-api-key", "schlüssel").credential())
                .isEqualTo(new Presented("schlüssel", Place.API_KEY_HEADER));
        assertThat(request().header("x-api-key", "鍵").credential())
                .isEqualTo(new Presented("鍵", Place.API_KEY_HEADER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bearer, s3cret",
                "Bearer,s3cret",
                "vs.console.v1.json, bearer, s3cret",
                "bearer , s3cret , vs.console.v1.json"
            })
    void it_is_found_among_the_subprotocols(String offered) {
        assertThat(request().header("sec-websocket-protocol", offered).credential())
                .isEqualTo(new Presented("s3cret", Place.SUBPROTOCOL));
    }

    @Test
    void the_subprotocol_pair_may_be_spread_over_two_headers() {
        TestRequest request =
                request()
                        .header("sec-websocket-protocol", "vs.console.v1.json, bearer")
                        .header("sec-websocket-protocol", "s3cret");

        assertThat(request.credential()).isEqualTo(new Presented("s3cret", Place.SUBPROTOCOL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vs.console.v1.json",
                "bearer",
                "bearer,",
                "vs.console.v1.json, bearer",
                ","
            })
    void subprotocols_without_the_pair_are_not_it(String offered) {
        assertThat(request().header("sec-websocket-protocol", offered).credential())
                .isEqualTo(new None());
    }

    @Test
    void a_credential_that_is_spelt_bearer_is_taken_as_one() {
        assertThat(request().header("sec-websocket-protocol", "bearer, bearer, json").credential())
                .isEqualTo(new Presented("bearer", Place.SUBPROTOCOL));
    }

    @Test
    void the_same_one_in_several_places_is_one() {
        TestRequest request =
                request()
                        .query("api_key=s3cret&token=s3cret")
                        .header("authorization", "Bearer s3cret")
                        .header("x-api-key", "s3cret");

        assertThat(request.credential()).isEqualTo(new Presented("s3cret", Place.QUERY));
    }

    @Test
    void different_ones_are_ambiguous() {
        assertThat(request().query("token=one&token=two").credential())
                .isEqualTo(new Unusable(Refusal.AMBIGUOUS, Place.QUERY));
        assertThat(request().header("x-api-key", "1").header("x-api-key", "2").credential())
                .isEqualTo(new Unusable(Refusal.AMBIGUOUS, Place.API_KEY_HEADER));
        assertThat(
                        request()
                                .header("authorization", "Bearer one")
                                .header("sec-websocket-protocol", "bearer, two")
                                .credential())
                .isEqualTo(new Unusable(Refusal.AMBIGUOUS, Place.AUTHORIZATION));
    }

    @Test
    void a_good_one_beside_a_malformed_one_is_not_taken() {
        assertThat(request().query("token=%").header("x-api-key", "s3cret").credential())
                .isInstanceOf(Unusable.class);
        assertThat(request().header("x-api-key", "s3cret").query("a=1&token=%").credential())
                .isInstanceOf(Unusable.class);
        assertThat(request().query("token=s3cret&token=%").credential())
                .isEqualTo(new Unusable(Refusal.AMBIGUOUS, Place.QUERY));
    }

    @Test
    void an_empty_one_counts_as_none() {
        assertThat(request().query("token=&api_key=").credential()).isEqualTo(new None());
        assertThat(request().query("token=").header("x-api-key", "s3cret").credential())
                .isEqualTo(new Presented("s3cret", Place.API_KEY_HEADER));
        assertThat(Credential.inMessage("")).isEqualTo(new None());
    }

    @Test
    void the_longest_is_8192_characters() {
        String longest = "k".repeat(8192);

        assertThat(request().header("x-api-key", longest).credential())
                .isEqualTo(new Presented(longest, Place.API_KEY_HEADER));
        assertThat(request().header("x-api-key", longest + "k").credential())
                .isEqualTo(new Unusable(Refusal.TOO_LONG, Place.API_KEY_HEADER));
        assertThat(Credential.inMessage(longest + "k"))
                .isEqualTo(new Unusable(Refusal.TOO_LONG, Place.MESSAGE));
    }

    @Test
    void no_text_form_shows_the_secret() {
        TestRequest request = request().query("token=s3cret").header("x-api-key", "s3cret");

        assertThat(request.credential().toString()).contains("query").doesNotContain("s3cret");
        assertThat(request.head().toString()).doesNotContain("s3cret");
        assertThat(new ConfiguredKey("s3cret").toString()).doesNotContain("s3cret");
    }

    private static String latin1(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @Test
    void the_cookie_of_the_page_is_one_only_where_the_page_says_so_and_nothing_else_is_shown() {
        String token = "t".repeat(43);
        var page = request().header("host", "example.org").header("x-vs-page", "/vs/");
        page.header("cookie", "a=b; vs-session=" + token + "; vs-session=" + "u".repeat(43));

        assertThat(page.credential()).isEqualTo(new Presented(token, Place.COOKIE));
        assertThat(page.header("x-api-key", "key").credential())
                .isEqualTo(new Presented("key", Place.API_KEY_HEADER));
        assertThat(
                        request()
                                .header("host", "example.org")
                                .header("cookie", "vs-session=" + token)
                                .credential())
                .isEqualTo(new None());
        assertThat(
                        request()
                                .header("host", "example.org:8080")
                                .header("x-vs-page", "/")
                                .header("cookie", "vs-session=" + token)
                                .credential())
                .as("of a gateway on another port")
                .isEqualTo(new None());
    }
}
