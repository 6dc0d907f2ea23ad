"use strict";
// The page of a report. Its data is written by Html.cpp:
//   files     the names of files, and those of their lines that are shown: [number, text…] for each run of lines
//   findings  places are [file, line, column], the column in UTF-16 units from 1
//   loops     how many were checked and reported, and the undecided ones
// Everything that sources can say reaches the page as text, never as markup.

const data = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);
const rowHeight = 62, around = 2;

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {}))
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value);
  element.append(...children.flat().filter((child) => child !== undefined && child !== false && child !== ""));
  return element;
}
const number = (value) => value.toLocaleString("en");
const plural = (count, word, words) => `${number(count)} ${count === 1 ? word : words || word + "s"}`;
const place = (at) => `${data.files[at[0]].name}:${at[1]}` + (at[2] ? `:${at[2]}` : "");

// ---- The data, and what follows from it ----------------------------------------------------------

for (const file of data.files) {
  file.text = new Map(file.lines.flatMap(([first, ...lines]) => lines.map((line, i) => [first + i, line])));
  const parts = file.name.split("/").slice(0, -1);
  file.folders = parts.map((_, i) => parts.slice(0, i + 1).join("/") + "/");
}
// The findings of one query are one entry of the list.
const queries = new Map();
for (const finding of data.findings) {
  const at = finding.query, key = at.join(":");
  if (!queries.has(key)) queries.set(key, { at, findings: [] });
  queries.get(key).findings.push(finding);
  finding.at = finding.steps[0];
  finding.names = new Set(finding.paths.flatMap((path) => path.split(/__|\./)));
  finding.folders = [...new Set([at, finding.at].flatMap(([file]) => data.files[file].folders))];
  // How deep the loops are nested that repeat a statement, then how many there are.
  finding.weight = (finding.before || "").split("+").reduce((sum, term) => sum + Number((term.match(/\d+/) || [1])[0]) * 10 ** (term.match(/[A-Z]/g) || []).length, 0);
  finding.text = [finding.check, finding.message, finding.function, finding.entity, ...finding.paths, place(at),
    ...finding.steps.flatMap((step) => [place(step), step[3]])].join("\n").toLowerCase();
}
const inOrder = [...queries.values()].sort(({ at: a }, { at: b }) =>
  data.files[a[0]].name < data.files[b[0]].name ? -1 : data.files[a[0]].name > data.files[b[0]].name ? 1 : a[1] - b[1] || a[2] - b[2]);
const loops = data.loops.undecided.map(({ at, reason }) =>
  ({ at, reason, folders: data.files[at[0]].folders, text: `${reason}\n${place(at)}`.toLowerCase() }));

// ---- Title and totals ----------------------------------------------------------------------------

const fixable = data.findings.filter((finding) => finding.diff).length;
document.title = `${plural(data.findings.length, "finding")} · orm-lint`;
$("root").textContent = $("root").title = data.root;
const total = (label, value, bad) => $("totals").append(make("div", { class: bad ? "bad" : "" }, make("dt", {}, label), make("dd", {}, number(value))));
total(data.findings.length === 1 ? "finding" : "findings", data.findings.length, data.findings.length);
total("with a fix", fixable);
total("loops checked", data.loops.checked);
total("reported", data.loops.reported);
total("undecided", loops.length);

// ---- What is shown -------------------------------------------------------------------------------

const state = { view: "findings", words: [], items: [], chosen: undefined };
const views = { findings: ["Findings", data.findings], undecided: ["Undecided loops", loops] };
for (const [name, [label, all]] of Object.entries(views))
  $("views").append(make("button", { "data-view": name, onclick: () => { state.view = name; for (const select in facets) $(select).value = ""; refresh(true); } },
    label, make("b", {}, number(all.length))));

/// What each selection chooses by, and what its first entry says.
const facets = {
  check: ["All checks", (item) => [item.check]],
  reason: ["All reasons", (item) => [item.reason]],
  entity: ["All entities", (item) => item.entity ? [item.entity] : []],
  folder: ["All folders", (item) => item.folders],
};
const facetsOf = () => state.view === "findings" ? ["check", "entity", "folder"] : ["reason", "folder"];
const wanted = (item, but) => state.words.every((word) => item.text.includes(word)) &&
  facetsOf().every((name) => name === but || !$(name).value || facets[name][1](item).includes($(name).value));

