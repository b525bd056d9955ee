// Every page works without this file. With it:
// 1. <body data-events="URL"> listens for "version" events; each means "something changed: ask for this page again".
//    No event for a while (a proxy that buffers or forbids streams)? Then it asks every few seconds instead.
// 2. [data-live] regions are changed in place: focus, caret, typed text and open details survive.
// 3. The timer counts down, the same on every device whatever its clock says.
// 4. <form data-live-form> is sent in the background; what is typed into <form data-draft> survives a reload.
const body = document.body;
const status = document.getElementById("status");
const POLL = 1000 * (body.dataset.poll ?? 5), QUIET = 1000 * (body.dataset.quiet ?? 25), FIRST = Math.min(4000, QUIET);
let version = body.dataset.version, fading;

function say(name, lasting = false, text = name ? body.dataset[`text${name}`] : "") {
  clearTimeout(fading);
  if (status.textContent !== text) status.textContent = text;
  if (text && !lasting) fading = setTimeout(say, 4000);
}

// --- changing a region into its new version, keeping every node that is still there ----------------------------
function morphAttributes(node, want) {
  for (const { name, value } of want.attributes) if (name !== "open" && node.getAttribute(name) !== value) node.setAttribute(name, value);
  for (const { name } of [...node.attributes]) if (name !== "open" && !want.hasAttribute(name)) node.removeAttribute(name);
  if (node.nodeName === "DETAILS" && want.hasAttribute("open")) node.open = true;
}
function morphChildren(node, want) {
  const byId = new Map([...node.children].filter((child) => child.id).map((child) => [child.id, child]));
  let cursor = node.firstChild;
  for (const next of [...want.childNodes]) {
    let match = next.id ? byId.get(next.id) : null;
    if (!next.id && cursor && !cursor.id && cursor.nodeName === next.nodeName) match = cursor;
    if (match?.nodeName === next.nodeName) {
      if (match !== cursor) {
        // A node that moves loses the focus: when it holds it, the others move out of its way.
        if (match.contains(document.activeElement)) while (cursor !== match) { const after = cursor.nextSibling; node.append(cursor); cursor = after; }
        else node.insertBefore(match, cursor);
      }
      morph(match, next);
      cursor = match.nextSibling;
    } else node.insertBefore(document.importNode(next, true), cursor);
  }
  while (cursor) { const after = cursor.nextSibling; cursor.remove(); cursor = after; }
}
function morph(node, want) {
  if (node.nodeType !== Node.ELEMENT_NODE) { if (node.data !== want.data) node.data = want.data; return; }
  morphAttributes(node, want);
  if (node.nodeName === "TEXTAREA" && node.value !== node.defaultValue) return;     // what is being typed stays
  morphChildren(node, want);
}
function show(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const region of document.querySelectorAll("[data-live]")) {
    const want = page.getElementById(region.id);
    if (want) morph(region, want);
  }
  document.title = page.title;
  version = page.body.dataset.version;
  enliven();
}

// --- asking for this page again; the ETag makes "nothing new" cheap ---------------------------------------------
let etag = "", asking = null, again = false, offline = false;
const isElsewhere = (answer) => answer.redirected && new URL(answer.url).pathname !== location.pathname;
async function refresh() {
  if (asking) { again = true; return asking; }
  asking = ask();
  await asking;
  asking = null;
  if (again) { again = false; await refresh(); }
}
async function ask() {
  try {
    const answer = await timed(location.href, { headers: etag ? { "If-None-Match": etag } : {}, cache: "no-store" });
    if (isElsewhere(answer)) return location.assign(answer.url);
    if (answer.status === 200) { etag = answer.headers.get("ETag") ?? ""; show(await answer.text()); }
    if (offline && answer.status < 500) { offline = false; say("Back"); }
  } catch { offline = true; say("Offline", true); }
}

