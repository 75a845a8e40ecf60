// Keyboard and answers without a new page. Everything works without this file, too.
"use strict";

const rows = () => [...document.querySelectorAll(".row[data-handle]")];
const list = document.querySelector(".rows");
const several = document.querySelector(".rows, .compare") !== null;
let here = -1;
let done = [];

// What one tab remembers between its pages: the list that was left, and who was marked.
const kept = {
  get: (name) => JSON.parse(sessionStorage.getItem(name) || "null"),
  set: (name, value) => sessionStorage.setItem(name, JSON.stringify(value)),
};

function tell(words, milliseconds = 2500) {
  const told = document.getElementById("told");
  told.textContent = words;
  told.classList.add("shown");
  clearTimeout(tell.timer);
  if (milliseconds) tell.timer = setTimeout(() => told.classList.remove("shown"), milliseconds);
}

function choose(number) {
  here = number;
  rows().forEach((row, place) => row.classList.toggle("here", place === here));
}

function go(to) {
  const all = rows();
  if (!all.length) return;
  const more = document.querySelector(".pages a[rel=next]");
  if (list && to >= all.length && more) {
    more.focus();
    tell("The last one of this page: Enter shows more");
    return;
  }
  choose(Math.max(0, Math.min(all.length - 1, to)));
  all[here].scrollIntoView({ block: "nearest" });
  const target = all[here].querySelector("a.look") || all[here].querySelector(".answers button");
  if (target) target.focus({ preventScroll: true });
}

const current = () => rows()[several ? here : 0];

function show(row, told) {
  row.classList.remove("accept", "reject", "later", "open");
  row.classList.add(told.verdict || "open");
  for (const button of row.querySelectorAll(".answers button[name=answer]"))
    button.setAttribute("aria-pressed", String(button.value === told.verdict));
  const undo = row.querySelector(".answers .undo");
  if (undo) undo.hidden = !told.verdict;
  const said = row.querySelector(".said.answered");
  if (said) {
    said.hidden = !told.verdict;
    said.textContent = told.verdict ? `${WORDS[told.verdict]} just now` : "";
  }
  for (const answer of ["accept", "later", "reject"]) {
    const count = document.getElementById(`count-${answer}`);
    if (count) count.textContent = (told.counts || {})[answer] || 0;
  }
}

async function send(row, address, fields) {
  const body = new URLSearchParams({ network: row.dataset.network, handle: row.dataset.handle, ...fields });
  let answer;
  try {
    answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
  } catch {
    tell("Not kept: nanoscout does not answer. Is it still running?", 8000);
    return false;
  }
  const told = await answer.json().catch(() => ({}));
  if (answer.ok) show(row, told);
  else tell(`Not kept: ${told.error || "open the address that nanoscout printed once more"}`, 8000);
  return answer.ok;
}

const WORDS = { accept: "Accepted", reject: "Rejected", later: "Put off" };

// One after the other, in the order of the keys, however fast they come.
let queue = Promise.resolve();
const inTurn = (work) => (queue = queue.then(work));

async function answer(row, verdict) {
  const pressed = row.querySelector(".answers [aria-pressed=true]");
  if (!(await send(row, "/answer", { answer: verdict }))) {
    if (several) choose(rows().indexOf(row));
    return;
  }
  if (!pressed || pressed.value !== verdict) done.push(row); // said twice it is one answer, which one u takes back
  tell(`${WORDS[verdict]}: ${row.dataset.handle} (u takes it back)`);
}

async function undo(row) {
  if (!(await send(row, "/undo", {}))) return;
  const last = done.lastIndexOf(row);
  if (last >= 0) done.splice(last, 1);
  tell(`Taken back: ${row.dataset.handle}`);
}

function answerByKey(verdict) {
  const row = current();
  if (!row) {
    tell("Choose somebody first: j");
    return;
  }
  inTurn(() => answer(row, verdict));
  if (list) go(here + 1);
}

