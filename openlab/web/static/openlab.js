// Every page works without this file. With it:
// 1. <body data-events="URL"> listens for "version" events; each means "something changed: ask for this page again".
//    A "cards" event brings what became of everyone's cards, for pages that have all that was before; a "page" event
//    brings the page itself.
//    No event for a while (a proxy that buffers, cuts or forbids streams)? Then it asks every few seconds instead.
// 2. [data-live] regions are changed in place: focus, caret, typed text and open details survive.
// 3. The timer counts down, the same on every device whatever its clock says.
// 4. <form data-live-form> is sent in the background; what is typed into <form data-draft> survives a reload.
const body = document.body;
const status = document.getElementById("status");
const POLL = 1000 * (body.dataset.poll ?? 5), QUIET = 1000 * (body.dataset.quiet ?? 25), FIRST = Math.min(4000, QUIET);
const TOO_LONG = 20_000, PATCHES = 20;
let version = body.dataset.version, fading;

function say(name, lasting = false, text = name ? body.dataset[`text${name}`] : "") {
  clearTimeout(fading);
  if (status.textContent !== text) status.textContent = text;
  if (text && !lasting) fading = setTimeout(say, 4000);
}

// --- changing a region into its new version, keeping every node that is still there ----------------------------
let answered = null, faultsStay = false;
const keyOf = (node) => node.id || (node.nodeName === "OPTION" ? node.value : "");
const stays = (node) => faultsStay && node.nodeType === Node.ELEMENT_NODE && node.classList.contains("fault");
function morphAttributes(node, want) {
  const kept = faultsStay && node.hasAttribute("aria-invalid") ? ["open", "aria-invalid", "aria-describedby"] : ["open"];
  for (const { name, value } of want.attributes) if (!kept.includes(name) && node.getAttribute(name) !== value) node.setAttribute(name, value);
  for (const { name } of [...node.attributes]) if (!kept.includes(name) && !want.hasAttribute(name)) node.removeAttribute(name);
  if (node.nodeName === "DETAILS" && want.hasAttribute("open")) node.open = true;
}
function morphChildren(node, want) {
  const wanted = new Set([...want.children].map(keyOf));
  for (const child of [...node.children]) if (keyOf(child) && !wanted.has(keyOf(child)) && !stays(child)) child.remove();
  const byKey = new Map([...node.children].filter(keyOf).map((child) => [keyOf(child), child]));
  const pastFaults = (child) => { while (child && stays(child)) child = child.nextSibling; return child; };
  let cursor = pastFaults(node.firstChild);
  for (const next of [...want.childNodes]) {
    let match = keyOf(next) ? byKey.get(keyOf(next)) : null;
    if (!keyOf(next) && cursor && !keyOf(cursor) && cursor.nodeName === next.nodeName) match = cursor;
    if (match?.nodeName === next.nodeName) {
      if (match !== cursor) {
        // A node that moves loses the focus: when it holds it, the others move out of its way.
        if (match.contains(document.activeElement)) while (cursor !== match) { const after = cursor.nextSibling; node.append(cursor); cursor = after; }
        else node.insertBefore(match, cursor);
      }
      morph(match, next);
      cursor = pastFaults(match.nextSibling);
    } else node.insertBefore(document.importNode(next, true), cursor);
  }
  while (cursor) { const after = pastFaults(cursor.nextSibling); cursor.remove(); cursor = after; }
}
function morph(node, want) {
  if (node.nodeType !== Node.ELEMENT_NODE) { if (node.data !== want.data) node.data = want.data; return; }
  if (node.name === "form_key" && node.form !== answered) return;                   // sent again after a failure, it is the same form
  if (node !== answered && isHeld(node, want)) return;
  morphAttributes(node, want);
  if (node.nodeName === "TEXTAREA" && node.value !== node.defaultValue) return;     // what is being typed stays
  morphChildren(node, want);
}
// A form that somebody writes on may ask, in sheet.js, to stay as it is.
const isHeld = (form, want) => form.matches("form[data-sheet]") && !form.dispatchEvent(new CustomEvent("renew", { bubbles: true, cancelable: true, detail: want }));
// `form` is the one that was answered by this page: its key is renewed, and what was wrong before no longer is.
function show(html, form = null) {
  const page = new DOMParser().parseFromString(html, "text/html");
  completeList(page);
  const isElsewhen = !form && page.title !== document.title;                        // the facilitator moved on
  answered = form;
  faultsStay = !form && !isElsewhen;
  keepingFocus(() => {
    for (const region of document.querySelectorAll("[data-live]")) {
      const want = page.getElementById(region.id);
      if (want) morph(region, want);
    }
    document.title = page.title;
    version = page.body.dataset.version;
    catchUp();
    follow(page.body.dataset.events);
    if (isElsewhen && !document.documentElement.matches(".screen")) say("", false, (document.querySelector("[aria-current=step]") ?? document.querySelector("h1")).textContent);
    enliven();
  });
}

