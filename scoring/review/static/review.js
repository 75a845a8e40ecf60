// Keyboard and answers without a new page. Everything works without this file, too.
"use strict";

const rows = () => [...document.querySelectorAll(".row[data-handle]")];
const isList = () => document.querySelector(".rows") !== null;
let here = -1;
let done = [];

function tell(words) {
  const told = document.getElementById("told");
  told.textContent = words;
  told.classList.add("shown");
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => told.classList.remove("shown"), 2500);
}

function go(to) {
  const all = rows();
  if (!all.length) return;
  here = Math.max(0, Math.min(all.length - 1, to));
  all.forEach((row, number) => row.classList.toggle("here", number === here));
  all[here].scrollIntoView({ block: "nearest" });
  const link = all[here].querySelector("a.look");
  if (link) link.focus({ preventScroll: true });
}

const current = () => rows()[isList() ? here : 0];

function show(row, told) {
  row.classList.remove("accept", "reject", "later", "open");
  row.classList.add(told.verdict || "open");
  for (const button of row.querySelectorAll(".answers button[name=answer]"))
    button.setAttribute("aria-pressed", String(button.value === told.verdict));
  const undo = row.querySelector(".answers .undo");
  if (undo) undo.hidden = !told.verdict;
  for (const answer of ["accept", "later", "reject"]) {
    const count = document.getElementById(`count-${answer}`);
    if (count) count.textContent = (told.counts || {})[answer] || 0;
  }
}

async function send(row, address, fields) {
  const body = new URLSearchParams({ network: row.dataset.network, handle: row.dataset.handle, ...fields });
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    show(row, await answer.json());
    return true;
  } catch {
    tell("Not kept: nanoscout does not answer. Is it still running?");
    return false;
  }
}

const WORDS = { accept: "Accepted", reject: "Rejected", later: "Put off" };

async function answer(row, verdict) {
  if (!row || !(await send(row, "/answer", { answer: verdict }))) return;
  done.push(row);
  tell(`${WORDS[verdict]}: ${row.dataset.handle} (u takes it back)`);
}

async function undo(row) {
  if (row && (await send(row, "/undo", {}))) tell(`Taken back: ${row.dataset.handle}`);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (!form.classList.contains("answers") || !button) return;
  event.preventDefault();
  const row = form.closest(".row");
  if (button.classList.contains("undo")) undo(row);
  else answer(row, button.value);
});

function mark() {
  const form = document.getElementById("comparing");
  if (!form) return;
  const marked = [...document.querySelectorAll(".pick input:checked")];
  form.hidden = marked.length < 2;
  form.querySelector("b").textContent = marked.length;
  form.querySelectorAll("input").forEach((old) => old.remove());
  for (const one of marked.slice(0, 4)) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "who";
    field.value = one.value;
    form.append(field);
  }
}
document.addEventListener("change", (event) => event.target.closest(".pick") && mark());
window.addEventListener("pageshow", mark);

// On a phone the filters would fill the first screen.
const filters = document.querySelector(".narrowing:not(.narrowed)");
if (filters && matchMedia("(max-width: 52rem)").matches) filters.open = false;

const KEYS = {
  j: () => go(here + 1),
  k: () => go(here - 1),
  a: async () => { await answer(current(), "accept"); if (isList()) go(here + 1); },
  r: async () => { await answer(current(), "reject"); if (isList()) go(here + 1); },
  s: async () => { await answer(current(), "later"); if (isList()) go(here + 1); },
  u: () => { const last = done.pop() || current(); if (isList()) go(rows().indexOf(last)); undo(last); },
  c: () => { const box = current() && current().querySelector(".pick input"); if (box) { box.checked = !box.checked; mark(); } },
  "/": () => { const field = document.querySelector("input[type=search]"); if (field) field.focus(); },
  "?": () => document.getElementById("help").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, select, textarea, dialog")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
