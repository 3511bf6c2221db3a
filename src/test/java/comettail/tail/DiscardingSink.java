package comettail.tail;

import comettail.line.Block;
import comettail.line.Place;
import comettail.line.TailEvent;

/** Takes everything and keeps nothing. */
final class DiscardingSink implements Sink {
  @Override
  public void begin(Place start) {}

  @Override
  public void lines(Block block) {}

  @Override
  public void event(TailEvent event, Place next) {}
}
