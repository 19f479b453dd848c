package io.vsgateway.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vsgateway.rest.answer.Pieces;
import java.util.List;

/// Audit records as a JSON array.
final class AuditPieces implements Pieces {
    private static final int RECORDS = 100;

    private final List<AuditRecord> records;
    private final ObjectMapper json;
    private int written;
    private boolean over;

    AuditPieces(List<AuditRecord> records, ObjectMapper json) {
        this.records = records;
        this.json = json;
    }

    @Override
    public String next() {
        var piece = new StringBuilder(written == 0 ? "[" : "");
        int end = Math.min(records.size(), written + RECORDS);
        for (; written < end; written++) {
            piece.append(written == 0 ? "" : ",").append(text(records.get(written)));
        }
        over = written == records.size();
        return piece.append(over ? "]" : "").toString();
    }

    private String text(AuditRecord record) {
        try {
            return json.writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an audit record cannot be written as JSON", e);
        }
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public boolean searches() {
        return false;
    }
}
