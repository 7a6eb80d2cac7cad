package io.rejoin.examples.shop;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real browser without a screen, with a tab for each window that somebody has open. */
final class Browser implements AutoCloseable {
  /** Patience with a busy machine. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  private final ChromeDriver driver;

  private Browser(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Starts it, or skips the test and says why. */
  static Browser open() {
    Optional<Path> browser = find("chromium", "chromium-browser", "google-chrome");
    Optional<Path> chromedriver = find("chromedriver");
    if (browser.isEmpty() || chromedriver.isEmpty()) {
      String missing = "no chromium with chromedriver is installed (chromium-driver in Debian)";
      System.err.println("tests of the shop's page are skipped: " + missing);
      assumeTrue(false, missing);
    }
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions()
        .setBinary(browser.orElseThrow().toFile())
        .addArguments(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--window-size=1280,1000");
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    System.setProperty("webdriver.chrome.driver", chromedriver.orElseThrow().toString());
    return new Browser(new ChromeDriver(options));
  }

  private static Optional<Path> find(String... names) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(names)
        .flatMap(name -> Stream.of(path.split(File.pathSeparator, -1))
            .map(folder -> Path.of(folder).resolve(name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Opens an address in a tab of its own, which is in front then. */
  Tab tab(String url) {
    driver.switchTo().newWindow(WindowType.TAB);
    driver.get(url);
    return new Tab(driver.getWindowHandle());
  }

  /** What the browser has complained about, such as what a page's policy forbids. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** One tab. Whatever is done there brings it to the front. */
  final class Tab {
    private final String handle;

    private Tab(String handle) {
      this.handle = handle;
    }

    private ChromeDriver front() {
      if (!driver.getWindowHandle().equals(handle)) {
        driver.switchTo().window(handle);
      }
      return driver;
    }

    WebElement find(String selector) {
      return front().findElement(By.cssSelector(selector));
    }

    List<WebElement> all(String selector) {
      return front().findElements(By.cssSelector(selector));
    }

    /** What is shown of all that the selector names. */
    List<String> texts(String selector) {
      @SuppressWarnings("unchecked") // what the script returns
      List<String> texts = (List<String>) script(
          "return [...document.querySelectorAll(arguments[0])]"
              + ".map(each => each.textContent.trim())",
          selector);
      return texts;
    }

    Object script(String script, Object... arguments) {
      return Optional.ofNullable(front().executeScript(script, arguments)).orElse("");
    }

    void click(String selector) {
      WebElement element = find(selector);
      script("arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })", element);
      element.click();
    }

    /** Waits until all that the selector names shows these texts. */
    void awaits(String selector, List<String> expected) {
      await().atMost(LIMIT).untilAsserted(() -> assertEquals(expected, texts(selector), selector));
    }

    /** Waits until something that the selector names has a text in it. */
    void awaitsText(String selector, String part) {
      await().atMost(LIMIT).untilAsserted(() -> {
        String shown = String.join("\n", texts(selector));
        assertTrue(shown.contains(part), () -> selector + " shows " + shown);
      });
    }

    /** Presses keys where the focus is. */
    void type(CharSequence... keys) {
      front().switchTo().activeElement().sendKeys(keys);
    }

    /** The id or else the label of what has the focus. */
    String focus() {
      return script("const e = document.activeElement; return e.id || e.ariaLabel || e.innerText")
          .toString();
    }

    /** As on a screen of so many pixels, by day or by night. */
    void looks(int width, int height, String scheme) {
      front()
          .executeCdpCommand(
              "Emulation.setDeviceMetricsOverride",
              Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
      front()
          .executeCdpCommand(
              "Emulation.setEmulatedMedia",
              Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    void picture(Path file) throws IOException {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, front().getScreenshotAs(OutputType.BYTES));
    }
  }

  @Override
  public void close() {
    driver.quit();
  }
}
