// The projector: what is listed is written as large as the screen allows, never smaller than can be read from afar;
// what does not fit is counted. Without this file the page scrolls.
const STEP = 0.05;
const tooTall = () => document.documentElement.scrollHeight - window.innerHeight;

// <ol data-fit="LARGEST SMALLEST"> in rem, then <p data-more="and {count} more" data-beyond="how many are not even listed">.
function fit(list, isWide) {
  const [largest, smallest] = list.dataset.fit.split(" ").map(Number), items = [...list.children], more = list.nextElementSibling;
  const show = (count) => {
    items.forEach((item, place) => { item.hidden = place >= count; });
    const beyond = items.length - count + Number(more.dataset.beyond);
    more.hidden = !beyond;
    more.textContent = more.dataset.more.replace("{count}", beyond);
  };
  const write = (size) => { list.style.fontSize = `${size}rem`; };
  list.removeAttribute("style");
  show(items.length);
  if (!isWide) return;
  let size = largest, count = items.length;
  for (write(size); tooTall() > 0 && size - STEP >= smallest; write(size)) size -= STEP;
  if (tooTall() <= 0) return;
  // Columns are no longer balanced but filled one after the other, and what would need one more column goes.
  show(count - 1);
  list.style.height = `${list.offsetHeight - tooTall()}px`;
  list.style.columnFill = "auto";
  show(count);
  while (count > 1 && (list.scrollWidth > list.clientWidth || list.scrollHeight > list.clientHeight)) show(--count);
}
// <div data-grow="LARGEST SMALLEST"> in rem: a text that is shown whole.
function grow(text, isWide) {
  const [largest, smallest] = text.dataset.grow.split(" ").map(Number);
  text.removeAttribute("style");
  for (let size = largest; isWide && size >= smallest && (size === largest || tooTall() > 0); size -= STEP) text.style.fontSize = `${size}rem`;
}
function fitAll() {
  const isWide = matchMedia("(min-width: 50rem)").matches;
  for (const text of document.querySelectorAll("[data-grow]")) grow(text, isWide);
  for (const list of document.querySelectorAll("[data-fit]")) fit(list, isWide);
}
document.addEventListener("shown", fitAll);
document.addEventListener("load", fitAll, true);                                     // a photo that has come takes its place
addEventListener("resize", fitAll);
document.fonts.ready.then(fitAll);