// --- everyone's cards: what the stream told of them ---------------------------------------------------------------
// Kept for a while: a page that was asked for before something was told may come after it.
let patches = [];
function catchUp() {
  for (const patch of patches) if (patch.since.includes(version)) { put(patch); version = patch.version; }
}
// The answer to a form has only what became of the list since the page that it was sent from.
function completeList(page) {
  const list = page.getElementById("cards"), patch = list?.dataset.patch;
  if (!patch) return;
  list.append(...document.getElementById("cards")?.cloneNode(true).children ?? []);
  put(JSON.parse(patch), page);
  delete list.dataset.patch;
}
const numberOf = (card) => Number(card.id.replace("card-", ""));
function put({ count, cards, gone }, page = document) {
  const list = page.getElementById("cards");
  if (!list) return;
  for (const number of gone) page.getElementById(`card-${number}`)?.remove();
  for (const [number, html] of cards) {
    const card = page.getElementById(`card-${number}`), want = new DOMParser().parseFromString(html, "text/html").body.firstElementChild;
    if (card) morph(card, want); else list.insertBefore(page.importNode(want, true), [...list.children].find((other) => numberOf(other) < number) ?? null);
  }
  page.querySelector("#everyones-heading .count").textContent = count;
  page.getElementById("none-yet").hidden = count > 0;
}

// --- the focus is never lost: when what held it has gone, it goes to what is nearest ------------------------------
const isShown = (node) => node.isConnected && (node.checkVisibility?.() ?? true);
function keepingFocus(change) {
  const held = document.activeElement, around = ancestors(held);
  change();
  if (around.length && !isShown(held)) focusNear(around);
}
const ancestors = (node) => (node && node !== body ? [node, ...ancestors(node.parentElement)] : []);
function focusNear(around) {
  const main = document.getElementById("main"), near = around.find(isShown) ?? main;
  const inside = near === main || near.parentElement === main ? [] : near.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary, textarea");
  ([...inside].find(isShown) ?? main).focus({ preventScroll: true });
}

// --- asking for this page again; the ETag makes "nothing new" cheap ---------------------------------------------
let etag = "", asking = null, again = false, offline = false, answers = 0;
const isElsewhere = (answer) => answer.redirected && new URL(answer.url).pathname !== location.pathname;
async function refresh() {
  if (asking) { again = true; return asking; }
  asking = ask();
  await asking;
  asking = null;
  if (again) { again = false; await refresh(); }
}
async function ask() {
  const before = answers;
  try {
    const answer = await timed(location.href, { headers: etag ? { "If-None-Match": etag } : {}, cache: "no-store" });
    if (isElsewhere(answer)) return location.assign(answer.url);
    const html = answer.status === 200 ? await answer.text() : "";
    if (before !== answers) again = true;                                           // a form was answered meanwhile: this page is older
    else if (html) { etag = answer.headers.get("ETag") ?? ""; show(html); }
    if (offline && answer.status < 500) { offline = false; say("Back"); }
  } catch { offline = true; say("Offline", true); }
}