function undoByKey() {
  inTurn(async () => {
    const row = done.at(-1) || current();
    if (!row) {
      tell("Nothing to take back on this page");
      return;
    }
    if (several) go(rows().indexOf(row));
    await undo(row);
  });
}

const busy = () => document.body.classList.add("loading");

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (!form.classList.contains("answers") || !button) {
    if (form.method === "dialog") return;
    busy();
    if (form.dataset.busy) tell(form.dataset.busy, 0);
    return;
  }
  event.preventDefault();
  const row = form.closest(".row");
  if (button.classList.contains("undo")) inTurn(() => undo(row));
  else inTurn(() => answer(row, button.value));
});

// The keys go on from where the mouse or the tabulator was last.
function follow(event) {
  const row = several && event.target.closest(".row[data-handle]");
  if (row) choose(rows().indexOf(row));
}
document.addEventListener("focusin", follow);
document.addEventListener("click", (event) => {
  follow(event);
  const link = event.target.closest("a[href]");
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button;
  if (link && !elsewhere && !link.target && !link.hasAttribute("download") && !link.hash) busy();
});

const MOST_MARKED = 4;

function showMarks() {
  const form = document.getElementById("comparing");
  if (!form) return;
  const marked = kept.get("marked") || [];
  const boxes = [...document.querySelectorAll(".pick input")];
  boxes.forEach((box) => (box.checked = marked.includes(box.value)));
  form.hidden = marked.length < 2;
  form.querySelector("b").textContent = marked.length;
  form.querySelectorAll("input").forEach((old) => old.remove());
  for (const name of marked.filter((name) => !boxes.some((box) => box.value === name))) {
    const field = document.createElement("input"); // marked on another page of the list
    Object.assign(field, { type: "hidden", name: "who", value: name });
    form.append(field);
  }
}

function mark(box) {
  const others = (kept.get("marked") || []).filter((name) => name !== box.value);
  if (box.checked && others.length >= MOST_MARKED) tell("Four stand side by side at most: unmark one first");
  else kept.set("marked", box.checked ? [...others, box.value] : others);
  showMarks();
}

document.addEventListener("change", (event) => event.target.closest(".pick") && mark(event.target));
document.addEventListener("reset", () => {
  kept.set("marked", []);
  showMarks();
});
window.addEventListener("pageshow", () => {
  document.body.classList.remove("loading");
  showMarks();
});

// On a phone the filters would fill the first screen.
const filters = document.querySelector(".narrowing:not(.narrowed)");
if (filters && matchMedia("(max-width: 52rem)").matches) filters.open = false;

// From a card, j and k lead on through the list that it was opened from, and the way back keeps its filters.
const card = document.querySelector(".card");
const left = kept.get("list");
const back = document.querySelector("a.back");
if (back && left) back.href = left.address;
if (list) {
  const people = [...list.querySelectorAll("a.look")].map((link) => link.pathname);
  const more = document.querySelector(".pages a[rel=next]");
  kept.set("list", { address: location.pathname + location.search, people, more: more && more.href });
  const from = document.referrer && new URL(document.referrer).pathname;
  if (people.includes(from)) go(people.indexOf(from));
}

function step(by) {
  if (!card) {
    go(here + by);
    return;
  }
  const place = left ? left.people.indexOf(location.pathname) : -1;
  const next = place < 0 ? undefined : left.people[place + by];
  busy();
  location.assign(next || (place >= 0 && by > 0 && left.more) || (left ? left.address : "/"));
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  a: () => answerByKey("accept"),
  r: () => answerByKey("reject"),
  s: () => answerByKey("later"),
  u: undoByKey,
  c: () => {
    const box = current() && current().querySelector(".pick input");
    if (!box) return;
    box.checked = !box.checked;
    mark(box);
  },
  "/": () => {
    const field = document.querySelector("input[type=search]");
    if (field) field.focus();
    else if (back) back.click();
  },
  "?": () => document.getElementById("help").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input:not([type=checkbox]), select, textarea, dialog")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
