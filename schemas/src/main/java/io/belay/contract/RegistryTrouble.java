package io.belay.contract;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.avro.AvroRuntimeException;

/**
 * Tells whether the registry, and not the record, is to blame for a failed read: it is away, too
 * slow, or answers that it cannot answer now. Then nothing is wrong with the record, and it is to
 * be read again later. Knows no serialiser by name: each puts the registry's status on its
 * exception, and only the accessor's name differs.
 */
public final class RegistryTrouble {
  private static final int DEEPEST_CAUSE = 20;
  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;

  /** Answers about the caller or the moment, not about the schema. */
  private static final List<Integer> NOT_ABOUT_THE_SCHEMA = List.of(401, 403, 407, 408, 425, 429);

  private static final List<String> STATUS_ACCESSORS =
      List.of("getResponseStatusCode", "getStatus");

  /** What the network itself throws, time-outs among it; parsers have exceptions of their own. */
  private static final List<Class<? extends IOException>> OF_THE_NETWORK =
      List.of(
          SocketException.class,
          UnknownHostException.class,
          InterruptedIOException.class,
          HttpTimeoutException.class,
          ClosedChannelException.class,
          ProtocolException.class,
          SSLException.class);

  private RegistryTrouble() {}

  /** Whether the same bytes may be read well once the registry answers again. */
  public static boolean isCauseOf(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      var status = statusOf(cause);
      if (status.isPresent()) {
        return maySoonDiffer(status.getAsInt());
      }
      if (isOfTheNetwork(cause) || cause instanceof TimeoutException) {
        return true;
      }
      // Avro's parser had the whole schema, and its reader the whole record
      if (cause instanceof AvroRuntimeException) {
        return false;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /**
   * Whether the registry answered, and said no to what it was asked for: the same question has the
   * same answer for a while.
   */
  public static boolean isRefusal(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      var status = statusOf(cause);
      if (status.isPresent()) {
        return status.getAsInt() >= CLIENT_ERROR && !maySoonDiffer(status.getAsInt());
      }
      cause = cause.getCause();
    }
    return false;
  }

  /** The JDK's client says with a bare exception that a connection ended midway. */
  private static boolean isOfTheNetwork(Throwable cause) {
    return cause.getClass() == IOException.class
        || OF_THE_NETWORK.stream().anyMatch(type -> type.isInstance(cause));
  }

  private static boolean maySoonDiffer(int status) {
    return status >= SERVER_ERROR || NOT_ABOUT_THE_SCHEMA.contains(status);
  }

  private static OptionalInt statusOf(Throwable thrown) {
    return STATUS_ACCESSORS.stream()
        .map(name -> valueOf(thrown, name))
        .filter(status -> status >= 100)
        .mapToInt(Integer::intValue)
        .findFirst();
  }

  /** Zero where it has no such accessor. */
  private static int valueOf(Throwable thrown, String accessor) {
    try {
      return thrown.getClass().getMethod(accessor).invoke(thrown) instanceof Integer status
          ? status
          : 0;
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException other) {
      return 0;
    }
  }
}