// --- forms ------------------------------------------------------------------------------------------------------
let sending = null;
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-forget]")) sessionStorage.clear();
  if (!form.matches("[data-live-form]")) return;
  event.preventDefault();
  if (form.getAttribute("aria-busy") !== "true") sending = send(form);              // else a double tap
});
async function send(form) {
  form.setAttribute("aria-busy", "true");
  let reason;
  const sent = form.enctype === "multipart/form-data" ? new FormData(form) : new URLSearchParams(new FormData(form));
  try {
    const answer = await timed(form.action, { method: "POST", body: sent, headers: version ? { "Openlab-Version": version } : {} });
    if (answer.ok && isElsewhere(answer)) return location.assign(answer.url);
    if (answer.status >= 500) reason = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".fault")?.textContent;
    if (!answer.headers.get("Content-Type")?.startsWith("text/html") || answer.status >= 500) throw new Error(answer.status);
    const html = await answer.text();
    answers += 1;
    if (answer.ok) { taken = true; forgetDraft(form); form.reset(); }
    etag = answer.ok ? answer.headers.get("ETag") ?? "" : "";
    form.removeAttribute("aria-busy");
    const box = answer.ok && form.closest("details.add, details[id^=change-], details[id^=tidy-]");
    if (box) { if (box.contains(document.activeElement)) box.querySelector("summary").focus(); box.open = false; }
    show(html, form);
    if (answer.ok) say("Sent", false, form.dataset.done); else document.querySelector("main [aria-invalid=true], main .fault")?.focus();
  } catch { offline = !navigator.onLine; say(offline ? "Offline" : "Failed", true, reason); } finally { form.removeAttribute("aria-busy"); }
}
// Once a form was taken, the second click of a double click, or a key held down, would press the button that has taken its place.
let taken = false;
const isOfLiveForm = (target) => target.closest("form[data-live-form] button");
document.addEventListener("input", () => { taken = false; });
document.addEventListener("click", (event) => {
  if (event.detail > 1 && taken && isOfLiveForm(event.target)) event.preventDefault();
  else taken = false;
});
document.addEventListener("keydown", (event) => { if (event.repeat && event.key === "Enter" && isOfLiveForm(event.target)) event.preventDefault(); });

// --- rows that are worked on by keyboard: the same field of the next row, and saving ------------------------------
const rowOf = (node) => node.closest("[data-rows] > li");
document.addEventListener("keydown", (event) => {
  const field = event.target, row = field.matches("select") && rowOf(field);
  if (!row) return;
  const towards = { PageDown: "nextElementSibling", PageUp: "previousElementSibling" }[event.key];
  if (towards) row[towards]?.querySelector(`select[name=${field.name}]`)?.focus();
  else if (event.key === "Enter") field.form.requestSubmit();
  else return;
  event.preventDefault();
});

// --- drafts: what is typed is kept on this device until it has been sent ----------------------------------------
const draftKey = (form) => `draft ${new URL(form.action).pathname}`;
const forgetDraft = (form) => sessionStorage.removeItem(draftKey(form));
const draft = (key) => JSON.parse(sessionStorage.getItem(key) ?? "[]");
function keepDraft(form) {
  const fields = [...form.querySelectorAll("textarea")];
  const isTyped = fields.some((field) => field.value.trim() && field.value !== field.defaultValue);
  if (isTyped) sessionStorage.setItem(draftKey(form), JSON.stringify(fields.map((field) => [field.name, field.value]))); else forgetDraft(form);
}
function restoreDrafts() {
  const forms = [...document.querySelectorAll("form[data-draft]")];
  for (const form of forms) {
    for (const [name, value] of draft(draftKey(form))) {
      const field = form.elements[name];
      if (!field || field.value !== field.defaultValue || field.value === value || field === document.activeElement) continue;
      field.value = value;
      if (form.closest("details")) form.closest("details").open = true;
    }
  }
  showUnsent(forms.map(draftKey));
}
// The phase ended while somebody was writing: the form is gone, the text is shown (unless the answer of the server shows it).
function showUnsent(here) {
  const unsent = document.getElementById("unsent");
  const left = Object.keys(sessionStorage).filter((key) => key.startsWith(`draft ${location.pathname}/`) && !here.includes(key));
  const isNew = unsent.hidden && left.length;
  unsent.hidden = !left.length || Boolean(document.querySelector("main [data-unsent]"));
  unsent.querySelector(".unsent-text").textContent = left.flatMap((key) => draft(key).map(([, value]) => value)).filter(Boolean).join("\n");
  unsent.querySelector("button").onclick = () => { left.forEach((key) => sessionStorage.removeItem(key)); showUnsent(here); document.getElementById("main").focus(); };
  if (isNew && !unsent.hidden) { say("Unsent"); unsent.scrollIntoView({ block: "nearest" }); }
}

