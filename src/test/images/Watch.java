import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Follows a console until it is closed, prints what it gets, and at last the code: Watch.java URL KEY
/// One file, so that it can be run without a build.
class Watch {
    public static void main(String[] arguments) throws Exception {
        var closed = new CompletableFuture<Integer>();
        WebSocket _ =
                HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .header("X-API-Key", arguments[1])
                        .buildAsync(URI.create(arguments[0]), new Printer(closed))
                        .get();
        System.out.println("closed with " + closed.get());
    }

    private record Printer(CompletableFuture<Integer> closed) implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            System.out.println(text);
            System.out.flush();
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed.complete(code);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            closed.completeExceptionally(error);
        }
    }
}
