package io.vsgateway.access;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/// All that is logged, of every category and level that is on, while it is open.
public final class CapturedLog extends ExtHandler {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final PatternFormatter text = new PatternFormatter("%s");
    private final Logger root = Logger.getLogger("");

    public static CapturedLog start() {
        CapturedLog log = new CapturedLog();
        log.setLevel(Level.ALL);
        log.root.addHandler(log);
        return log;
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    protected void doPublish(ExtLogRecord record) {
        lines.add(record.getLevel() + " " + text.format(record) + thrown(record));
    }

    @Override
    public void close() {
        root.removeHandler(this);
    }

    private static String thrown(LogRecord record) {
        return record.getThrown() == null ? "" : " " + record.getThrown();
    }
}