/// Each selection counts what it would show beside the others.
function fillFacets() {
  const all = views[state.view][1];
  for (const [name, [label, values]] of Object.entries(facets)) {
    const select = $(name), chosen = select.value, counts = new Map();
    select.hidden = !facetsOf().includes(name);
    if (select.hidden) continue;
    for (const item of all) for (const value of values(item)) counts.set(value, 0);
    const others = all.filter((item) => wanted(item, name));
    for (const item of others) for (const value of values(item)) counts.set(value, counts.get(value) + 1);
    select.replaceChildren(make("option", { value: "" }, label),
      ...[...counts].sort(([a], [b]) => a < b ? -1 : 1).map(([value, count]) => make("option", { value }, `${value} (${number(count)})`)));
    select.value = chosen;
    select.classList.toggle("set", Boolean(chosen));
    select.disabled = !counts.size;
  }
}

function refresh(anew) {
  fillFacets();
  for (const button of $("views").children) button.setAttribute("aria-pressed", button.dataset.view === state.view);
  $("sort").hidden = state.view !== "findings";
  $("list").setAttribute("aria-label", views[state.view][0]);
  if (state.view === "findings") {
    state.items = inOrder.map((query) => ({ ...query, findings: query.findings.filter((finding) => wanted(finding)) }))
      .filter((query) => query.findings.length);
    const count = state.items.reduce((sum, query) => sum + query.findings.length, 0);
    $("shown").textContent = `${plural(count, "finding")} of ${plural(state.items.length, "query", "queries")}`;
    const weight = (query) => Math.max(...query.findings.map((finding) => finding.weight));
    if ($("sort").value === "cost") state.items.sort((a, b) => weight(b) - weight(a));
  } else {
    state.items = loops.filter((loop) => wanted(loop));
    $("shown").textContent = plural(state.items.length, "loop");
  }
  $("nothing").hidden = state.items.length > 0;
  $("nothing").textContent = views[state.view][1].length ? "Nothing matches."
    : state.view === "findings" ? "Nothing was found." : "Every loop over rows was decided.";
  $("rows").style.height = state.items.length * rowHeight + "px";
  if (anew) {
    $("list").scrollTop = 0;
    choose(-1);
  }
  drawRows();
}

// ---- The list: rows that are in sight ------------------------------------------------------------

const badges = (findings) => [...new Set(findings.map((finding) => finding.check))].map((check) => make("span", { class: `badge ${check}` }, check.replace(/^orm-/, "")));

function rowOf(item, index) {
  const attributes = { role: "option", class: "row", id: `row-${index}`, "aria-selected": index === state.chosen, "aria-posinset": index + 1,
    "aria-setsize": state.items.length, onclick: () => choose(index) };
  const at = make("span", { class: "place", title: place(item.at) }, make("bdi", {}, `${data.files[item.at[0]].name}:${item.at[1]}`));
  const row = item.findings ? queryRow(item, attributes, at)
    : make("div", attributes, make("div", { class: "line" }, make("span", { class: "what", title: item.reason }, item.reason)),
      make("div", { class: "under" }, make("span", { class: "badge undecided" }, "undecided"), at));
  row.style.top = index * rowHeight + "px";
  return row;
}
function queryRow(item, attributes, at) {
  const paths = [...new Set(item.findings.flatMap((finding) => finding.paths))];
  const priced = item.findings.find((finding) => finding.before);
  return make("div", attributes,
    make("div", { class: "line" },
      make("span", { class: "what" }, make("b", {}, item.findings[0].entity || item.findings[0].function), paths.length ? make("span", {}, " · ") : "", paths.join(", ")),
      priced ? make("span", { class: "price" }, priced.before, ...(priced.after === undefined ? [] : [make("i", {}, " → "), make("em", {}, String(priced.after))])) : ""),
    make("div", { class: "under" }, ...badges(item.findings), at));
}