// --- forms ------------------------------------------------------------------------------------------------------
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-live-form]")) return;
  event.preventDefault();
  if (form.getAttribute("aria-busy") === "true") return;                            // a double tap
  form.setAttribute("aria-busy", "true");
  const sent = new URLSearchParams(new FormData(form)), nextRow = rowOf(form)?.nextElementSibling?.id;
  try {
    const answer = await timed(form.action, { method: "POST", body: sent });
    if (answer.ok && isElsewhere(answer)) return location.assign(answer.url);
    if (!answer.headers.get("Content-Type")?.startsWith("text/html") || answer.status >= 500) throw new Error(answer.status);
    if (answer.ok) { forgetDraft(form); form.reset(); form.closest("details.add, details[id^=change-], details[id^=tidy-]")?.removeAttribute("open"); }
    etag = answer.ok ? answer.headers.get("ETag") ?? "" : "";
    show(await answer.text());
    if (nextRow && !form.isConnected) document.querySelector(`#${nextRow} select`)?.focus();
    if (answer.ok) say("Sent", false, form.dataset.done); else (document.querySelector("main [aria-invalid=true]") ?? document.querySelector("main .fault"))?.focus();
  } catch { offline = !navigator.onLine; say(offline ? "Offline" : "Failed", true); } finally { form.removeAttribute("aria-busy"); }
});

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
const typedIn = (form) => [...form.querySelectorAll("textarea")].map((field) => [field.name, field.value]);
const forgetDraft = (form) => sessionStorage.removeItem(draftKey(form));
function keepDraft(form) {
  const typed = typedIn(form);
  if (typed.some(([, value]) => value.trim())) sessionStorage.setItem(draftKey(form), JSON.stringify(typed)); else forgetDraft(form);
}
function restoreDrafts() {
  const forms = [...document.querySelectorAll("form[data-draft]")];
  for (const form of forms) {
    for (const [name, value] of JSON.parse(sessionStorage.getItem(draftKey(form)) ?? "[]")) {
      const field = form.elements[name];
      if (field && !field.value && field !== document.activeElement) field.value = value;
    }
  }
  // The phase ended while somebody was writing: the form is gone, the text is shown.
  const unsent = document.getElementById("unsent"), here = forms.map(draftKey);
  const left = Object.keys(sessionStorage).filter((key) => key.startsWith(`draft ${location.pathname}/`) && !here.includes(key));
  unsent.hidden = !left.length;
  unsent.querySelector(".unsent-text").textContent = left.flatMap((key) => JSON.parse(sessionStorage.getItem(key)).map(([, value]) => value)).filter(Boolean).join("\n");
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
}
document.addEventListener("input", ({ target }) => {
  if (target.matches("[data-limit]")) countCharacters(target);
  const form = target.closest("form");
  if (form?.matches("[data-draft]")) keepDraft(form);
  if (form?.matches("[data-choose]")) countChoices(form);
});
document.addEventListener("reset", ({ target }) => setTimeout(() => { enliven(); keepDraft(target); }));

// --- the timer: <strong data-ends="moment of the server"> counts down, on a clock that nobody can set ------------
// What the server's clock says more than performance.now() lies between `least` and `most`: each answer was made after
// it was asked for and before it came. The next ones narrow this, or begin anew when this device has slept meanwhile.
let least = -Infinity, most = Infinity, asks = 0, ticking, last = {};
async function timed(address, options) {
  const asked = performance.now(), answer = await fetch(address, options);
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
let source, silence, polling;
function heard(event) {
  clearTimeout(silence); clearInterval(polling);
  if (polling || offline) say();
  polling = 0;
  silence = setTimeout(poll, QUIET);
  body.dataset.connection = "live";
  if (event.data !== version) setTimeout(refresh, 150 * Math.random());             // a whole room must not ask in one millisecond
}
function poll() {
  if (polling) return;
  body.dataset.connection = "polling";
  if (!offline) say("Polling");
  refresh();
  polling = setInterval(refresh, POLL);
}
function listen() {
  if (!body.dataset.events || document.hidden) return;
  source?.close();
  source = new EventSource(body.dataset.events);
  source.addEventListener("version", heard);
  source.onerror = () => { poll(); if (source.readyState === EventSource.CLOSED) setTimeout(listen, 6 * POLL); };
  clearTimeout(silence);
  silence = setTimeout(poll, FIRST);
}
function wake() {
  if (!body.dataset.events) return;
  if (document.hidden) { source?.close(); clearTimeout(silence); clearInterval(polling); polling = 0; } else { refresh(); listen(); }
}
addEventListener("online", wake);
addEventListener("offline", () => { offline = true; say("Offline", true); });
addEventListener("pageshow", (event) => { if (event.persisted) wake(); });
document.addEventListener("visibilitychange", wake);
enliven();
listen();
