package io.belay.notification.web.page;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.guard.RequestsAtOnce;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.test.web.reactive.server.WebTestClient;

/** A page that stays open takes nothing from those who ask once. */
class OpenPagesHoldNoRequestTest {

  /** One request at once. Not a component, as {@link PageServer}. */
  static class OneAtOnce {
    @Bean
    RequestsAtOnce requestsAtOnce() {
      return new RequestsAtOnce(1);
    }
  }

  /** Stays until the end of all tests: servers of one process share what a closed one stops. */
  private static final ConfigurableApplicationContext SERVER =
      PageServer.start(PageServer.class, OneAtOnce.class);

  @Test
  void whileAPageIsOpenTheNextRequestIsAnswered() throws Exception {
    var port = SERVER.getEnvironment().getRequiredProperty("local.server.port");
    var client = WebTestClient.bindToServer().baseUrl("http://127.0.0.1:" + port).build();
    var story = PageServer.opened();
    SERVER.getBean(CasesInMemory.class).put(story);
    var token = PageServer.token(story);
    var first = new CompletableFuture<String>();
    var page = TrackStream.of(client, token, null).subscribe(event -> first.complete(event.id()));
    assertThat(first.get(10, SECONDS)).isNotNull();

    client.get().uri("/track/{token}", token).exchange().expectStatus().isOk();
    client.get().uri("/v1/track/{token}", token).exchange().expectStatus().isOk();
    page.dispose();
  }
}
