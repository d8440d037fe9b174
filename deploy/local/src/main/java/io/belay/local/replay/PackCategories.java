package io.belay.local.replay;

import java.util.HashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What a pack makes of the categories of other systems.
 *
 * @param imports names in a log → the pack's; the pack's own are themselves
 * @param fallback for all others
 */
public record PackCategories(Map<String, String> imports, String fallback) {

  /** Reads them from the text of a pack. */
  public static PackCategories of(String yaml) {
    Map<?, ?> pack = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    var fallback = "other";
    var imports = new HashMap<String, String>();
    if (pack.get("categories") instanceof Map<?, ?> categories) {
      if (categories.get("fallback") instanceof String name) {
        fallback = name;
      }
      if (categories.get("importCategories") instanceof Map<?, ?> names) {
        names.forEach((theirs, ours) -> imports.put(theirs.toString(), ours.toString()));
      }
      if (categories.get("list") instanceof Map<?, ?> list) {
        list.keySet().forEach(own -> imports.put(own.toString(), own.toString()));
      }
    }
    return new PackCategories(imports, fallback);
  }
}
