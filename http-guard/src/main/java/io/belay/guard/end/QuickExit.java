package io.belay.guard.end;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process by {@code _exit} of the C library, which, other than the JVM's own ways to end,
 * takes nothing down that native libraries have. A state store that is still open is used by
 * threads of its own, and one of these that finds its locks gone aborts the process: its exit code
 * then is 134, whatever was asked for.
 *
 * <p>By reflection, for the foreign functions of the JDK came after the oldest one a service runs
 * on. There, and where the function cannot be found, the JVM is halted.
 */
public final class QuickExit {
  private static final Logger log = LoggerFactory.getLogger(QuickExit.class);

  private QuickExit() {}

  /** Does not return. */
  public static void now(int code) {
    try {
      exitFunction().invokeWithArguments(code);
    } catch (Throwable unavailable) {
      log.warn("Expected to end by _exit, but the JVM is halted instead", unavailable);
    }
    Runtime.getRuntime().halt(code);
  }

  private static MethodHandle exitFunction() throws ReflectiveOperationException {
    var linkers = foreign("Linker");
    var segments = foreign("MemorySegment");
    var layouts = foreign("MemoryLayout");
    var functions = foreign("FunctionDescriptor");
    var options = foreign("Linker$Option").arrayType();

    var linker = linkers.getMethod("nativeLinker").invoke(null);
    var lookup = linkers.getMethod("defaultLookup").invoke(linker);
    var address =
        (Optional<?>)
            foreign("SymbolLookup").getMethod("find", String.class).invoke(lookup, "_exit");
    var arguments = Array.newInstance(layouts, 1);
    Array.set(arguments, 0, foreign("ValueLayout").getField("JAVA_INT").get(null));
    var takesCode = functions.getMethod("ofVoid", arguments.getClass()).invoke(null, arguments);
    return (MethodHandle)
        linkers
            .getMethod("downcallHandle", segments, functions, options)
            .invoke(
                linker,
                address.orElseThrow(),
                takesCode,
                Array.newInstance(options.componentType(), 0));
  }

  private static Class<?> foreign(String name) throws ClassNotFoundException {
    return Class.forName("java.lang.foreign." + name);
  }
}
