package io.vsgateway.session;

/// One client that was let in, as its endpoint knows it.
public interface Guest {
    Session session();

    /// A text message of the client, on its event loop, one after another. Its rights hold.
    void message(String text);
}
