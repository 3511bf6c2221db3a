package comettail.format;

import comettail.line.Lines;
import comettail.line.Place;
import comettail.line.TailEvent;

/**
 * A form without events, but for those that say that the client does not get what it asked for:
 * they are told whoever asks not to hear of them.
 */
record EventlessEncoder(Encoder form) implements Encoder {
  @Override
  public Chunk head(StreamHead stream) {
    return form.head(stream);
  }

  @Override
  public Chunk begin(Place place) {
    return form.begin(place);
  }

  @Override
  public Chunk lines(Lines lines) {
    return form.lines(lines);
  }

  @Override
  public Chunk event(TailEvent event, Place next) {
    if (event.kind().isAlwaysTold()) return form.event(event, next);
    return next == null ? Chunk.EMPTY : form.begin(next);
  }

  @Override
  public Chunk progress(Progress progress) {
    return Chunk.EMPTY;
  }

  @Override
  public Chunk heartbeat() {
    return form.heartbeat();
  }

  @Override
  public Chunk end(boolean finished) {
    return form.end(finished);
  }
}
