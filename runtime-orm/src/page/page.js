"use strict";
// The page of a query log. Its data is made by log_html.cpp:
//   groups  what the statements of one text and place have in common
//   runs    [group, started, duration, rows, owner, parameters], times in microseconds
// Everything a program can put into it reaches the page as text, never as markup.

const data = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);
const rowHeight = 46;

function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {}))
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value);
  element.append(...children.flat().filter((child) => child !== undefined && child !== false && child !== ""));
  return element;
}

// ---- The data, and what follows from it ----------------------------------------------------------

const runs = data.runs.map(([group, start, time, rows, owner, params], index) =>
  ({ index, group: data.groups[group], start, time, rows, owner, params }));
for (const group of data.groups) Object.assign(group, { runs: [], time: 0, rows: 0, sql: data.sql[group.sql] });
for (const run of runs) {
  run.group.runs.push(run);
  run.group.time += run.time;
  run.group.rows += run.rows;
}
const place = (at, full) => at ? `${full ? at[0] : at[0].replace(/^.*[\\/]/, "")}${at[1] ? ":" + at[1] : ""}${full && at[2] ? ":" + at[2] : ""}` : "";

for (const group of data.groups) {
  group.start = group.runs.length ? group.runs[0].start : 0;
  group.runs.sort((a, b) => a.start - b.start);
  group.color = group.error !== undefined ? "failed" : group.nPlusOne ? "n1"
    : ["query", "lazy", "prefetch", "write"].includes(group.cause) ? group.cause
    : group.counted && group.kind === "select" ? "query" : group.counted ? "write" : "other";
  group.relation = group.path ? `${group.entity || "?"}.${group.path}` : group.entity || "";
  group.text = [group.sql, group.kind, group.cause, group.relation, place(group.root, true), place(group.access, true),
    group.root && group.root[3], group.access && group.access[3], group.error].join("\n").toLowerCase();
}
const counted = runs.filter((run) => run.group.counted);
const first = runs.reduce((least, run) => Math.min(least, run.start), Infinity);
const last = runs.reduce((most, run) => Math.max(most, run.start + run.time), 0);
const whole = runs.length ? [first, Math.max(last, first + 1)] : [0, 1];

function duration(us) {
  const digits = (value) => value >= 100 ? 0 : value >= 10 ? 1 : 2;
  if (us >= 1e6) return (us / 1e6).toFixed(digits(us / 1e6)) + " s";
  if (us >= 1e3) return (us / 1e3).toFixed(digits(us / 1e3)) + " ms";
  return us.toFixed(us >= 10 || us === 0 ? 0 : 1) + " µs";
}
const number = (value) => value.toLocaleString("en");
const plural = (count, word, words) => `${number(count)} ${count === 1 ? word : words || word + "s"}`;

// ---- SQL for reading -----------------------------------------------------------------------------

const tokens = /("(?:[^"]|"")*")|('(?:[^']|'')*')|\b(\d+(?:\.\d+)?)\b|([A-Za-z_]+)|(\?)|(\s+|.)/g;
const keywords = new Set(("SELECT FROM WHERE ORDER BY GROUP HAVING LIMIT OFFSET INNER LEFT OUTER CROSS JOIN ON AND OR NOT IN IS NULL AS DISTINCT " +
  "UNION ALL INSERT INTO VALUES UPDATE SET DELETE EXISTS LIKE ESCAPE BETWEEN CASE WHEN THEN ELSE END ASC DESC COUNT SUM MIN MAX AVG OVER PARTITION " +
  "BEGIN COMMIT ROLLBACK SAVEPOINT RELEASE TO IMMEDIATE CREATE TABLE INDEX UNIQUE IF PRIMARY KEY REFERENCES PRAGMA IGNORE REPLACE DEFAULT RETURNING WITH EXPLAIN").split(" "));

function shownValue(value) {
  if (value === null) return "NULL";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return `'${value.replaceAll("'", "''")}'`;
  if (value.keys) return `(${value.keys.join(", ")}${value.size > value.keys.length ? `, … ${number(value.size - value.keys.length)} more` : ""})`;
  if (value.int !== undefined) return value.int;
  if (value.text !== undefined) return `'${value.text}' … ${number(value.size)} bytes`;
  return value.blob + (value.blob.length - 3 < 2 * value.size ? ` … ${number(value.size)} bytes` : "");
}