function drawRows() {
  const top = $("list").scrollTop, height = $("list").clientHeight;
  const from = Math.max(0, Math.floor(top / rowHeight) - 4);
  const to = Math.min(state.items.length, Math.ceil((top + height) / rowHeight) + 4);
  $("rows").replaceChildren(...state.items.slice(from, to).map((item, i) => rowOf(item, from + i)));
}

// ---- Source for reading --------------------------------------------------------------------------

const tokens = /(\/\/.*|\/\*.*?(?:\*\/|$))|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|\b(\d[\w.']*)|([A-Za-z_]\w*)|\s+|./g;
const keywords = new Set(("alignas auto bool break case catch char class co_await co_return co_yield concept const consteval constexpr constinit continue " +
  "decltype default delete do double else enum explicit export extern false final float for friend if inline int long mutable namespace new noexcept nullptr " +
  "operator override private protected public requires return short signed sizeof static struct switch template this throw true try typedef typename union " +
  "unsigned using virtual void volatile while include define ifdef ifndef endif pragma").split(" "));

/// A line with what is at `columns` marked, and the `names` with it; those stand for an operator at a column.
function highlighted(line, columns, names) {
  const parts = [];
  for (const match of line.matchAll(tokens)) {
    const [text, comment, string, digits, word] = match;
    const kind = comment ? "c" : string ? "s" : digits ? "n" : word && keywords.has(word) ? "k" : "";
    const here = columns.some((column) => column - 1 >= match.index && column - 1 < match.index + text.length);
    const marked = word ? here || columns.length > 0 && names.has(word) : here && !line.match(/\w+/g)?.some((each) => names.has(each));
    if (!kind && !marked) parts.push(text);
    else parts.push(make(marked ? "mark" : "span", { class: kind }, text));
  }
  return parts;
}

/// The lines around some steps of one file, with their numbers. `names` are what is followed.
function excerpt(steps, names = new Set()) {
  const lines = data.files[steps[0].at[0]].text;
  const from = Math.min(...steps.map((step) => step.at[1])) - around, to = Math.max(...steps.map((step) => step.at[1])) + around;
  const shown = [];
  let most = 0;
  for (let line = from; line <= to; ++line) {
    if (!lines.has(line)) continue;
    const here = steps.filter((step) => step.at[1] === line);
    most = Math.max(most, here.filter((step) => step.number).length);
    shown.push(make("span", { class: here.length ? "hit" : "" },
      make("span", { class: "gutter" }, here.map((step) => step.number && make("span", { class: "number" }, step.number)), String(line)),
      ...highlighted(lines.get(line), here.map((step) => step.at[2]), names)));
  }
  const result = make("pre", { class: "source" }, shown);
  result.style.setProperty("--numbers", most);
  return shown.length ? result : "";
}

/// Steps that follow each other within some lines of a file share an excerpt.
function pathOf(finding) {
  const groups = [];
  finding.steps.forEach((at, i) => {
    const last = groups.at(-1), before = last && last.at(-1).at;
    const step = { at, number: String(i + 1) };
    if (before && before[0] === at[0] && Math.abs(before[1] - at[1]) <= 2 * around + 1) last.push(step);
    else groups.push([step]);
  });
  return make("ol", { class: "path" }, groups.map((steps) => make("li", {},
    steps.map((step) => make("p", {}, make("span", { class: "number" }, step.number), step.at[3], make("span", { class: "place" }, place(step.at)))),
    excerpt(steps, finding.names))));
}

function copyButton(label, text) {
  return make("button", { onclick: async (event) => {
    const button = event.currentTarget;
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Not allowed";
    }
    setTimeout(() => { button.textContent = label; }, 1200);
  } }, label);
}

function diffOf(text) {
  const kind = (line) => /^(---|\+\+\+|@@)/.test(line) ? "head" : line[0] === "+" ? "added" : line[0] === "-" ? "removed" : "";
  return make("pre", { class: "diff" }, text.replace(/\n$/, "").split("\n").map((line) => make("span", { class: kind(line) }, line || " ")));
}

// ---- What is chosen ------------------------------------------------------------------------------

const where = (at) => [make("span", { class: "place" }, place(at)), copyButton("Copy place", place(at))];

function sectionOf(finding) {
  const price = (kind, label, text) => make("div", { class: kind }, make("dt", {}, label), make("dd", {}, text));
  return make("section", {},
    make("h2", { title: finding.message }, finding.before ? finding.message.split(`: ${finding.before} queries`)[0] : finding.message),
    make("p", { class: "meta" }, make("span", { class: `badge ${finding.check}` }, finding.check), finding.error ? make("span", { class: "badge error" }, "error") : "",
      finding.function ? make("code", {}, finding.function) : "", ...where(finding.at)),
    finding.before ? make("dl", { class: "cost" }, price("before", "now", `${finding.before} queries`),
      ...(finding.after === undefined ? [] : [make("span", { "aria-hidden": "true" }, "→"),
        price("after", finding.diff ? "with the fix" : "with an eager load", finding.after === 1 ? "1 query" : `${number(finding.after)} queries`)])) : "",
    make("h3", {}, finding.steps.length > 1 ? "From the query to the access" : "Where"), pathOf(finding),
    ...finding.advice.map((text) => make("p", { class: "advice" }, text)),
    ...(finding.diff ? [make("h3", {}, "Fix", copyButton("Copy as a patch", finding.diff)), diffOf(finding.diff)] : []));
}
function sectionOfLoop(loop) {
  return make("section", {}, make("h2", {}, "This loop over rows could not be decided"),
    make("p", { class: "meta" }, make("span", { class: "badge undecided" }, "undecided"), ...where(loop.at)),
    make("p", { class: "advice" }, loop.reason), excerpt([{ at: loop.at }]));
}

function choose(index) {
  state.chosen = index;
  const item = state.items[index];
  $("detail").replaceChildren(...(!item ? [make("p", { class: "start" }, "Choose an entry: ", make("kbd", {}, "↓"), " ", make("kbd", {}, "↑"), ", search: ", make("kbd", {}, "/"),
    ", read: ", make("kbd", {}, "Enter"), ", back: ", make("kbd", {}, "Esc"))]
    : item.findings ? item.findings.map(sectionOf) : [sectionOfLoop(item)]));
  $("detail").scrollTop = 0;
  const list = $("list"), top = index * rowHeight;
  if (item) list.setAttribute("aria-activedescendant", `row-${index}`);
  else list.removeAttribute("aria-activedescendant");
  if (item && (top < list.scrollTop || top + rowHeight > list.scrollTop + list.clientHeight))
    list.scrollTop = Math.max(0, top - (list.clientHeight - rowHeight) / 2);
  drawRows();
}

// ---- Hands ---------------------------------------------------------------------------------------

$("search").addEventListener("input", () => { state.words = $("search").value.toLowerCase().split(/\s+/).filter(Boolean); refresh(true); });
for (const id of [...Object.keys(facets), "sort"]) $(id).addEventListener("change", () => refresh(true));
let pending = 0;
const soon = (draw) => { cancelAnimationFrame(pending); pending = requestAnimationFrame(draw); };
$("list").addEventListener("scroll", () => soon(drawRows));
addEventListener("resize", () => soon(drawRows));

$("list").addEventListener("keydown", (event) => {
  const last = state.items.length - 1;
  const to = { ArrowDown: state.chosen + 1, ArrowUp: state.chosen - 1, PageDown: state.chosen + 8, PageUp: state.chosen - 8, Home: 0, End: last }[event.key];
  if (event.key === "Enter" && state.chosen >= 0) $("detail").focus();
  if (to === undefined || last < 0) return;
  event.preventDefault();
  choose(Math.max(0, Math.min(last, to)));
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape") $("list").focus();
  if (event.key === "/" && !["INPUT", "SELECT"].includes(event.target.tagName)) {
    event.preventDefault();
    $("search").focus();
  }
});

refresh(true);
if (state.items.length) choose(0);