// --- counting: characters left, and two choices -----------------------------------------------------------------
function countCharacters(field) {
  let left = field.parentElement.querySelector(".left");
  if (!left) { left = document.createElement("span"); left.className = "left"; field.after(left); }
  const over = [...field.value.trim()].length - field.dataset.limit;
  left.textContent = over > 0 ? `${over} ${body.dataset.textOver}` : `${-over} ${body.dataset.textLeft}`;
  left.classList.toggle("over", over > 0);
  left.hidden = over < -field.dataset.limit / 4;
}
function countChoices(form) {
  const chosen = form.querySelectorAll("[name=choice]:checked").length, out = form.querySelector(".chosen");
  const text = `${chosen} ${body.dataset.textChosen}`;
  if (out.textContent !== text) out.textContent = text;
  out.classList.toggle("over", chosen > 2);
}
function enliven() {
  restoreDrafts();
  document.querySelectorAll("[data-limit]").forEach(countCharacters);
  document.querySelectorAll("form[data-choose]").forEach(countChoices);
  tick();
  document.dispatchEvent(new Event("shown"));
}
document.addEventListener("input", ({ target }) => {
  if (target.matches("[data-limit]")) countCharacters(target);
  const form = target.closest("form");
  if (form?.matches("[data-draft]")) keepDraft(form);
  if (form?.matches("[data-choose]")) countChoices(form);
});

// --- the timer: <strong data-ends="moment of the server"> counts down, on a clock that nobody can set ------------
// What the server's clock says more than performance.now() lies between `least` and `most`: each answer was made after
// it was asked for and before it came. The next ones narrow this, or begin anew when this device has slept meanwhile.
let least = -Infinity, most = Infinity, asks = 0, ticking, last = {};
async function timed(address, options) {
  const asked = performance.now(), answer = await fetch(address, { ...options, signal: AbortSignal.timeout?.(TOO_LONG) });
  const now = Number(answer.headers.get("Openlab-Now")), low = now - performance.now(), high = now - asked;
  if (!now) return answer;
  [least, most] = low <= most && least <= high ? [Math.max(least, low), Math.min(most, high)] : [low, high];
  tick();
  return answer;
}
function tick() {
  clearTimeout(ticking);
  const face = document.querySelector("[data-ends]");
  if (!face) return;
  if (most - least > 1000 && asks < 3) { asks += 1; refresh(); }                     // a slow network may do better the next time
  if (most === Infinity) return;                                                    // the end that the server wrote stays meanwhile
  const ends = face.dataset.ends, left = Math.max(0, ends - performance.now() - (least + most) / 2), seconds = Math.ceil(left / 1000);
  const hours = Math.floor(seconds / 3600), minutes = String(Math.floor(seconds / 60) % 60).padStart(hours ? 2 : 1, "0");
  const text = seconds ? `${hours ? `${hours}:` : ""}${minutes}:${String(seconds % 60).padStart(2, "0")}` : face.dataset.over;
  if (face.textContent !== text) face.textContent = text;
  face.classList.toggle("up", !seconds);
  if (ends === last.ends) sayTime([0, 60, 300].find((mark) => seconds <= mark && last.seconds > mark));
  last = { ends, seconds };
  if (left) ticking = setTimeout(tick, left % 1000 || 1000);
}
function sayTime(mark) {
  const voice = document.getElementById("time-said");
  if (mark === undefined || !voice) return;
  voice.textContent = voice.dataset[`at${mark}`];
  setTimeout(() => { voice.textContent = ""; }, 10_000);
}