/// The text with key lists in the place of their function, and with all values where `inline`.
function withValues(sql, params, inline) {
  let next = 0;
  return sql.replace(/orm_keys\(\?\)|"(?:[^"]|"")*"|'(?:[^']|'')*'|\?/g, (match) => {
    if (match !== "?" && match !== "orm_keys(?)") return match;
    const value = params[next++];
    return value !== undefined && (inline || match !== "?") ? shownValue(value) : match;
  });
}
/// Names as one would write them: quotes only where they are needed.
const plain = (sql) => sql.replace(/'(?:[^']|'')*'|"([a-z_][a-z0-9_]*)"/g, (match, name) => name && !keywords.has(name.toUpperCase()) ? name : match);
const broken = (sql) => sql
  .replace(/ (FROM|WHERE|ORDER BY|GROUP BY|HAVING|LIMIT|SET|VALUES|UNION(?: ALL)?|INNER JOIN|LEFT (?:OUTER )?JOIN|CROSS JOIN) /g, "\n$1 ")
  .replace(/ (AND|OR) /g, "\n  $1 ");

function highlighted(sql) {
  const parts = [];
  for (const [text, name, string, digits, word, mark] of sql.matchAll(tokens)) {
    const kind = name ? "i" : string ? "s" : digits ? "n" : mark ? "q" : word && keywords.has(word.toUpperCase()) ? "k" : "";
    if (kind) parts.push(make("span", { class: kind }, text));
    else if (typeof parts.at(-1) === "string") parts[parts.length - 1] += text;
    else parts.push(text);
  }
  return parts;
}
/// For one line: the columns of a long list are no news.
function summary(sql) {
  const short = plain(sql).replace(/^SELECT (?:DISTINCT )?.{24,}? FROM /s, (match) => match.replace(/ .* FROM /s, " … FROM "));
  return short.length > 600 ? short.slice(0, 600) + "…" : short;
}

// ---- Title, totals, findings ---------------------------------------------------------------------

$("title").textContent = data.title;
$("written").textContent = `Query log, ${data.written}` + (data.lost ? `. The log was full: ${plural(data.lost, "later statement")} not shown` : "");
const nPlusOne = data.groups.filter((group) => group.nPlusOne);
const failed = data.groups.filter((group) => group.error !== undefined);
const unused = data.eager.filter((load) => !load.served);
const repeated = data.groups.reduce((sum, group) => sum + (group.counted ? group.repeated : 0), 0);
const total = (label, value, bad) => $("totals").append(make("div", { class: bad ? "bad" : "" }, make("dt", {}, label), make("dd", {}, value)));
total(counted.length === 1 ? "query" : "queries", number(counted.length));
total("in the database", duration(runs.reduce((sum, run) => sum + run.time, 0)));
total("N+1", number(nPlusOne.length), nPlusOne.length);
total("repeated", number(repeated));
if (failed.length) total("failed", number(failed.reduce((sum, group) => sum + group.runs.length, 0)), true);
if (data.eager.length) total("unused eager loads", number(unused.length), unused.length);

function finding(kind, badge, group, ...words) {
  const attributes = { class: `finding ${kind}`, onclick: group && (() => choose(group, group.runs[0], true)) };
  $("findings").append(make(group ? "button" : "div", attributes, make("span", { class: `badge ${badge}` }, badge === "n1" ? "N+1" : badge), make("span", {}, ...words)));
}
const at = (where) => make("span", { class: "place", title: place(where, true) }, place(where));
for (const group of nPlusOne.slice().sort((a, b) => b.time - a.time))
  finding("", "n1", group, `${group.relation} is loaded row by row, ${plural(group.runs.length, "query", "queries")}, `, duration(group.time), ". Append ",
    make("code", {}, `.${group.fix}`), " to the query at ", at(group.root));
