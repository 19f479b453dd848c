package io.vsgateway.rest;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vsgateway.access.Authenticator;
import io.vsgateway.access.Caller;
import io.vsgateway.access.Verdict;
import io.vsgateway.access.net.Origins;
import io.vsgateway.access.net.PageCookie;
import io.vsgateway.access.net.RequestHead;
import io.vsgateway.access.net.TrustedProxies;
import io.vsgateway.access.refusal.HeldAnswers;
import io.vsgateway.access.refusal.Refusal;
import io.vsgateway.access.refusal.RefusalLog;
import io.vsgateway.settings.Live;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/// Runs before every REST method, whatever its path: a method without an annotation is closed. It
/// runs on the event loop and holds refusals back with a timer, as many as [HeldAnswers] allows.
///
/// The scope prevents its creation at build time, and with it that of the keys.
@ApplicationScoped
class AccessFilter {
    private static final Logger LOG = Logger.getLogger(AccessFilter.class);
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

    private final Authenticator authenticator;
    private final Live<Origins> origins;
    private final CurrentCaller current;
    private final HeldAnswers held;
    private final RefusalLog refusals;
    private final Live<TrustedProxies> proxies;

    @Inject
    AccessFilter(
            Authenticator authenticator,
            Live<Origins> origins,
            CurrentCaller current,
            HeldAnswers held,
            RefusalLog refusals,
            Live<TrustedProxies> proxies) {
        this.authenticator = authenticator;
        this.origins = origins;
        this.current = current;
        this.held = held;
        this.refusals = refusals;
        this.proxies = proxies;
    }

    @ServerRequestFilter(priority = Priorities.AUTHENTICATION, nonBlocking = true)
    public Uni<@Nullable Response> check(
            ContainerRequestContext request, ResourceInfo resource, HttpServerRequest http) {
        // Called here and nowhere else: the native build looks for this very call in the filter to
        // keep the methods' annotations.
        var method = resource.getResourceMethod();
        RequestHead head = RequestHead.of(http);
        Origins allowed = origins.get();
        if (!SAFE_METHODS.contains(request.getMethod()) && !allowed.allows(head)) {
            refusals.refused(
                    proxies.get().clientOf(head), Origins.NOT_ALLOWED, allowed.explain(head));
            return now(forbidden(request, "Pages of this origin may not call the gateway."));
        }
        return switch (AccessRule.of(method, resource.getResourceClass())) {
            case AccessRule.Anyone _ -> Uni.createFrom().nullItem();
            case AccessRule.Nobody _ -> {
                LOG.errorf("%s does not say who may call it: nobody may", method);
                yield now(forbidden(request, "Nobody may do this."));
            }
            case AccessRule.Holders rule -> admit(request, head, rule);
        };
    }

    private Uni<@Nullable Response> admit(
            ContainerRequestContext request, RequestHead head, AccessRule.Holders rule) {
        Verdict verdict =
                rule.byLink()
                        ? authenticator.authenticateToSignIn(head)
                        : authenticator.authenticate(head);
        return switch (verdict) {
            case Verdict.Granted(Caller caller) when caller.may(rule.right()) -> {
                current.set(caller);
                yield Uni.createFrom().nullItem();
            }
            case Verdict.Granted(Caller caller) -> {
                String role = caller.role().wireName();
                yield now(forbidden(request, "The role " + role + " may not do this."));
            }
            case Verdict.Unauthorised(Refusal reason, Duration delay) ->
                    held.hold(unauthorised(request, head, reason), delay);
            case Verdict.Forbidden _ -> now(forbidden(request, "The user is banned."));
            case Verdict.NotFound _ ->
                    now(Problem.of(Status.NOT_FOUND, "", request.getUriInfo()).response());
            case Verdict.NotHeard(Duration retryAfter) -> now(tooMany(request, retryAfter));
            case Verdict.Later(Duration retryAfter) -> now(later(request, retryAfter));
        };
    }

    private static Uni<@Nullable Response> now(Response response) {
        return Uni.createFrom().item(response);
    }

    private static Response forbidden(ContainerRequestContext request, String detail) {
        return Problem.of(Status.FORBIDDEN, detail, request.getUriInfo()).response();
    }

    private static Response tooMany(ContainerRequestContext request, Duration retryAfter) {
        String detail = "Not heard: " + Refusal.NOT_HEARD.text() + ".";
        return again(request, Status.TOO_MANY_REQUESTS, detail, retryAfter);
    }

    private static Response later(ContainerRequestContext request, Duration retryAfter) {
        String detail = "Not now: " + Refusal.UNDECIDED.text() + ".";
        return again(request, Status.SERVICE_UNAVAILABLE, detail, retryAfter);
    }

    private static Response again(
            ContainerRequestContext request, Status status, String detail, Duration retryAfter) {
        return Response.fromResponse(Problem.of(status, detail, request.getUriInfo()).response())
                .header(HttpHeaders.RETRY_AFTER, retryAfter.toSeconds() + 1)
                .build();
    }

    /// A cookie that is good no more is taken away, or it would come with each call.
    private static Response unauthorised(
            ContainerRequestContext request, RequestHead head, Refusal reason) {
        String detail = "Not authorised: " + reason.text() + ".";
        var answer =
                Response.fromResponse(
                                Problem.of(Status.UNAUTHORIZED, detail, request.getUriInfo())
                                        .response())
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        PageCookie.page(head)
                .filter(_ -> PageCookie.token(head).isPresent())
                .ifPresent(page ->
                        answer.header(HttpHeaders.SET_COOKIE, PageCookie.forget(head, page)));
        return answer.build();
    }
}
