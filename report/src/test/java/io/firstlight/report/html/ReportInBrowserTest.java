package io.firstlight.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.report.figure.CurvePanel;
import io.firstlight.report.figure.Figure;
import io.firstlight.report.figure.ScorePanel;
import io.firstlight.report.fixture.StudyFixture;
import io.firstlight.report.fixture.Variations;
import io.firstlight.report.view.Page;
import io.firstlight.study.result.StudyResults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportInBrowserTest {
    private static final String CONTRAST = """
            const probe = document.createElement('span');
            document.body.append(probe);
            const luminance = name => {
              probe.style.color = `var(--${name})`;
              const parts = getComputedStyle(probe).color.match(/[\\d.]+/g).slice(0, 3).map(part => part / 255)
                  .map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
              return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
            };
            const [light, dark] = [luminance(arguments[0]), luminance(arguments[1])].sort((a, b) => b - a);
            probe.remove();
            return (light + 0.05) / (dark + 0.05);
            """;

    @TempDir
    static Path folder;

    private static Browser browser;
    private static Path quick;
    private static Path full;

    @BeforeAll
    static void open() throws IOException {
        browser = Browser.start();
        quick = write("quick", StudyFixture.quick(2));
        full = write("full", StudyFixture.full());
    }

    @AfterAll
    static void close() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void theReportOpensWithoutAConsoleMessageAndWithoutARequest(String scheme) {
        browser.console();
        browser.requests();
        browser.open(full, 1280, scheme);
        assertThat(browser.console()).isEmpty();
        assertThat(browser.requests()).isEmpty();
        assertThat(browser.count("h1")).isEqualTo(1);
    }

    @Test
    void everyChartDrawsEveryPointIntervalAndSeed() {
        StudyResults results = StudyFixture.full();
        browser.open(full, 1280, "light");
        Page page = Page.of(results);
        assertThat(page.charts().scores()).hasSize(6);
        for (Figure.Panel panel : panels(page.charts().scores())) {
            assertDrawn(panel, "all");
        }
        for (Figure.Panel panel : panels(page.charts().training())) {
            assertThat(browser.count("#" + panel.id() + " svg path[fill=transparent][stroke^='var(--series']"))
                    .as(panel.id())
                    .isEqualTo(((CurvePanel) panel.data()).series().size());
        }
    }

    @ParameterizedTest
    @CsvSource({"360,light", "1280,dark"})
    void theReportOfAnUnfinishedStudyOpensAndDrawsWhatThereIs(int width, String scheme) throws IOException {
        StudyResults results = Variations.unfinished(StudyFixture.quick(2));
        browser.console();
        browser.open(write("unfinished", results), width, scheme);
        assertThat(browser.console()).isEmpty();
        assertThat((String) browser.run("return document.querySelector('#answer').textContent"))
                .contains("No recommendation yet", "What is missing", "7 of 8 models evaluated");
        assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
                .isEqualTo(width);
        panels(Page.of(results).charts().scores()).forEach(panel -> assertDrawn(panel, "all"));
    }

    @Test
    void theSwitchDrawsTheMeansOverStableTasks() {
        browser.open(quick, 1280, "light");
        List<Figure.Panel> panels =
                panels(Page.of(StudyFixture.quick(2)).charts().scores());
        String markup = "return document.getElementById(arguments[0]).innerHTML";
        Object before = browser.run(markup, panels.get(0).id());
        browser.run("document.querySelector('#task-set input[value=stable]').click()");
        assertThat(browser.run(markup, panels.get(0).id())).isNotEqualTo(before);
        panels.forEach(panel -> assertDrawn(panel, "stable"));
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void thePointerTellsTheNumbersOfAMark() {
        browser.open(quick, 1280, "light");
        browser.console();
        browser.hover("#chart-text_percent-visual svg path[d^='M1'][fill='var(--series-1)']");
        assertThat((String) browser.run("return document.querySelector('#chart-text_percent-visual .tip').textContent"))
                .contains("% text, 20 % images")
                .containsPattern("0\\.[0-9]{2} \\[0\\.[0-9]{2}, 0\\.[0-9]{2}\\]");
        browser.hover("#chart-learning-rate svg");
        assertThat((String) browser.run("return document.querySelector('#chart-learning-rate .tip').textContent"))
                .contains("tokens");
        assertThat(browser.console()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"360,light", "360,dark", "1280,light"})
    void nothingIsWiderThanTheWindowEvenWithEverythingOpened(int width, String scheme) {
        browser.open(full, width, scheme);
        browser.run("document.querySelectorAll('details').forEach(one => { one.open = true; })");
        assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
                .isEqualTo(width);
        assertThat((Boolean) browser.run(
                        "return [...document.querySelectorAll('.chart')].every(one => one.querySelector('svg')"
                                + ".getBoundingClientRect().right <= innerWidth)"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void textAndMarksStandOutFromTheirGround(String scheme) {
        browser.open(quick, 1280, scheme);
        for (String ground : List.of("paper", "panel", "accent-soft")) {
            for (String ink : List.of("ink", "ink-2", "accent", "good", "bad")) {
                assertThat((Double) browser.run(CONTRAST, ink, ground))
                        .as(ink + " on " + ground)
                        .isGreaterThan(4.5);
            }
        }
        for (int series = 0; series <= 6; series++) {
            assertThat((Double) browser.run(CONTRAST, "series-" + series, "panel"))
                    .as("series " + series)
                    .isGreaterThan(3);
        }
    }

    @Test
    void chartsScaleToThePaperAndKeepLightColors() {
        browser.open(quick, 1280, "dark");
        browser.show("print", "dark");
        assertThat((Boolean) browser.run("return [...document.querySelectorAll('.chart svg')].every(one => "
                        + "one.getBoundingClientRect().height > 100 && one.getBoundingClientRect().width <= "
                        + "one.closest('.panel').getBoundingClientRect().width + 1)"))
                .isTrue();
        assertThat(browser.run("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(255, 255, 255)");
        assertThat(browser.run("return getComputedStyle(document.querySelector('nav')).display"))
                .isEqualTo("none");
    }

    @Test
    void readersWithoutSightFindTheirWay() {
        browser.open(full, 1280, "light");
        assertThat(browser.count("header, nav, main, footer")).isEqualTo(4);
        assertThat(browser.count("table:not(:has(caption)), th:not([scope]), img:not([alt]), .chart:not([aria-label])"))
                .isZero();
        assertThat((Boolean) browser.run("const levels = [...document.querySelectorAll('h1,h2,h3,h4')].map(one => "
                        + "+one.tagName[1]);return levels.every((level, i) => i === 0 ? level === 1 : level "
                        + "<= levels[i - 1] + 1)"))
                .isTrue();
        assertThat((Boolean) browser.run("const ids = [...document.querySelectorAll('[id]')].map(one => one.id); "
                        + "return new Set(ids).size === ids.length"))
                .isTrue();
        assertThat((Boolean) browser.run("return [...document.querySelectorAll('a[href^=\"#\"]')].every(one => "
                        + "document.querySelector(one.hash))"))
                .isTrue();
        assertThat((Boolean) browser.run("return [...document.images].every(one => one.naturalWidth > 0)"))
                .isTrue();
    }

    @Test
    void textsOfAStudyAreNeverMarkup() throws IOException {
        String harm = "</script><script>document.title='harmed'</script><img src=x "
                + "onerror=\"document.title='harmed'\">{{1}} ${2}";
        Path page = write("harm", Variations.withTexts(StudyFixture.quick(2), harm));
        browser.open(page, 1280, "light");
        assertThat(browser.run("return document.title")).isEqualTo("quickstart · Firstlight report");
        assertThat(browser.count("img[src=x]")).isZero();
        assertThat((String) browser.run("return document.getElementById('answer-title').textContent"))
                .startsWith(harm);
        assertThat(browser.count(".chart svg")).isPositive();
        assertThat(browser.console()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"one seed", "no floors", "collapsed", "unknown", "empty", "no images"})
    void oddResultsAreShownAsFarAsTheyGo(String what) throws IOException {
        StudyResults results = switch (what) {
            case "one seed" -> StudyFixture.quick(1);
            case "no floors" -> Variations.withoutFloors(StudyFixture.quick(2));
            case "collapsed" -> Variations.withCollapsedIntervals(StudyFixture.quick(1));
            case "unknown" -> Variations.withNothingKnown(StudyFixture.quick(2));
            case "empty" -> Variations.empty(StudyFixture.quick(2));
            default ->
                Variations.only(
                        StudyFixture.full(),
                        recipe -> recipe.axes().get("image_share").equals("0"));
        };
        browser.console();
        browser.open(write("odd", results), 360, "light");
        assertThat(browser.console()).isEmpty();
        assertThat((String) browser.run("return document.body.innerText"))
                .doesNotContain("NaN", "null", "undefined", "Infinity");
        assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
                .isEqualTo(360);
        panels(Page.of(results).charts().scores()).forEach(panel -> assertDrawn(panel, "all"));
    }

    /** A mark a mean, two caps an interval, an open circle a seed. */
    private static void assertDrawn(Figure.Panel panel, String set) {
        List<ScorePanel.Value> values = ((ScorePanel) panel.data())
                .series().stream()
                        .flatMap(series -> series.points().stream())
                        .map(point -> point.values().get(set))
                        .filter(value -> value.y() != null)
                        .toList();
        long marks = values.size()
                + 2 * values.stream().filter(value -> value.low() != null).count();
        long seeds = values.stream()
                .flatMap(value -> value.seeds().stream())
                .filter(seed -> seed.y() != null)
                .count();
        long floors = values.stream()
                .map(ScorePanel.Value::floor)
                .filter(Objects::nonNull)
                .count();
        String chart = "#" + panel.id() + " svg path";
        assertThat(browser.count(chart + "[fill^='var(--series']"))
                .as(panel.id() + " marks")
                .isEqualTo(marks);
        assertThat(browser.count(chart + "[fill='var(--panel)'][stroke^='var(--series']"))
                .as(panel.id() + " seeds")
                .isEqualTo(seeds);
        assertThat(browser.count(chart + "[fill='var(--ink-3)']"))
                .as(panel.id() + " floors")
                .isEqualTo(floors);
    }

    private static List<Figure.Panel> panels(List<Figure> figures) {
        return figures.stream().map(Figure::panels).flatMap(List::stream).toList();
    }

    private static Path write(String name, StudyResults results) throws IOException {
        Path file = folder.resolve(name + ".html");
        HtmlReport.write(results, file);
        return file;
    }
}
