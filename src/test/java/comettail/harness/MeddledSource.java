package comettail.harness;

import comettail.file.FileState;
import comettail.file.LogSource;
import comettail.file.SegmentFile;
import comettail.file.Sibling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A log to which something happens at a chosen moment of a look, on the thread that looks. */
public final class MeddledSource implements LogSource {
  private final LogSource log;
  private final Consumer<Moment> meddler;

  /** What is about to be asked of it, or that it has just been told. */
  public enum Moment {
    DIRECTORY,
    LOOK,
    OPEN,
    SEGMENTS,
    SIBLINGS,
    OPEN_SIBLING,
    TOLD
  }

  /**
   * @param log the real one
   * @param meddler is told each moment before it comes
   */
  public MeddledSource(LogSource log, Consumer<Moment> meddler) {
    this.log = log;
    this.meddler = meddler;
  }

  @Override
  public String name() {
    return log.name();
  }

  @Override
  public boolean grows() {
    return log.grows();
  }

  @Override
  public Path directory() {
    meddler.accept(Moment.DIRECTORY);
    return log.directory();
  }

  @Override
  public FileState look() throws IOException {
    return told(Moment.LOOK, log::look);
  }

  @Override
  public SegmentFile open() throws IOException {
    return told(Moment.OPEN, log::open);
  }

  @Override
  public List<Sibling> segments() throws IOException {
    return told(Moment.SEGMENTS, log::segments);
  }

  @Override
  public List<Sibling> siblings() throws IOException {
    return told(Moment.SIBLINGS, log::siblings);
  }

  private <T> T told(Moment asked, Question<T, IOException> question) throws IOException {
    meddler.accept(asked);
    T answer = question.ask();
    meddler.accept(Moment.TOLD);
    return answer;
  }

  @Override
  public SegmentFile open(Sibling sibling) throws IOException {
    meddler.accept(Moment.OPEN_SIBLING);
    return log.open(sibling);
  }
}
