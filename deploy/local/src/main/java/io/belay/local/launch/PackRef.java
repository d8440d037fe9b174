package io.belay.local.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Which pack and version a file holds. */
final class PackRef {
  private PackRef() {}

  /**
   * Its pack@version, as the texts that stand there: 2026.10 is no number.
   *
   * @throws CannotRun when the file cannot be read
   */
  static String of(Path file) {
    try (var text = Files.newBufferedReader(file)) {
      var named = new HashMap<String, String>();
      if (new Yaml(new SafeConstructor(new LoaderOptions())).compose(text)
          instanceof MappingNode pack) {
        for (var entry : pack.getValue()) {
          if (entry.getKeyNode() instanceof ScalarNode key
              && entry.getValueNode() instanceof ScalarNode value) {
            named.put(key.getValue(), value.getValue());
          }
        }
      }
      return named.getOrDefault("pack", "") + "@" + named.getOrDefault("version", "");
    } catch (IOException | YAMLException e) {
      throw new CannotRun("cannot read the policy pack %s: %s".formatted(file, e.getMessage()));
    }
  }
}