for (const group of failed) finding("", "failed", group, `${group.error} `, at(group.access || group.root));
for (const load of unused)
  finding("note", "unused", undefined, make("code", {}, `${load.method}("${load.path}")`), " of the query at ", at(load.root),
    ` loaded ${load.entity}.${load.path} for ${plural(load.rows, "row")} and none was read`);
$("findings").hidden = !$("findings").children.length;

// ---- What is shown -------------------------------------------------------------------------------

const state = { words: [], kind: "All", span: whole, sort: "start", down: false, items: [], chosen: undefined, run: undefined };
const kinds = {
  "All": () => true,
  "N+1": (group) => group.nPlusOne > 0,
  "Repeated": (group) => group.runs.length > 1,
  "Writes": (group) => group.counted && group.kind !== "select",
  "Failed": (group) => group.error !== undefined,
};
for (const [name, test] of Object.entries(kinds)) {
  const count = data.groups.filter((group) => group.counted && test(group)).length;
  $("kinds").append(make("button", { "aria-pressed": name === "All", disabled: !count && name !== "All" ? "" : undefined,
    onclick: () => { state.kind = name; refresh(); } }, name, make("b", {}, number(count))));
}

const columns = [
  ["count", "Times", "number", (item) => item.runs ? item.runs.length : item.index],
  ["start", "Statement", "", (item) => item.start],
  ["place", "Access", "", (item) => place((item.group || item).access || (item.group || item).root)],
  ["rows", "Rows", "number", (item) => item.rows],
  ["time", "Time", "number", (item) => item.time],
];
for (const [key, label, kind] of columns)
  $("head").append(make("div", { role: "columnheader", class: kind, "data-key": key }, make("button", { onclick: () => {
    state.down = state.sort === key ? !state.down : key !== "start" && key !== "place";
    state.sort = key;
    refresh();
  } }, label)));
$("head").append(make("div", { role: "columnheader", id: "axis", "aria-label": "When" }));

function inSpan(run) { return run.start <= state.span[1] && run.start + run.time >= state.span[0]; }

function refresh() {
  const folded = $("fold").checked;
  const wanted = (group) => (group.counted || $("control").checked) && kinds[state.kind](group) && state.words.every((word) => group.text.includes(word));
  const groups = new Set(data.groups.filter(wanted));
  const zoomed = state.span !== whole;
  const items = folded ? [...groups].filter((group) => !zoomed || group.runs.some(inSpan))
    : runs.filter((run) => groups.has(run.group) && (!zoomed || inSpan(run)));
  const value = columns.find(([key]) => key === state.sort)[3];
  const order = (a, b) => { const x = value(a), y = value(b); return x < y ? -1 : x > y ? 1 : a.start - b.start; };
  state.items = items.sort(state.down ? (a, b) => order(b, a) : order);

  for (const button of $("kinds").children) button.setAttribute("aria-pressed", button.firstChild.data === state.kind);
  for (const head of $("head").children)
    if (head.dataset.key === state.sort) head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  const statements = folded ? items.reduce((sum, group) => sum + group.runs.length, 0) : items.length;
  $("shown").textContent = plural(statements, "statement") + (folded && statements !== items.length ? ` in ${plural(items.length, "row")}` : "");
  $("nothing").hidden = items.length > 0;
  $("nothing").textContent = runs.length ? "No statement matches." : "No statement ran while the log was attached.";
  $("rows").style.height = items.length * rowHeight + "px";
  $("list").setAttribute("aria-rowcount", items.length);
  drawAxis();
  drawRows();
  drawOverview();
}

// ---- The rows that are in sight ------------------------------------------------------------------

