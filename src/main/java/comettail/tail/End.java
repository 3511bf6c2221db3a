package comettail.tail;

/** Where a reader ends. */
public sealed interface End {
  /** Nowhere: it follows the log. */
  record Never() implements End {}

  /** Where the log ends when the reader joins. */
  record Now() implements End {}

  /** Where one who starts at {@code start} begins, as far as that is there when it joins. */
  record Before(Start start) implements End {}
}
