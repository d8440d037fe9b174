"use strict";
// One conversation per address. Messages come by server-sent events, oldest first, and again after
// a lost connection from the last one seen.
const conversations = new Map();
const SHOWN_CONVERSATIONS = 200;
let chosen = null;
let filter = "ALL";
let lastNumber = 0;
let drawing = false;

const byId = (id) => document.getElementById(id);
const panes = byId("panes");
const stage = byId("stage");
panes.dataset.open = "false";

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

const isChinese = (text) => /[\u3400-\u9fff]/.test(text);
const clock = (iso) => new Date(iso).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" });

function linked(parent, text) {
  parent.lang = isChinese(text) ? "zh-CN" : "en";
  for (const piece of text.split(/(https?:\/\/[^\s，。]+)/)) {
    if (/^https?:\/\//.test(piece)) {
      const link = element("a", "", piece);
      link.href = piece;
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      parent.append(link);
    } else {
      parent.append(piece);
    }
  }
}

function take(message) {
  if (message.number <= lastNumber) return;
  lastNumber = message.number;
  const key = message.channel + " " + message.to;
  const conversation = conversations.get(key) ?? { key, to: message.to, channel: message.channel, messages: [], unread: 0 };
  conversations.delete(key);
  conversations.set(key, conversation);
  conversation.messages.push(message);
  if (chosen === key) {
    show(conversation, message);
  } else {
    conversation.unread++;
  }
  byId("announcer").textContent = (message.channel === "SMS" ? "SMS to " : "E-mail to ") + message.to;
  if (chosen === null && window.matchMedia("(min-width: 44.01rem)").matches) choose(key, false);
  drawSoon();
}

function drawSoon() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => { drawing = false; draw(); });
}

function draw() {
  const list = byId("people");
  const rows = [];
  for (const conversation of [...conversations.values()].reverse()) {
    if (filter !== "ALL" && conversation.channel !== filter) continue;
    if (rows.length === SHOWN_CONVERSATIONS) break;
    const last = conversation.messages.at(-1);
    const button = element("button", "person");
    button.type = "button";
    button.dataset.key = conversation.key;
    if (conversation.key === chosen) button.setAttribute("aria-current", "true");
    button.append(element("span", "who", conversation.to), element("span", "when", clock(last.receivedAt)),
      element("span", "last", last.subject || last.text));
    if (conversation.unread > 0) button.append(element("span", "unread", String(conversation.unread)));
    button.addEventListener("click", () => choose(conversation.key, true));
    const row = element("li");
    row.append(button);
    rows.push(row);
  }
  const focused = document.activeElement?.dataset?.key;
  list.replaceChildren(...rows);
  if (focused) list.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  byId("state").textContent = lastNumber === 1 ? "1 message" : lastNumber + " messages";
}

function choose(key, byHand) {
  chosen = key;
  const conversation = conversations.get(key);
  conversation.unread = 0;
  const back = element("button", "back", "‹ Conversations");
  back.type = "button";
  back.addEventListener("click", () => { chosen = null; panes.dataset.open = "false"; drawSoon(); });
  if (conversation.channel === "SMS") {
    const phone = element("section", "phone");
    phone.setAttribute("aria-label", "SMS to " + conversation.to);
    const top = element("div", "top");
    top.append(element("strong", "", conversation.messages[0].from), element("span", "", "on the phone " + conversation.to));
    phone.append(top, element("ol", "thread"));
    stage.replaceChildren(back, phone);
  } else {
    stage.replaceChildren(back, element("section", "mails"));
  }
  conversation.messages.forEach((message) => show(conversation, message));
  if (byHand) {
    panes.dataset.open = "true";
    stage.focus();
  }
  drawSoon();
}

function show(conversation, message) {
  if (conversation.channel === "SMS") {
    const thread = stage.querySelector(".thread");
    const bubble = element("li", "bubble new");
    linked(bubble, message.text);
    const parts = message.parts > 1 ? ` · ${message.parts} parts` : "";
    const stamp = element("li", "stamp", `${clock(message.receivedAt)} · ${message.encoding}${parts}`);
    thread.append(bubble, stamp);
    thread.scrollTop = thread.scrollHeight;
  } else {
    stage.querySelector(".mails").prepend(mail(message));
  }
}

function mail(message) {
  const article = element("article", "mail new");
  const head = element("header");
  const title = element("h2", "", message.subject || "(no subject)");
  title.lang = isChinese(message.subject) ? "zh-CN" : "en";
  const facts = element("dl");
  for (const [name, value] of [["From", message.from], ["To", message.to], ["At", clock(message.receivedAt)]]) {
    facts.append(element("dt", "", name), element("dd", "", value));
  }
  head.append(title, facts);
  article.append(head);
  if (message.html) {
    // No scripts run inside; same origin only lets this page measure the height.
    const frame = element("iframe");
    frame.setAttribute("sandbox", "allow-same-origin allow-popups allow-popups-to-escape-sandbox");
    frame.title = message.subject || "E-mail";
    frame.src = "/mail/" + message.number;
    frame.addEventListener("load", () => {
      const height = frame.contentDocument?.documentElement?.scrollHeight;
      if (height) frame.style.height = Math.min(height + 8, 1600) + "px";
    });
    article.append(frame);
  } else {
    const text = element("pre");
    linked(text, message.text);
    article.append(text);
  }
  return article;
}

for (const button of document.querySelectorAll("[data-filter]")) {
  button.addEventListener("click", () => {
    filter = button.dataset.filter;
    document.querySelectorAll("[data-filter]").forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
    drawSoon();
  });
}

function connect() {
  const source = new EventSource("/api/stream?after=" + lastNumber);
  source.onopen = () => { byId("light").classList.add("on"); drawSoon(); };
  source.onmessage = (event) => take(JSON.parse(event.data));
  source.onerror = () => {
    byId("light").classList.remove("on");
    byId("state").textContent = "connection lost, trying again …";
    source.close();
    setTimeout(connect, 2000);
  };
}
connect();
