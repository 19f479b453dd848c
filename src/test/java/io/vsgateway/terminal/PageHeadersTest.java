package io.vsgateway.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageHeadersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/index.html",
                "/icon.svg",
                "/robots.txt",
                "/channels.html",
                "/assets/index-B8O_THyR.js"
            })
    void the_page_and_what_belongs_to_it(String path) {
        assertThat(PageHeaders.isOfPage(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1alpha1/console/ws",
                "/api/v1alpha1/x.html",
                "/q/openapi",
                "/q/health/live.json",
                "/ws",
                "/ws/chat",
                "/assets"
            })
    void the_interfaces_are_not_the_page(String path) {
        assertThat(PageHeaders.isOfPage(path)).isFalse();
    }
}