// --- live -------------------------------------------------------------------------------------------------------
let source, silence, retry, polling, steady, cuts = 0, told = version;
function heardOfCards({ data }) {
  const [since, patch] = data.split("\n");
  patches = [...patches.slice(-PATCHES), { since: since.split(" "), ...JSON.parse(patch) }];
  answered = null;
  faultsStay = true;
  keepingFocus(() => { catchUp(); enliven(); });
  heard(patches.at(-1).version);
}
async function heardOfPage({ data }) {
  const [since, told] = data.split("\n"), { version: newest, html } = JSON.parse(told);
  await Promise.all([asking, sending]);
  if (since.split(" ").includes(version)) show(html);
  heard(newest);
}
function heard(newest) {
  [silence, retry].forEach(clearTimeout);
  silence = setTimeout(silent, QUIET);
  // A stream that has failed is trusted again when it has lasted for a while: a proxy may cut each one after its first event.
  if (polling) steady ||= setTimeout(live, POLL); else live();
  const tries = newest === told ? 1 : 3;
  told = newest;
  setTimeout(refreshIfBehind, 150 * Math.random(), tries);                          // a whole room must not ask in one millisecond
}
// An answer may bring what was told; or be older, asked for before, or made by another process that had not heard yet.
async function refreshIfBehind(tries) {
  await Promise.all([asking, sending]);
  if (told === version) return;
  await refresh();
  if (tries > 1) setTimeout(refreshIfBehind, 500, tries - 1);
}
function live() {
  clearInterval(polling); clearTimeout(steady);
  if (body.dataset.connection === "polling" && !offline) say();
  polling = steady = cuts = 0;
  body.dataset.connection = "live";
}
function poll(isWorthSaying) {
  if (isWorthSaying && body.dataset.connection !== "polling") {
    body.dataset.connection = "polling";
    if (!offline) say("Polling");
  }
  if (polling) return;
  refresh();
  polling = setInterval(refresh, POLL);
}
function silent() {
  poll(true);
  retry = setTimeout(listen, 6 * POLL);
}
function listen() {
  if (!body.dataset.events || document.hidden) return;
  source?.close();
  [silence, retry].forEach(clearTimeout);
  source = new EventSource(body.dataset.events);
  source.addEventListener("version", ({ data }) => heard(data));
  source.addEventListener("cards", heardOfCards);
  source.addEventListener("page", heardOfPage);
  source.onerror = () => {
    const isRefused = source.readyState === EventSource.CLOSED;
    clearTimeout(steady); steady = 0;
    poll(isRefused || cuts++ > 0);                                                  // one cut may be a restart of the server
    if (isRefused) retry = setTimeout(listen, 6 * POLL);
  };
  silence = setTimeout(silent, FIRST);
}
// Another tab has joined, or has come back as someone else: their own cards are told otherwise.
function follow(events) {
  if (!events || events === body.dataset.events) return;
  body.dataset.events = events;
  listen();
}
function wake() {
  if (!body.dataset.events) return;
  if (document.hidden) { source?.close(); [silence, retry, steady].forEach(clearTimeout); clearInterval(polling); polling = steady = 0; } else { refresh(); listen(); }
}
addEventListener("online", wake);
addEventListener("offline", () => { offline = true; say("Offline", true); });
addEventListener("pageshow", (event) => { if (event.persisted) wake(); });
document.addEventListener("visibilitychange", wake);
enliven();
listen();
// The back button shows a page as it was kept: perhaps of another phase, or of the person who had this phone before.
if (performance.getEntriesByType("navigation")[0]?.type === "back_forward" && body.dataset.events) refresh();
