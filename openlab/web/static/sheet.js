// The form of a solution sheet, which works without this file too. With it:
// 1. While somebody types, or settles a conflict, the form stays as it is: a newer text is told, not put under their fingers.
// 2. What is typed is kept on this device, with the version that it started from, until it has been saved.
// 3. A photo is made smaller before it is sent.
const LONGEST_SIDE = 1600;
const keyOf = (form) => `sheet ${new URL(form.action).pathname}`;
const forms = () => [...document.querySelectorAll("form[data-sheet]")];
const parts = (form) => [...form.querySelectorAll("textarea[name], input[name=spokesperson]")];
const ticks = (form) => [...form.querySelectorAll("input[type=checkbox]")];
const isChanged = (field) => field.value !== field.defaultValue;
const isTyped = (form) => parts(form).some(isChanged) || ticks(form).some((tick) => tick.checked !== tick.defaultChecked);
const isConflict = (form) => form.matches("[data-conflict]");

// --- typed text stays -------------------------------------------------------------------------------------------
document.addEventListener("renew", (event) => {
  const form = event.target, want = event.detail;
  if (!isTyped(form) && !isConflict(form)) return;
  event.preventDefault();
  tell(form, want.elements.based_on.value === form.elements.based_on.value ? "" : want.dataset.newer);
});
function tell(form, text) {
  const box = form.querySelector(".newer");
  if (box.textContent === text) return;
  const notice = document.createElement("p");
  notice.className = "notice";
  notice.textContent = text;
  box.replaceChildren(...(text ? [notice] : []));
}
// What would be typed between sending and the answer would belong to neither.
new MutationObserver((changes) => {
  for (const { target } of changes) if (target.matches("form[data-sheet]")) for (const field of parts(target)) field.readOnly = target.getAttribute("aria-busy") === "true";
}).observe(document.body, { subtree: true, attributeFilter: ["aria-busy"] });

// --- drafts -----------------------------------------------------------------------------------------------------
const draftAt = (key) => JSON.parse(sessionStorage.getItem(key) ?? "null");
const forget = (form) => sessionStorage.removeItem(keyOf(form));
function chosen(form, field) {
  const pick = form.elements[`pick-${field.name}`]?.value;
  return pick && pick !== "both" ? form.elements[`${pick}-${field.name}`].value : field.value;
}
function keep(form) {
  if (!isTyped(form) && !isConflict(form)) return forget(form);
  const texts = parts(form).map((field) => [field.name, chosen(form, field), isChanged(field) || `pick-${field.name}` in form.elements]);
  const ticked = ticks(form).filter((tick) => tick.checked).map((tick) => tick.value);
  sessionStorage.setItem(keyOf(form), JSON.stringify({ version: form.elements.based_on.value, texts, ticked }));
}
function restore(form) {
  const draft = draftAt(keyOf(form)), now = form.elements.based_on;
  if (!draft || isConflict(form) || isTyped(form)) return;
  for (const [name, text] of draft.texts) if (form.elements[name]) form.elements[name].value = text;
  for (const tick of ticks(form)) tick.checked = draft.ticked.includes(tick.value);
  if (!isTyped(form)) return forget(form);
  if (now.value !== draft.version) tell(form, form.dataset.newer);
  now.value = draft.version;
  for (const field of parts(form)) field.dispatchEvent(new Event("input", { bubbles: true }));
}
document.addEventListener("input", ({ target }) => {
  const form = target.closest("form[data-sheet]");
  if (!form) return;
  const picks = form.elements[`pick-${target.name}`];
  if (picks) picks.value = "both";                                                  // who writes a text wants that text
  keep(form);
});
document.addEventListener("reset", ({ target }) => { if (target.matches("form[data-sheet]")) forget(target); });

// The round ended while somebody was writing: the form is gone, the text is shown.
function showUnsent() {
  const here = location.pathname, shown = forms().map(keyOf);
  const isOfThisPage = (path) => (here.startsWith("/labs/") ? path === here : path.replace(/\/sheets\/\d+$/, "") === here);
  const left = Object.keys(sessionStorage).filter((key) => key.startsWith("sheet ") && !shown.includes(key) && isOfThisPage(key.slice(6)));
  let aside = document.getElementById("unsent-sheet");
  if (!aside && !left.length) return;
  if (!aside) {
    const model = document.getElementById("unsent");
    aside = model.cloneNode(true);
    aside.id = "unsent-sheet";
    model.after(aside);
  }
  aside.hidden = !left.length || Boolean(document.querySelector("main [data-unsent]"));
  aside.querySelector(".unsent-text").textContent = left.flatMap((key) => draftAt(key).texts).filter(([, , typed]) => typed).map(([, text]) => text).join("\n\n");
  const erase = aside.querySelector("button");
  if (erase) erase.onclick = () => { left.forEach((key) => sessionStorage.removeItem(key)); showUnsent(); document.getElementById("main").focus(); };
}
function enliven() {
  forms().forEach(restore);
  showUnsent();
}
document.addEventListener("shown", enliven);
enliven();

// --- photos -----------------------------------------------------------------------------------------------------
document.addEventListener("change", async ({ target }) => {
  const file = target.matches("input[data-photo]") && target.files[0];
  if (!file) return;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
    const paper = canvas.getContext("2d");
    paper.fillStyle = "#fff";
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const smaller = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.9));
    if (smaller.size >= file.size || target.files[0] !== file) return;
    const files = new DataTransfer();
    files.items.add(new File([smaller], "photo.jpg", { type: "image/jpeg" }));
    target.files = files.files;
  } catch { /* sent as it is: the server says what is wrong with it */ }
});
