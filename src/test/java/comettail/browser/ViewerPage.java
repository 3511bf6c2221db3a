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

  private static final String PLACE =
      "for (const line of stream.querySelectorAll('section > div')) {"
          + "  const {top, bottom} = line.getBoundingClientRect();"
          + "  if (bottom > 0) return line.textContent + ' at ' + Math.round(top);"
          + "}";

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
  List<String> lines() {
    return lines("div");
  }

  /** The text of each line that a CSS selector picks. */
  @SuppressWarnings("unchecked")
  List<String> lines(String selector) {
    return (List<String>)
        run(
            "return [...stream?.querySelectorAll('section > ' + arguments[0]) ?? []]"
                + ".map(line => line.textContent)",
            selector);
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
    return (String) run(PLACE);
  }

  /**
   * Scrolls to the first line by way of others, and returns where it is before anything can have
   * changed.
   */
  String toTop() {
    return (String)
        browser.await(
            STREAM
                + "scroller.scrollTop = -scroller.scrollHeight / 2;"
                + "for (let n = 0; n < 3; n++) await new Promise(requestAnimationFrame);"
                + "scroller.scrollTop = -scroller.scrollHeight;"
                + PLACE);
  }

  /** Where the line of a {@link #place} is now. */
  String placeOf(String place) {
    return (String)
        run(
            "const text = arguments[0].replace(/ at -?\\d+$/, '');"
                + "const line = [...stream.querySelectorAll('section > div')]"
                + "  .find(line => line.textContent === text);"
                + "return text + ' at ' + Math.round(line?.getBoundingClientRect().top)",
            place);
  }

  /** Gives the focus to a part of the page. */
  void focus(String id) {
    browser.run("document.getElementById(arguments[0]).focus()", id);
  }

  /** What can be pressed at the top of the lines, or nothing. */
  String earlier() {
    return browser.driver().findElement(By.id("earlier")).getText();
  }

  ViewerPage awaitEarlier(String text) {
    Await.until(
        Await.SOON,
        () -> earlier().contains(text),
        () -> text + " can't be pressed, but: " + earlier());
    return this;
  }

  void pressEarlier() {
    awaitEarlier("\u2191");
    browser.driver().findElement(By.id("earlier")).click();
  }

  ViewerPage awaitFirstLine(String text) {
    Await.until(Await.SOON, () -> firstLine().equals(text), () -> "the first is " + firstLine());
    return this;
  }

  String firstLine() {
    return (String) run("return stream?.querySelector('section > div')?.textContent ?? ''");
  }

  /** What the room above the first line says. */
  String head() {
    return (String) run("return stream?.querySelector('.head')?.textContent ?? ''");
  }

  ViewerPage awaitHead(String text) {
    Await.until(Await.SOON, () -> head().equals(text), () -> "the head says: " + head());
    return this;
  }

  /** Why nothing is shown, or nothing where something is. */
  String emptiness() {
    return browser.driver().findElement(By.id("empty")).getText();
  }

  ViewerPage awaitEmptiness(String text) {
    Await.until(Await.SOON, () -> emptiness().equals(text), () -> "it says: " + emptiness());
    return this;
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