function rowOf(item, index) {
  const group = item.group || item;
  const where = group.access || group.root;
  const chosen = state.chosen === group && (!item.group || state.run === item);
  const badge = group.error !== undefined ? "failed" : group.nPlusOne ? "N+1" : group.counted ? group.cause : group.kind;
  const row = make("div", { role: "row", class: "row", id: `row-${index}`, "aria-rowindex": index + 1, "aria-selected": chosen, onclick: () => choose(group, item.group ? item : group.runs[0]) },
    make("div", { role: "gridcell", class: "times" }, item.group ? `#${number(item.index + 1)}` : item.runs.length > 1 ? make("b", {}, `${number(item.runs.length)}×`) : "1×"),
    make("div", { role: "gridcell", class: "what" },
      make("div", { class: "sql" }, highlighted(summary(group.sql))),
      make("div", { class: "why" }, make("span", { class: `badge ${group.color}` }, badge), make("span", {}, group.relation),
        !item.group && group.repeated ? make("span", {}, `${number(group.repeated)} with the same values`) : "")),
    make("div", { role: "gridcell", class: "place", title: place(where, true) }, ...placeParts(where)),
    make("div", { role: "gridcell", class: "number" }, number(item.rows)),
    make("div", { role: "gridcell", class: "number time" }, duration(item.time)),
    make("div", { role: "gridcell" }, make("canvas", { "aria-hidden": "true" })));
  row.style.top = index * rowHeight + "px";
  return row;
}
function placeParts(where) {
  const text = place(where), colon = text.lastIndexOf(":");
  return colon < 0 ? [text] : [make("b", {}, text.slice(0, colon)), text.slice(colon)];
}

function drawRows() {
  const top = $("list").scrollTop, height = $("list").clientHeight;
  const from = Math.max(0, Math.floor(top / rowHeight) - 4);
  const to = Math.min(state.items.length, Math.ceil((top + height) / rowHeight) + 4);
  $("rows").replaceChildren(...state.items.slice(from, to).map((item, i) => rowOf(item, from + i)));
  const colors = palette();
  state.items.slice(from, to).forEach((item, i) =>
    drawRuns($("rows").children[i].lastChild.firstChild, item.runs || [item], colors, colors[(item.group || item).color]));
}

// ---- Drawing -------------------------------------------------------------------------------------

const colorNames = { query: "query", prefetch: "prefetch", lazy: "lazy load", n1: "N+1", write: "write", failed: "failed", other: "other" };
function palette() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries([...Object.keys(colorNames), "line", "quiet"].map((name) => [name, style.getPropertyValue("--" + name).trim()]));
}
/// A context in CSS pixels, cleared, and its size.
function surface(canvas) {
  const scale = devicePixelRatio || 1, width = canvas.clientWidth, height = canvas.clientHeight;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  return [context, width, height];
}
function drawRuns(canvas, items, colors, color) {
  const [context, width, height] = surface(canvas);
  context.fillStyle = colors.line;
  for (let i = 0; i <= 4; ++i) context.fillRect(Math.min(width - 1, Math.round(width * i / 4)), 0, 1, height);
  context.fillStyle = color;
  const scale = width / (state.span[1] - state.span[0]);
  let drawn = -1;
  for (const run of items) {
    const x = (run.start - state.span[0]) * scale, end = x + Math.max(2, run.time * scale);
    if (end < 0 || x > width || end <= drawn) continue; // a pixel is drawn once, however many statements share it
    const left = Math.max(x, drawn, 0);
    context.fillRect(left, height / 2 - 7, Math.min(Math.max(end - left, 1), width), 14);
    drawn = left + Math.max(end - left, 1);
  }
}
function drawAxis() {
  $("axis").replaceChildren(...[0, 1, 2, 3, 4].map((i) => {
    const time = state.span[0] - whole[0] + (state.span[1] - state.span[0]) * i / 4;
    const label = make("span", { class: i === 4 ? "last" : "" }, duration(time));
    label.style.left = i * 25 + "%";
    return label;
  }).filter((label, i) => i % 4 === 0 || $("axis").clientWidth > (i === 2 ? 220 : 460)));
}
/// How much of each slice of the time was spent in statements, by colour.
function drawOverview() {
  const [context, width, height] = surface($("overview").querySelector("canvas"));
  const colors = palette(), slices = Math.max(1, Math.floor(width / 3)), base = height - 6, tall = height - 30;
  const busy = Array.from({ length: slices }, () => ({}));
  const scale = slices / (whole[1] - whole[0]);
  for (const run of runs) {
    const begin = (run.start - whole[0]) * scale, end = begin + run.time * scale;
    for (let i = Math.max(0, Math.floor(begin)); i < slices && i <= end; ++i)
      busy[i][run.group.color] = (busy[i][run.group.color] || 0) + Math.max(0.04, Math.min(end, i + 1) - Math.max(begin, i));
  }
  busy.forEach((slice, i) => {
    const sum = Object.values(slice).reduce((a, b) => a + b, 0);
    let y = base;
    for (const name of Object.keys(colorNames)) {
      if (!slice[name]) continue;
      const part = Math.max(1.5, slice[name] / Math.max(1, sum) * tall);
      context.fillStyle = colors[name];
      context.fillRect(i * width / slices, y - part, Math.max(1, width / slices - 1), part);
      y -= part;
    }
  });
  const used = new Set(runs.map((run) => run.group.color));
  $("legend").replaceChildren(...Object.entries(colorNames).filter(([name]) => used.has(name)).map(([name, label]) => {
    const item = make("li", {}, label);
    item.style.setProperty("--color", `var(--${name})`);
    return item;
  }));
  const zoomed = state.span !== whole;
  $("span").hidden = $("zoom-out").hidden = !zoomed;
  if (zoomed) markSpan(...state.span);
}
function markSpan(from, to) {
  const share = (time) => 100 * (time - whole[0]) / (whole[1] - whole[0]);
  $("span").hidden = false;
  Object.assign($("span").style, { left: share(from) + "%", width: share(to) - share(from) + "%" });
}

