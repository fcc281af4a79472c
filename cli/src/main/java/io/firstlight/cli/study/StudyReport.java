package io.firstlight.cli.study;

import io.firstlight.core.error.UserException;
import io.firstlight.report.html.HtmlReport;
import io.firstlight.study.result.StudyResults;
import io.firstlight.study.result.StudyResults.Recommendation;
import io.firstlight.study.store.Store;
import io.firstlight.study.summary.ResultFiles;
import io.firstlight.study.summary.StudyResultsBuilder;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The results of a study, finished or not, and where they were written.
 *
 * @param directory with report.html, summary.json, results.csv, selection.csv, items and, once models can be compared,
 *     the name of a model of the best recipe
 */
public record StudyReport(StudyResults results, Path directory) {
    private static final String HTML = "report.html";

    /** Reads finished stages only, and writes everything again. */
    public static StudyReport of(StudySession session, Store store) {
        Path directory = session.resultsDirectory();
        try {
            StudyResults results = StudyResultsBuilder.build(session.plan(), store);
            ResultFiles.write(directory, results, session.plan(), store);
            HtmlReport.write(results, directory.resolve(HTML));
            Recommendation recommendation = results.findings().recommendation();
            if (!recommendation.leading().isEmpty()) {
                RecommendedModel.of(session.plan(), recommendation.leading(), recommendation.isMade())
                        .write(directory);
            }
            return new StudyReport(results, directory);
        } catch (IOException e) {
            throw new UserException(
                    "cannot write the report to " + directory + ": " + e.getMessage()
                            + ". The results themselves are safe in the store; choose another folder with --out and "
                            + "--store "
                            + store.root(),
                    e);
        }
    }

    public Path html() {
        return directory.resolve(HTML);
    }
}
