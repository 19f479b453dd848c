package io.vsgateway.it.howto;

import io.vsgateway.DocTables;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The code that a how-to shows.
public final class CodeBlocks {
    private CodeBlocks() {}

    /// All blocks of one language on a page, as one text.
    public static String of(String page, String language) {
        String text = DocTables.read(DocTables.DOCS.resolve(Path.of("how-to", page)));
        Matcher blocks =
                Pattern.compile(
                                "^```" + language + "\\n(.*?)^```$",
                                Pattern.DOTALL | Pattern.MULTILINE)
                        .matcher(text);
        String code = blocks.results().map(block -> block.group(1)).collect(Collectors.joining());
        if (code.isEmpty()) {
            throw new AssertionError(page + " has no block of " + language);
        }
        return code;
    }
}
