package io.belay.local.inbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** All messages that arrived, in order; the oldest are forgotten when there are too many. */
public final class Inbox {
  private static final int KEPT = 5_000;

  private final ArrayDeque<Message> newest = new ArrayDeque<>();
  private final List<Consumer<Message>> readers = new CopyOnWriteArrayList<>();
  private long count;

  /** A reader that is shown messages until it is closed. */
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /** Takes a message in, numbers it and shows it to all readers. */
  public void add(Message message) {
    Message numbered;
    synchronized (newest) {
      numbered = message.numbered(++count);
      newest.addLast(numbered);
      if (newest.size() > KEPT) {
        newest.removeFirst();
      }
    }
    readers.forEach(reader -> reader.accept(numbered));
  }

  /** Messages with a number above the given one, oldest first. */
  public List<Message> after(long number) {
    synchronized (newest) {
      var list = new ArrayList<Message>();
      for (var message : newest) {
        if (message.number() > number) {
          list.add(message);
        }
      }
      return list;
    }
  }

  /** All messages still kept, oldest first. */
  public List<Message> messages() {
    return after(0);
  }

  /** How many have arrived since the start. */
  public long count() {
    synchronized (newest) {
      return count;
    }
  }

  /** From now on shows each message to the reader, on the thread that brings it; until closed. */
  public Subscription onArrival(Consumer<Message> reader) {
    readers.add(reader);
    return () -> readers.remove(reader);
  }
}