// ---- The chosen statement ------------------------------------------------------------------------

function copyButton(label, text) {
  return make("button", { onclick: async (event) => {
    const button = event.currentTarget;
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = "Copied";
    } catch {
      button.textContent = "Not allowed";
    }
    setTimeout(() => { button.textContent = label; }, 1200);
  } }, label);
}
function where(title, at) {
  if (!at) return [];
  return [make("h3", {}, title, copyButton("Copy", () => place(at, true))),
    make("div", { class: "where" }, make("div", { class: "place" }, place(at, true)), at[3] && make("div", { class: "function" }, at[3]))];
}

function choose(group, run, scroll) {
  state.chosen = group;
  state.run = run;
  document.querySelector("main").classList.toggle("open", Boolean(group));
  if (!group) {
    $("detail").hidden = true;
    drawAxis();
    drawRows();
    return;
  }
  const times = group.runs.map((each) => each.time);
  const fact = (label, value) => make("div", {}, make("dt", {}, label), make("dd", {}, value));
  const shortest = times.reduce((a, b) => Math.min(a, b)), longest = times.reduce((a, b) => Math.max(a, b));
  const facts = group.runs.length > 1
    ? [fact("runs", number(group.runs.length)), fact("in all", duration(group.time)), fact("mean", duration(group.time / times.length)), fact("longest", duration(longest)), fact("rows", number(group.rows))]
    : [fact("time", duration(shortest)), fact("rows", number(group.rows)), fact("started", duration(run.start - whole[0]))];
  const eager = data.eager.find((load) => group.cause === "prefetch" && load.path === group.path && place(load.root, true) === place(group.root, true));
  $("detail").replaceChildren(
    make("div", { class: "top" }, make("span", { class: `badge ${group.color}` }, group.nPlusOne ? "N+1" : group.counted ? group.cause : group.kind),
      make("h2", {}, group.relation || group.kind), make("button", { class: "close", "aria-label": "Close", onclick: () => choose() }, "×")),
    group.error !== undefined ? make("p", { class: "advice" }, group.error) : "",
    group.nPlusOne ? make("p", { class: "advice" }, `Up to ${plural(group.nPlusOne, "row")} of one query needed a statement each. Append `, make("code", {}, `.${group.fix}`), " to the query.") : "",
    make("dl", { class: "facts" }, ...facts),
    ...where("Query", group.root),
    ...where("Access", group.access),
    eager ? make("p", { class: "advice read" }, `Read for ${number(eager.served)} of ${plural(eager.rows, "row")}` + (eager.access ? `, first at ${place(eager.access)}` : "")) : "",
    make("h3", {}, "SQL", copyButton("Copy with values", () => broken(withValues(group.sql, run.params, true)))),
    make("pre", { class: "sql" }, highlighted(broken(plain(withValues(group.sql, run.params))))),
    ...(run.params.length ? [make("h3", {}, group.runs.length > 1 ? `Parameters of run ${number(group.runs.indexOf(run) + 1)}` : "Parameters"),
      make("ol", { class: "params" }, ...run.params.slice(0, 200).map((value) => make("li", {}, shownValue(value)))),
      run.params.length > 200 ? make("p", {}, `… ${number(run.params.length - 200)} more`) : ""] : []),
    ...(group.runs.length > 1 ? runTable(group, run) : []));
  const opened = $("detail").hidden;
  $("detail").hidden = false;
  if (opened) $("detail").scrollTop = 0;
  const index = state.items.indexOf($("fold").checked ? group : run);
  $("list").setAttribute("aria-activedescendant", `row-${index}`);
  const top = index * rowHeight, list = $("list");
  if (index >= 0 && (scroll || top < list.scrollTop || top + rowHeight + 30 > list.scrollTop + list.clientHeight))
    list.scrollTop = Math.max(0, top - (list.clientHeight - rowHeight) / 2);
  drawAxis();
  drawRows();
}

