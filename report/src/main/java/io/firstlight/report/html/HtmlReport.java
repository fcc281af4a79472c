package io.firstlight.report.html;

import com.fasterxml.jackson.databind.node.ObjectNode;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.json.Json;
import io.firstlight.report.figure.Figure;
import io.firstlight.report.template.JtereportGenerated;
import io.firstlight.report.view.Page;
import io.firstlight.study.result.StudyResults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A study's results as one HTML file that opens anywhere, offline: text, tables, charts, images and their code. */
public final class HtmlReport {
    private HtmlReport() {}

    /** Writes the report, replacing what stands at {@code file}. */
    public static void write(StudyResults results, Path file) throws IOException {
        AtomicFiles.writeString(file, html(results));
    }

    /** The text of the report. */
    public static String html(StudyResults results) {
        Page page = Page.of(results);
        StringOutput output = new StringOutput();
        JtereportGenerated.render(new OwaspHtmlTemplateOutput(output), null, page, Assets.load(), data(page));
        return output.toString();
    }

    /** What the charts draw, as JSON that can't end its own script element. */
    private static String data(Page page) {
        ObjectNode charts = Json.mapper().createObjectNode();
        Stream.concat(page.charts().scores().stream(), page.charts().training().stream())
                .map(Figure::panels)
                .flatMap(panels -> panels.stream())
                .forEach(panel -> charts.set(panel.id(), Json.tree(panel.data())));
        return Json.canonical(charts)
                .replace("<", "\\u003c")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }
}
