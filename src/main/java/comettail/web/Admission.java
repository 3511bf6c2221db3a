package comettail.web;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many streams there may be: in all, for each client address, and for each user that the
 * container has authenticated. Any thread.
 */
final class Admission {
  private final int maxStreams;
  private final int maxPerAddress;
  private final int maxPerUser;

  // Written by many; a client that has no place is in neither map.
  private final AtomicInteger all = new AtomicInteger();
  private final Map<String, Integer> byAddress = new ConcurrentHashMap<>();
  private final Map<String, Integer> byUser = new ConcurrentHashMap<>();

  Admission(int maxStreams, int maxPerAddress, int maxPerUser) {
    this.maxStreams = maxStreams;
    this.maxPerAddress = maxPerAddress;
    this.maxPerUser = maxPerUser;
  }

  /** A stream's place among those that there may be. Any thread. */
  final class Place {
    private final String address;
    private final String user; // null if the container has not authenticated anybody
    private final AtomicBoolean left = new AtomicBoolean();

    private Place(String address, String user) {
      this.address = address;
      this.user = user;
    }

    /** Gives the place back, the first time that it is called. */
    void leave() {
      if (!left.compareAndSet(false, true)) return;
      all.decrementAndGet();
      subtract(byAddress, address);
      if (user != null) subtract(byUser, user);
    }
  }

  /**
   * Returns a place for one more stream.
   *
   * @param address the client's address, as the container knows it
   * @param user the client's name, or null if the container has not authenticated it
   * @throws BadRequest if there are as many as there may be
   */
  Place admit(String address, String user) {
    if (all.incrementAndGet() > maxStreams) {
      all.decrementAndGet();
      throw BadRequest.busy("There are " + maxStreams + " streams open, as many as there may be.");
    }
    if (!add(byAddress, address, maxPerAddress)) {
      all.decrementAndGet();
      throw tooMany(maxPerAddress, "your address");
    }
    if (user != null && !add(byUser, user, maxPerUser)) {
      all.decrementAndGet();
      subtract(byAddress, address);
      throw tooMany(maxPerUser, "your name");
    }
    return new Place(address, user);
  }

  private static BadRequest tooMany(int max, String whose) {
    return BadRequest.tooMany(
        "There are " + max + " streams open from " + whose + ", as many as there may be.");
  }

  private static boolean add(Map<String, Integer> counts, String key, int max) {
    boolean[] added = new boolean[1];
    counts.compute(
        key,
        (k, count) -> {
          int before = count == null ? 0 : count;
          added[0] = before < max;
          return added[0] ? before + 1 : count;
        });
    return added[0];
  }

  private static void subtract(Map<String, Integer> counts, String key) {
    counts.computeIfPresent(key, (k, count) -> count == 1 ? null : count - 1);
  }
}