function runTable(group, chosen) {
  const body = make("tbody"), step = 100;
  const more = make("button", { class: "more", onclick: () => add() }, "More");
  const add = () => {
    const from = body.children.length;
    body.append(...group.runs.slice(from, from + step).map((run, i) => make("tr", { "aria-selected": run === chosen, onclick: () => choose(group, run) },
      make("td", {}, number(from + i + 1)), make("td", {}, duration(run.start - whole[0])), make("td", {}, duration(run.time)), make("td", {}, number(run.rows)),
      make("td", {}, run.params.slice(0, 8).map(shownValue).join(", ").slice(0, 80)))));
    more.hidden = body.children.length >= group.runs.length;
  };
  add();
  return [make("h3", {}, "Runs"), make("table", {}, make("thead", {}, make("tr", {}, ...["#", "at", "time", "rows", "values"].map((name) => make("th", {}, name)))), body), more];
}

// ---- Hands ---------------------------------------------------------------------------------------

$("filter").addEventListener("input", () => { state.words = $("filter").value.toLowerCase().split(/\s+/).filter(Boolean); $("list").scrollTop = 0; refresh(); });
for (const id of ["fold", "control"]) $(id).addEventListener("change", refresh);
let pending = 0;
const soon = (draw) => { cancelAnimationFrame(pending); pending = requestAnimationFrame(draw); };
$("list").addEventListener("scroll", () => soon(drawRows));
addEventListener("resize", () => soon(refresh));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => soon(refresh));

$("list").addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
  if (!step || !state.items.length) return;
  event.preventDefault();
  const now = state.items.indexOf($("fold").checked ? state.chosen : state.run);
  const item = state.items[Math.max(0, Math.min(state.items.length - 1, now < 0 ? 0 : now + step))];
  choose(item.group || item, item.group ? item : item.runs[0]);
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && state.chosen && event.target !== $("filter")) choose();
  if (event.key === "/" && event.target.tagName !== "INPUT") {
    event.preventDefault();
    $("filter").focus();
  }
});

const overview = $("overview");
let from;
const timeAt = (event) => {
  const box = overview.getBoundingClientRect();
  return whole[0] + Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)) * (whole[1] - whole[0]);
};
const zoom = (span) => { state.span = span; from = undefined; refresh(); };
overview.addEventListener("pointerdown", (event) => {
  if (event.target.id === "zoom-out") return;
  overview.setPointerCapture(event.pointerId);
  from = timeAt(event);
});
overview.addEventListener("pointermove", (event) => {
  if (from === undefined) return;
  const to = timeAt(event);
  markSpan(Math.min(from, to), Math.max(from, to));
});
overview.addEventListener("pointerup", (event) => {
  if (from === undefined) return;
  const to = timeAt(event), span = [Math.min(from, to), Math.max(from, to)];
  if (span[1] - span[0] > (whole[1] - whole[0]) / 400) zoom(span);
  else from = undefined, drawOverview();
});
overview.addEventListener("dblclick", () => zoom(whole));
$("zoom-out").addEventListener("click", () => zoom(whole));

refresh();
