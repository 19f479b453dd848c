package io.vsgateway.bench.channel;

import io.vsgateway.bench.socket.ServiceSocket;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/// Publishes as planned, over a back-end's connection and on a thread of its own.
final class Publisher {
    private static final long NAP = 1_000_000;

    private final ServiceSocket socket;
    private final Plan plan;

    private Publisher(ServiceSocket socket, Plan plan) {
        this.socket = socket;
        this.plan = plan;
    }

    /// Begins; what fails then is seen by what does not come, and by the socket's failure.
    static void begin(ServiceSocket socket, Plan plan) {
        Thread.ofPlatform().daemon().name("publisher").start(new Publisher(socket, plan)::run);
    }

    private void run() {
        long began = System.nanoTime();
        int done = 0;
        try {
            while (done < plan.publications()) {
                int due = due(System.nanoTime() - began);
                for (; done < due; done++) {
                    socket.send(message(plan.topic(done), plan.event(done)));
                }
                socket.flush();
                if (plan.perSecond() > 0) {
                    LockSupport.parkNanos(NAP);
                }
            }
        } catch (IOException _) {
            socket.close();
        }
    }

    private int due(long nanos) {
        return plan.perSecond() == 0
                ? plan.publications()
                : (int) Math.min(plan.publications(), 1 + nanos / 1e9 * plan.perSecond());
    }

    private static String message(String topic, String event) {
        return "{\"type\":\"publish\",\"topic\":\"" + topic + "\",\"event\":" + event + "}";
    }
}
