package comettail.tail;

/** Where a reader ends. */
public sealed interface End {
  /** Returns where one ends in the log {@code name} who ends here in several. */
  default End in(String name) {
    return this instanceof Before before ? new Before(before.start.in(name)) : this;
  }

  /** Nowhere: it follows the log. */
  record Never() implements End {}

  /** Where the log ends when the reader joins. */
  record Now() implements End {}

  /** Where one who starts at {@code start} begins, as far as that is there when it joins. */
  record Before(Start start) implements End {}
}
