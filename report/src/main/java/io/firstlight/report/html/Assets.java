package io.firstlight.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What the page carries inside itself: its style, the chart library, its script. The page's content policy lets run
 * what has these hashes and nothing else, so that nothing in a study's texts can.
 */
public record Assets(String style, String charts, String script) {
    /** The smallest build of ECharts 5.5.0 with the SVG renderer, scatter plots and mark lines: 0.66 MB of 1.03. */
    private static final String ECHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.common.min.js";

    static Assets load() {
        return new Assets(resource("report.css"), resource(ECHARTS), resource("report.js"));
    }

    /** The content of the page's Content-Security-Policy: no request to anywhere, only this style and these scripts. */
    public String contentPolicy() {
        // The chart library positions its drawing by style attributes. Browsers that know style-src-elem ignore
        // style-src.
        return "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; script-src " + hash(charts)
                + " "
                + hash(script) + "; style-src 'unsafe-inline'; style-src-elem " + hash(style)
                + "; style-src-attr 'unsafe-inline'";
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is missing from the build");
            }
            // A browser hashes the text as it parses it, with line ends made one.
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("\r\n", "\n")
                    .replace('\r', '\n');
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read resource " + name, e);
        }
    }
}
