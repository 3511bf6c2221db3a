package comettail.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import comettail.harness.Container;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However lines come and go, what is folded is what folding all of them anew would fold. */
class RandomFoldsIT {
  private static final int ROUNDS = 400;

  /** One round: returns what is wrong, or null. */
  private static final String ROUND =
      """
      const {Folds} = await import(new URL('assets/folds.js', document.baseURI).href);
      const [first, rounds] = given;
      let state = 0;
      const below = (bound) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor((state / 2 ** 32) * bound);
      };
      const make = (name, text = '') => {
        const part = document.createElement(name);
        part.textContent = text;
        return part;
      };
      const texts = ['a', 'b', ' c', '}', 'Caused by: d', ' e'];
      const some = () => {
        const section = make('section');
        for (let n = below(5); n > 0; n--) section.append(make('div', texts[below(6)]), make('i'));
        if (below(6) === 0) section.append(make('hr'));
        return section;
      };
      const inFull = (lines) => {
        const rows = [];
        let group = null;
        for (const {nodeName, textContent: text} of lines.querySelectorAll('div, hr')) {
          if (nodeName === 'HR') group = null;
          else if (group !== null && /^[ }C]/.test(text)) group.push(text);
          else rows.push(text, (group = []));
        }
        return rows.flatMap(row => !Array.isArray(row) || row.length < 2 ? row
          : `… ${row.length} more lines`).join();
      };
      const inView = lines => [...lines.querySelectorAll('div:not([hidden]), details')]
        .map(row => row.textContent).join();
      const steps = [
        lines => lines.append(some()),
        lines => lines.lastElementChild?.append(...some().childNodes),
        lines => lines.prepend(some()),
        lines => lines.firstElementChild?.remove(),
        lines => lines.lastElementChild?.remove(),
        lines => {
          const nodes = [...lines.firstElementChild?.childNodes ?? []];
          for (const node of nodes.slice(0, below(nodes.length + 1))) node.remove();
        },
        lines => {
          const nodes = [...lines.lastElementChild?.childNodes ?? []];
          for (const node of nodes.slice(below(nodes.length + 1))) node.remove();
        },
      ];
      for (let round = first; round < first + rounds; round++) {
        state = round;
        document.querySelector('body > main')?.remove();
        const lines = make('main');
        document.body.append(lines);
        const folds = new Folds(lines, {}, true);
        for (let step = 0; step < 30; step++) {
          for (let n = 1 + below(3); n > 0; n--) steps[below(steps.length)](lines);
          lines.append(make('section'));
          lines.lastElementChild.append(make('i'));
          folds.look();
          if (inView(lines) !== inFull(lines))
            return `round ${round}, step ${step}: ${inView(lines)} instead of ${inFull(lines)}`;
        }
      }
      return null;
      """;

  @TempDir Path root;

  @Test
  void whatIsFoldedDoesNotDependOnHowLinesCameAndWent() {
    try (Container container = Container.jetty().root(root).start();
        Browser browser = Engine.CHROMIUM.open()) {
      ViewerPage.open(browser, container.uri(""));
      assertEquals(null, browser.await(ROUND, (int) System.nanoTime() >>> 2, ROUNDS));
    }
  }
}
