package comettail.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import comettail.harness.Container;
import comettail.harness.LogWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a log holds, and whatever it is called, is text to a browser. */
class HostileLineIT {
  private static final List<String> MARKUP =
      List.of(
          "</script><script>alert('script')</script>",
          "<img src=stolen onerror=alert('image')>",
          "</div></section></div></main><footer data-end=\"finished\"></footer>",
          "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
          "<i data-at=\"forged\"></i><!-- <style>*{display:none}</style>",
          "&lt;b&gt; stays &amp; as it is written",
          "javascript:alert(1) \" onmouseover=alert(1) '");

  @TempDir Path root;

  @OnEveryEngine
  void markupInALineIsText(Engine engine) {
    try (Container container = Container.jetty().root(root).start();
        Browser browser = engine.open();
        LogWriter log = LogWriter.to(root.resolve("app.log"))) {
      log.text(String.join("\n", MARKUP) + "\n");
      ViewerPage viewer = ViewerPage.open(browser, container.uri("?log=app.log"));
      viewer.awaitLastLine(MARKUP.get(MARKUP.size() - 1));
      log.text(String.join("\n", MARKUP) + "\nthe end\n");
      viewer.awaitLastLine("the end");
      List<String> lines = viewer.lines();
      assertEquals(MARKUP, lines.subList(0, MARKUP.size()));
      assertEquals(MARKUP, lines.subList(MARKUP.size(), 2 * MARKUP.size()));
      assertFalse(browser.hasAlert());
      assertEquals(
          0L,
          viewer.run("return stream.querySelectorAll('script,img,iframe,style,footer').length"));
      assertEquals(
          0L,
          viewer.run(
              "return stream.defaultView.performance.getEntriesByType('resource')"
                  + ".filter(({name}) => !/\\/assets\\/\\w+\\.css$/.test(name)).length"),
          "something else was asked for");
      viewer.awaitConnection("Live");
    }
  }

  @OnEveryEngine
  void whatIsUnseenIsMarked(Engine engine) {
    try (Container container = Container.jetty().root(root).start();
        Browser browser = engine.open();
        LogWriter log = LogWriter.to(root.resolve("app.log"))) {
      log.text("red \u001b[31m, zero \0, backwards \u202egpj.exe\u202c, bell \u0007\n");
      log.bytes(new byte[] {'b', 'a', 'd', ' ', (byte) 0xff, (byte) 0xc3, '\n'});
      log.line("the end");
      ViewerPage viewer = ViewerPage.open(browser, container.uri("?log=app.log"));
      viewer.awaitLastLine("the end");
      assertEquals(
          List.of("\u241b", "\u2400", "U+202E", "U+202C", "\u2407"),
          viewer.run(
              "return [...stream.querySelector('section > div').querySelectorAll('u')]"
                  + ".map(mark => mark.textContent)"));
      String text = String.join("\n", viewer.lines());
      assertTrue(text.chars().noneMatch(c -> c < ' ' && c != '\n' || c == 0x202e), text);
      assertTrue(viewer.lines().get(1).startsWith("bad \ufffd"), text);
    }
  }

  @OnEveryEngine
  void markupInANameIsText(Engine engine) {
    String name = "<img src=stolen onerror=alert(1)>&amp;.log";
    try (Container container = Container.jetty().root(root).start();
        Browser browser = engine.open();
        LogWriter log = LogWriter.to(root.resolve(name))) {
      log.lines(3);
      ViewerPage viewer = ViewerPage.open(browser, container.uri(""));
      viewer.awaitLogs(List.of(name));
      viewer.log(name).click();
      viewer.awaitLastLine("line 3");
      assertEquals(name + " - Comet Tail", viewer.title());
      assertEquals(0L, browser.run("return document.querySelectorAll('img[onerror]').length"));
      assertFalse(browser.hasAlert());
    }
  }
}
