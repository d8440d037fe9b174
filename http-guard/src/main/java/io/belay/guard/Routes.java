package io.belay.guard;

import java.util.Set;
import java.util.TreeSet;
import org.springframework.context.ApplicationContext;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping;

/**
 * Every route that an application maps, its own and the actuator's: what a test of access walks.
 */
public final class Routes {
  private Routes() {}

  /** Method, a space, and the path's pattern: {@code GET /v1/cases/{caseId}}. */
  public static Set<String> of(ApplicationContext application) {
    var routes = new TreeSet<String>();
    for (var mapping :
        application.getBeansOfType(RequestMappingInfoHandlerMapping.class).values()) {
      mapping.getHandlerMethods().keySet().forEach(info -> add(routes, info));
    }
    return routes;
  }

  private static void add(Set<String> routes, RequestMappingInfo info) {
    for (var method : info.getMethodsCondition().getMethods()) {
      for (var pattern : info.getPatternsCondition().getPatterns()) {
        // the actuator names the rest of a path, controllers do not
        routes.add(method + " " + pattern.getPatternString().replace("{*path}", "**"));
      }
    }
  }
}
