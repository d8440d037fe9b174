package io.belay.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.belay.contract.ContactKeys;
import io.belay.contract.Topics;
import io.belay.guard.RequestFirewall;
import io.belay.intake.domain.Checked;
import io.belay.intake.domain.ContactChecks;
import io.belay.intake.domain.Masking;
import io.belay.intake.web.Reason;
import io.belay.local.CraftedPaths;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedException;
import tools.jackson.databind.json.JsonMapper;

/** Whoever has an id here can be named by it later, whatever is in it. */
class AddressedIdsTests {
  private static final Platform PLATFORM = Platform.shared();
  private static final String UNNAMEABLE = "no address could name it";
  private static final int RANDOM_IDS = 20_000;
  private static final List<String> PIECES =
      List.of(
          ".", "..", "/", "\\", "%", "2e", "2E", "2f", "5c", "25", "00", "0a", "0D", ";", "a", "王",
          " ", "+", "?");

  private final BankSystem bank = PLATFORM.bank("call-centre");

  @ParameterizedTest
  @ValueSource(
      strings = {"a/b", "a;b", "50%", "a\\b", "a//b;v=1%2F\\", "a%2Fb", "...", "王/芳 ?#{id}+|", "%"})
  void aCustomerIsToldAndErasedWhateverIsInItsId(String shape) {
    var customer = shape + UUID.randomUUID().toString().substring(0, 8);
    var path = contactOf(customer);
    var told = bank.put(path, "{\"phone\":\"+447911123456\"}");
    assertThat(told.status()).isEqualTo(202);
    assertThat(told.text("customerId")).isEqualTo(customer);
    var erased = bank.delete(path);
    assertThat(erased.status()).isEqualTo(202);
    assertThat(erased.text("customerId")).isEqualTo(customer);
    var records = PLATFORM.reader().ofKey(Topics.CUSTOMER_CONTACTS, ContactKeys.told(customer), 2);
    assertThat(records.getFirst().value()).isNotNull();
    assertThat(records.getLast().value()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "a/..", "../a", "a/./b", "%2e%2e", "a%2F..", "a\\..\\b"})
  void anIdThatNoAddressCouldNameIsRefusedWhereverItComesIn(String id) {
    var json = new JsonMapper().writeValueAsString(id);
    var opened =
        """
        {"category":"dispute","channel":"APP","summary":"s","customer":{"id":%s}}\
        """
            .formatted(json);
    var opening = bank.post("/v1/cases", opened);
    assertThat(opening.status()).isEqualTo(422);
    assertThat(opening.wrongFields()).containsExactly("customer.id");
    assertThat(opening.body().toString()).contains(UNNAMEABLE);

    var events = "/v1/cases/" + UUID.randomUUID() + "/events";
    var of = bank.post(events, "{\"type\":\"CLOSED\",\"customerId\":%s}".formatted(json));
    assertThat(of.wrongFields()).containsExactly("customerId");
    var linked = bank.post(events, "{\"type\":\"LINKED\",\"incidentId\":%s}".formatted(json));
    assertThat(linked.wrongFields()).containsExactly("incidentId");
    var line = bank.stream(BodyPublishers.ofString("{\"open\":" + opened + "}\n")).toList();
    assertThat(line).singleElement().asString().contains("422", "customer.id", UNNAMEABLE);

    var erased = bank.delete(contactOf(id));
    assertThat(erased.status()).isEqualTo(Reason.REQUEST_REFUSED.status());
    assertThat(erased.text("type")).isEqualTo(Reason.REQUEST_REFUSED.type());
    assertThat(erased.text("title")).isEqualTo(Reason.REQUEST_REFUSED.title());
    assertThat(erased.text("detail")).contains("alone between slashes");
    assertThat(erased.header("Content-Type")).startsWith("application/problem+json");
  }

  /** What one takes and the other does not would be a customer whom nobody can erase. */
  @Test
  void whatIsTakenAsAnIdIsTakenInAPathAndTheOtherWayRound() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    var checks = new ContactChecks(new Masking(secret -> {}));
    var firewall = new RequestFirewall();
    int taken = 0;
    for (int i = 0; i < RANDOM_IDS; i++) {
      // half of them have slashes between all pieces, where dots are alone more often
      var pieces = random.ints(1 + random.nextInt(6), 0, PIECES.size()).mapToObj(PIECES::get);
      var customer = pieces.collect(Collectors.joining(random.nextBoolean() ? "/" : ""));
      if (customer.isBlank()) {
        continue;
      }
      boolean fits = checks.customer(customer, Instant.EPOCH) instanceof Checked.Fit<String>;
      taken += fits ? 1 : 0;
      assertThat(passes(firewall, contactOf(customer)))
          .as("%s, seed %d", customer, seed)
          .isEqualTo(fits);
    }
    assertThat(taken).isBetween(RANDOM_IDS / 10, RANDOM_IDS * 9 / 10);
  }

  private static boolean passes(RequestFirewall firewall, String path) {
    var exchange =
        MockServerWebExchange.from(
            MockServerHttpRequest.method(HttpMethod.DELETE, URI.create(path)));
    return Boolean.TRUE.equals(
        firewall
            .getFirewalledExchange(exchange)
            .map(passed -> true)
            .onErrorReturn(ServerExchangeRejectedException.class, false)
            .block());
  }

  @Test
  void noOtherSpellingOfAPathGetsPastTheRulesOfAccess() {
    int port =
        PLATFORM.service().getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    var crafted = new CraftedPaths(port, PLATFORM.keys());
    assertThat(crafted.faults("DELETE", "/v1/customers/C-1/contact")).isEmpty();
    assertThat(crafted.faults("POST", "/v1/cases")).isEmpty();
    assertThat(crafted.faults("POST", "/v1/case-events")).isEmpty();
  }

  private static String contactOf(String customer) {
    var segment = URLEncoder.encode(customer, UTF_8).replace("+", "%20");
    return "/v1/customers/" + segment + "/contact";
  }
}
