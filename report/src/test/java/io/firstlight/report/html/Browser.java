package io.firstlight.report.html;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.json.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real headless Chromium with a fresh profile, and what it says about a page. Nothing is downloaded for it. */
final class Browser implements AutoCloseable {
    /** System property or environment variable: "true" makes a missing browser a failure. */
    private static final String REQUIRED = "FIRSTLIGHT_REQUIRE_BROWSER";

    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private final Path profile;
    private final ChromeDriver driver;

    private Browser(Path profile, ChromeDriver driver) {
        this.profile = profile;
        this.driver = driver;
    }

    /** Starts the browser; skips the test where there is none, unless one is required. */
    static Browser start() throws IOException {
        Optional<File> driverFile = onPath("chromedriver");
        Optional<File> browserFile = Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(Browser::onPath)
                .flatMap(Optional::stream)
                .findFirst();
        if (driverFile.isEmpty() || browserFile.isEmpty()) {
            String missing = "no " + (driverFile.isEmpty() ? "chromedriver" : "Chromium")
                    + " on the PATH: the report is not opened in a"
                    + " browser (Debian: apt-get install chromium chromium-driver)";
            boolean required = Boolean.getBoolean(REQUIRED) || "true".equals(System.getenv(REQUIRED));
            if (required) {
                throw new AssertionError(missing + ", and " + REQUIRED + " is true");
            }
            System.out.println("skipped: " + missing);
            assumeTrue(false, missing);
        }
        SELENIUM.setLevel(
                Level.SEVERE); // It warns of every Chromium newer than itself; these tests use plain CDP commands.
        Path profile = Files.createTempDirectory("firstlight-browser");
        ChromeOptions options = new ChromeOptions().setBinary(browserFile.orElseThrow());
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--user-data-dir=" + profile);
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driverFile.orElseThrow())
                .build();
        return new Browser(profile, new ChromeDriver(service, options));
    }

    /**
     * Opens a page on a screen of that width.
     *
     * @param scheme "light" or "dark"
     */
    void open(Path page, int width, String scheme) {
        show("screen", scheme);
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
        driver.get(page.toUri().toString());
    }

    /**
     * Shows the open page on another medium.
     *
     * @param medium "screen" or "print"
     */
    void show(String medium, String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("media", medium, "features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Moves the pointer onto the first such element. */
    void hover(String selector) {
        WebElement element = driver.findElement(By.cssSelector(selector));
        run("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element);
        new Actions(driver).moveToElement(element).perform();
    }

    long count(String selector) {
        return (Long) run("return document.querySelectorAll(arguments[0]).length", selector);
    }

    /** Everything the console has said since the last call. */
    List<String> console() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::toString)
                .toList();
    }

    /** Every address asked for since the last call that is not the page itself or inside it. */
    List<String> requests() {
        List<String> requests = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE).getAll()) {
            JsonNode message = Json.parse(entry.getMessage(), JsonNode.class).path("message");
            String url = message.path("params").path("request").path("url").asText();
            boolean page = url.startsWith("file:")
                    && message.path("params").path("type").asText().equals("Document");
            if (message.path("method").asText().equals("Network.requestWillBeSent")
                    && !page
                    && !url.startsWith("data:")) {
                requests.add(url);
            }
        }
        return requests;
    }

    @Override
    public void close() throws IOException {
        driver.quit();
        AtomicFiles.deleteTree(profile);
    }

    private static Optional<File> onPath(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> new File(folder, name))
                .filter(File::canExecute)
                .findFirst();
    }
}
