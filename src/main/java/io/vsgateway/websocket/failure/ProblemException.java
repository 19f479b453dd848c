package io.vsgateway.websocket.failure;

/// The gateway answered a REST call with a problem (RFC 9457), or with a status that is not its
/// own. 401 and 403 become an [AuthenticationException] instead.
public final class ProblemException extends WebSocketException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String title;
    private final String detail;

    public ProblemException(int status, String title, String detail) {
        super(detail.isEmpty() ? status + " " + title : detail, null);
        this.status = status;
        this.title = title;
        this.detail = detail;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /// What is wrong, for people; may be empty.
    public String detail() {
        return detail;
    }
}
