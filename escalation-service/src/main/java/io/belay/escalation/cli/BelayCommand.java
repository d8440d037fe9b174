package io.belay.escalation.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** {@code ./belay}: finds the sub-command and ends with its exit code. */
public final class BelayCommand {
  private BelayCommand() {}

  private static Map<String, SubCommand> subCommands(InstantSource clock) {
    return Map.ofEntries(
        Map.entry("check-policy", new CheckPolicyCommand(clock)),
        Map.entry("conformance", new ConformanceCommand()),
        Map.entry("simulate", new SimulateCommand()));
  }

  public static void main(String[] arguments) {
    // case texts may be Chinese whatever the terminal's locale says
    PrintStream out = utf8(FileDescriptor.out);
    int exitCode = run(List.of(arguments), out, utf8(FileDescriptor.err), InstantSource.system());
    out.flush();
    System.exit(exitCode);
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err, InstantSource clock) {
    var subCommands = subCommands(clock);
    SubCommand command = arguments.isEmpty() ? null : subCommands.get(arguments.getFirst());
    if (command == null) {
      err.println("usage: belay COMMAND …, where COMMAND is one of");
      subCommands.keySet().stream().sorted().forEach(name -> err.println("  " + name));
      return SubCommand.MISUSED;
    }
    return command.run(arguments.subList(1, arguments.size()), out, err);
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
