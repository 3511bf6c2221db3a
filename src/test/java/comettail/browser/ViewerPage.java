package comettail.browser;

import comettail.harness.Await;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The viewer as a reader sees it. Used by one thread at a time. */
final class ViewerPage {
  /** Finds the streamed document that is shown, and the scroller in it. */
  private static final String STREAM =
      "const frame = [...document.querySelectorAll('#stream > iframe')]"
          + ".find(frame => frame.style.visibility !== 'hidden');"
          + "const stream = frame?.contentDocument?.querySelector('iframe')?.contentDocument;"
          + "const scroller = stream?.querySelector('main');";

  private final Browser browser;

  private ViewerPage(Browser browser) {
    this.browser = browser;
  }

  static ViewerPage open(Browser browser, URI page) {
    browser.open(page);
    ViewerPage viewer = new ViewerPage(browser);
    Await.until(
        Await.SOON,
        () -> (Boolean) browser.run("return !document.getElementById('viewer').hidden"),
        "the viewer does not start");
    return viewer;
  }

  /** Runs a script that may use {@code stream}, the streamed document, and its {@code scroller}. */
  Object run(String script, Object... arguments) {
    return browser.run(STREAM + script, arguments);
  }

  /** The text of each line that is in the stream. */
  @SuppressWarnings("unchecked")
  List<String> lines() {
    return (List<String>)
        run(
            "return [...stream?.querySelectorAll('section > div') ?? []]"
                + ".map(line => line.textContent)");
  }

  long lineCount() {
    return (Long) run("return stream?.querySelectorAll('section > div').length ?? 0");
  }

  String lastLine() {
    return (String)
        run("return [...stream?.querySelectorAll('section > div') ?? []].pop()?.textContent ?? ''");
  }

  ViewerPage awaitLastLine(String text) {
    Await.until(
        Await.SOON, () -> lastLine().equals(text), () -> text + " is not last: " + lastLine());
    return this;
  }

  /** How far the view is from the bottom, in pixels. */
  double fromBottom() {
    return Math.abs(((Number) run("return scroller.scrollTop")).doubleValue());
  }

  /** Scrolls so that the view is this far from the bottom, and waits until the viewer knows. */
  void scrollUp(int pixels) {
    run("scroller.scrollTop = -arguments[0]", pixels);
    Await.until(Await.SOON, () -> toBottom().isDisplayed(), "there is no way back to the bottom");
  }

  /** The first line in view, and how many pixels below the top edge it begins. */
  String place() {
    return (String)
        run(
            "for (const line of stream.querySelectorAll('section > div')) {"
                + "  const {top, bottom} = line.getBoundingClientRect();"
                + "  if (bottom > 0) return line.textContent + ' at ' + Math.round(top);"
                + "}");
  }

  WebElement toBottom() {
    return browser.driver().findElement(By.id("to-bottom"));
  }

  void awaitNewLines(String text) {
    Await.until(
        Await.SOON,
        () -> toBottom().getText().contains(text),
        () -> "does not say " + text + ": " + toBottom().getText());
  }

  String connection() {
    return browser.driver().findElement(By.id("connection")).getText();
  }

  String banner() {
    return browser.driver().findElement(By.id("banner")).getText();
  }

  ViewerPage awaitConnection(String word) {
    Await.until(
        Await.SOON.multipliedBy(2),
        () -> connection().startsWith(word),
        () -> "the connection is not " + word + ": " + connection() + " " + banner());
    return this;
  }

  /** Types keys without any place for them in particular. */
  void type(CharSequence... keys) {
    browser.driver().findElement(By.tagName("body")).sendKeys(keys);
  }

  WebElement filter() {
    return browser.driver().findElement(By.id("filter"));
  }

  void clearFilter() {
    filter().sendKeys(Keys.ESCAPE);
  }

  /** The names of the logs that the list shows, from its top. */
  @SuppressWarnings("unchecked")
  List<String> logs() {
    return (List<String>)
        browser.run(
            "return [...document.querySelectorAll('#log-list li:not([hidden]) .name')]"
                + ".map(name => name.textContent)");
  }

  void awaitLogs(List<String> names) {
    Await.until(Await.SOON, () -> logs().equals(names), () -> names + " expected: " + logs());
  }

  WebElement log(String name) {
    return browser.driver().findElement(By.cssSelector("#log-list a[data-log='" + name + "']"));
  }

  String title() {
    return browser.driver().getTitle();
  }

  String address() {
    return browser.driver().getCurrentUrl();
  }

  static List<String> numbered(int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(n -> "line " + n).toList();
  }
}
