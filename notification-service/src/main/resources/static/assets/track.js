"use strict";
// The server draws the page; this only exchanges the parts that changed, and says what is new.
const body = document.body;
const live = document.getElementById("live");
const SETTLE_MILLIS = 150;
const LONGEST_WAIT_MILLIS = 30000;
let shown = Number(body.dataset.sequence);
let wanted = shown;
let wait = 1000;
let timer = 0;
let loading = false;

function say(state) {
  if (!live) return;
  live.hidden = false;
  live.dataset.state = state;
  live.textContent = state === "on" ? live.dataset.on : live.dataset.off;
}

// what was typed or ticked stays while only the forms' keys change
const withoutKeys = (html) => html.replace(/(name="key" value=")\d+/g, "$1");

function exchange(part, fresh) {
  part.querySelectorAll(".new").forEach((line) => line.removeAttribute("class"));
  const keys = part.querySelectorAll('[name="key"]');
  fresh.querySelectorAll('[name="key"]').forEach((key, i) => {
    if (keys[i]) keys[i].setAttribute("value", key.getAttribute("value"));
  });
  const same = withoutKeys(part.innerHTML) === withoutKeys(fresh.innerHTML);
  if (same && part.dataset.status === fresh.dataset.status) return;
  const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
  const before = new Set([...part.children].map((child) => child.outerHTML));
  part.replaceChildren(...fresh.childNodes);
  if (fresh.dataset.status) part.dataset.status = fresh.dataset.status;
  for (const child of part.children) {
    if (part.dataset.part === "steps" && !before.has(child.outerHTML)) child.classList.add("new");
  }
  if (focused) (document.getElementById(focused) || document.getElementById("case")).focus();
}

async function refresh() {
  if (loading) return;
  loading = true;
  try {
    const url = new URL(location.href);
    url.searchParams.delete("sent");
    const answer = await fetch(url, { cache: "no-store", credentials: "omit" });
    if (!answer.ok) throw new Error(String(answer.status));
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const parts = document.querySelectorAll("[data-part]");
    if (parts.length === 0) {
      location.reload();
      return;
    }
    for (const part of parts) {
      const other = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
      if (other) exchange(part, other);
    }
    const newest = document.querySelector(".steps .new p");
    const news = document.getElementById("news");
    if (newest && news) news.textContent = news.dataset.say.replace("{what}", newest.textContent);
    document.title = fresh.title;
    shown = Number(fresh.body.dataset.sequence);
  } catch (failed) {
    timer = setTimeout(refresh, 2000);
  } finally {
    loading = false;
  }
  if (shown < wanted) refreshSoon();
}

function refreshSoon() {
  clearTimeout(timer);
  timer = setTimeout(refresh, SETTLE_MILLIS);
}

function connect() {
  const source = new EventSource(body.dataset.stream + "&after=" + shown);
  source.onopen = () => {
    wait = 1000;
    say("on");
  };
  source.addEventListener("case", (event) => {
    wanted = Math.max(wanted, Number(event.lastEventId));
    const old = Boolean(JSON.parse(event.data).asOf);
    const shownOld = Boolean(document.querySelector('[data-part="asOf"] p'));
    if (wanted > shown || old !== shownOld) refreshSoon();
  });
  source.onerror = () => {
    say("off");
    // a lost connection is taken up again by the browser; an answer that is no stream is not
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(connect, wait);
      wait = Math.min(wait * 2, LONGEST_WAIT_MILLIS);
    }
  };
}

// "today" grows old in a page that stays open
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") refreshSoon();
});
connect();
