"use strict";
const sides = [document.getElementById("left"), document.getElementById("right")];
const told = document.getElementById("told");
const lines = [...document.querySelectorAll("[data-links]")];
const bad = lines.filter((line) => line.matches(".not-in-spec, .not-on-page, .undecided, .contradiction"));
let current = null;
let lit = [];

function linksOf(line) { return line.dataset.links.split(" "); }
function sideOf(line) { return sides.find((side) => side.contains(line)); }

function show(line, counterpart = true) {
  for (const one of lit) one.classList.remove("lit");
  (current || lines[0]).tabIndex = -1;
  line.tabIndex = 0;
  current = line;
  const link = linksOf(line)[0];
  lit = lines.filter((one) => linksOf(one).includes(link));
  for (const one of lit) one.classList.add("lit");
  told.textContent = line.title;
  line.focus({ preventScroll: true });
  line.scrollIntoView({ block: "nearest" });
  const other = lit.find((one) => sideOf(one) !== sideOf(line));
  if (other && counterpart) other.scrollIntoView({ block: "center" });
  return other;
}

function step(list, by) {
  if (!list.length) return;
  const at = current ? list.indexOf(current) : -Math.max(by, 0);
  show(list[(at + by + list.length) % list.length]);
}

function facts() {
  const side = current ? sideOf(current) : sides[0];
  const own = lines.filter((line) => side.contains(line));
  return own.filter((line, n) => line === current || n === 0 || linksOf(line)[0] !== linksOf(own[n - 1])[0]);
}

document.addEventListener("click", (event) => {
  const line = event.target.closest("[data-links]");
  if (line) show(line);
});
document.addEventListener("focusin", (event) => {
  const line = event.target.closest("[data-links]");
  if (line && line !== current) show(line);
});
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const moves = {
    ArrowDown: () => step(facts(), 1),
    ArrowUp: () => step(facts(), -1),
    n: () => step(bad, 1),
    Enter: () => { const other = current && show(current); if (other) show(other); },
  };
  if (moves[event.key]) { moves[event.key](); event.preventDefault(); }
});
if (lines.length) lines[0].tabIndex = 0;
