"use strict";

// The findings of the page: a list that draws only the rows in sight, filters,
// and the details of one finding. All text comes from the data block and goes
// into the page as text, never as markup.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const domains = [
    ["data", "Data protection"],
    ["privilege", "Privilege management"],
    ["infrastructure", "Infrastructure protection"],
    ["detective", "Detective controls"],
  ];
  const severities = ["critical", "high", "medium", "low"];
  // Muted is no status of the data: it is what fails and does not count.
  const statuses = [["F", "fail", "Fail"], ["U", "unknown", "Unknown"], ["M", "muted", "Muted"], ["P", "pass", "Pass"], ["N", "na", "N/A"]];
  const statusName = Object.fromEntries(statuses.map(([letter, name]) => [letter, name]));
  const statusTitle = Object.fromEntries(statuses.map(([letter, , title]) => [letter, title]));

  // --- The model: one entry of each list for each finding, in the order of the tree.

  const rank = data.checks.map((c, i) => [domains.findIndex(([d]) => d === c.domain), severities.indexOf(c.severity), c.id, i])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1] || (a[2] < b[2] ? -1 : 1));
  const order = []; // of checks
  rank.forEach(([, , , check], at) => { order[check] = at; });
  data.blocks.sort((a, b) => order[a.c] - order[b.c] || a.a - b.a);

  const total = data.blocks.reduce((n, b) => n + b.s.length, 0);
  const blockOf = new Uint32Array(total);
  const placeOf = new Uint32Array(total); // within its block
  const status = new Uint8Array(total); // a place in statuses
  const isNew = new Uint8Array(total);
  const first = new Map(); // of each check: where its findings begin
  let filled = 0;
  data.blocks.forEach((b, block) => {
    if (!first.has(b.c)) first.set(b.c, filled);
    for (const i of b.n || []) isNew[filled + i] = 1;
    for (let i = 0; i < b.s.length; i++) {
      blockOf[filled + i] = block;
      placeOf[filled + i] = i;
      const letter = b.d && i in b.d ? "M" : b.s[i];
      status[filled + i] = statuses.findIndex((s) => s[0] === letter);
    }
    filled += b.s.length;
  });

  const block = (i) => data.blocks[blockOf[i]];
  const checkOf = (i) => data.checks[block(i).c];
  const letterOf = (i) => statuses[status[i]][0];
  const fingerprintOf = (i) => block(i).f[placeOf[i]];
  const messageOf = (i) => data.messages[block(i).m[placeOf[i]]];

  // resource returns the resource with this number.
  const resource = (n) => {
    const [prefix, tail, name, type, region, account, tags] = data.resources[n];
    return {
      arn: data.prefixes[prefix] + tail, name: name || tail, type: data.types[type], region: data.regions[region],
      account: data.accounts[account], tags: data.tags[tags],
    };
  };
  const resourceOf = (i) => resource(block(i).r[placeOf[i]]);
  const accountName = ([id, alias]) => (alias ? `${alias} (${id})` : id);

  // --- Elements.

  // element makes an element with attributes and children; what is text stays text.
  function element(name, attributes = {}, ...children) {
    const e = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) e.addEventListener(key.slice(2), value);
      else if (value === true) e.setAttribute(key, "");
      else if (value !== false && value !== undefined) e.setAttribute(key, value);
    }
    e.append(...there(children));
    return e;
  }

  // there leaves out what a condition left out.
  const there = (children) => children.filter((c) => c !== null && c !== undefined && c !== false);

  // coded returns text whose `quoted` parts are code.
  const coded = (text) => text.split("`").map((part, i) => (i % 2 ? element("code", {}, part) : part));
  const counted = (n) => n.toLocaleString("en-US");
  const link = (url) => (/^https:\/\//.test(url) ? element("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, url) : url);

  // --- Filters.

  const usual = () => ({ words: "", statuses: new Set(["F", "U"]), severities: new Set(severities), domain: "", account: "", region: "", service: "", fresh: false });
  let filter = usual();
  const open = new Set(); // checks whose findings are shown
  let rows = []; // what the tree shows: findings from 0 on, checks and domains below
  let matching = 0;
  const perCheck = new Map(); // how many match
  const unknownOf = new Map(); // how many of them are unknown
  const domainRow = (d) => -1 - d;
  const checkRow = (c) => -100 - c;
  const isDomain = (row) => row < 0 && row > -100;
  const checkOfRow = (row) => -100 - row;

  const lower = { checks: null, resources: null, messages: null };

  // hits returns, for a word, which entries of the tables have it.
  function hits(word) {
    lower.checks ||= data.checks.map((c) => `${c.id} ${c.title} ${(c.controls || []).join(" ")}`.toLowerCase());
    lower.resources ||= data.resources.map((_, n) => { const r = resource(n); return `${r.arn} ${r.name} ${r.type} ${r.region} ${r.tags}`.toLowerCase(); });
    lower.messages ||= data.messages.map((m) => m.toLowerCase());
    const having = (texts) => texts.map((t) => t.includes(word));
    return { checks: having(lower.checks), resources: having(lower.resources), messages: having(lower.messages), word };
  }

  // select works out which findings match, and the rows of the tree.
  function select() {
    const words = filter.words.toLowerCase().split(/\s+/).filter(Boolean).map(hits);
    const wanted = statuses.map(([letter]) => filter.statuses.has(letter));
    const checks = data.checks.map((c) => filter.severities.has(c.severity) && (!filter.domain || c.domain === filter.domain) && (!filter.service || c.service === filter.service));
    const region = filter.region === "" ? -1 : data.regions.indexOf(filter.region);
    const account = filter.account === "" ? -1 : data.accounts.findIndex(([id]) => id === filter.account);
    const found = new Map(); // of each check: its findings that match
    matching = 0;
    for (let i = 0; i < total; i++) {
      const b = block(i);
      if (!wanted[status[i]] || !checks[b.c] || (account >= 0 && b.a !== account) || (filter.fresh && !isNew[i])) continue;
      const place = placeOf[i];
      const r = b.r[place];
      if (region >= 0 && data.resources[r][4] !== region) continue;
      if (!words.every((w) => w.checks[b.c] || w.resources[r] || w.messages[b.m[place]] || b.f[place] === w.word)) continue;
      if (!found.has(b.c)) found.set(b.c, []);
      found.get(b.c).push(i);
      matching++;
    }
    perCheck.clear();
    rows = [];
    let last = -1;
    for (const [domain, , , check] of rank) {
      if (!found.has(check)) continue;
      if (domain !== last) rows.push(domainRow(domain));
      last = domain;
      perCheck.set(check, found.get(check).length);
      unknownOf.set(check, found.get(check).filter((i) => letterOf(i) === "U").length);
      rows.push(checkRow(check));
      if (open.has(check)) for (const i of found.get(check)) rows.push(i);
    }
    return found;
  }

  // --- The tree.

  const tree = element("div", { id: "tree", role: "tree", tabindex: "0", "aria-label": "Findings by domain, check and resource" });
  const result = element("p", { id: "result", role: "status" });
  const detail = element("aside", { id: "detail", "aria-label": "Details of the finding", tabindex: "-1", hidden: true });
  let height = 40; // of a row
  let active = -1; // the place in rows that the keyboard is at
  let shownFinding = -1;

  function label(row) {
    if (isDomain(row)) return domains[-1 - row][1];
    if (row < 0) return data.checks[checkOfRow(row)].title;
    return resourceOf(row).name;
  }

  function drawRow(at) {
    const row = rows[at];
    const level = isDomain(row) ? 1 : row < 0 ? 2 : 3;
    const e = element("div", {
      id: `row-${at}`, role: "treeitem", class: `row level${level}${at === active ? " active" : ""}${row >= 0 && row === shownFinding ? " shown" : ""}`,
      "aria-level": level, "aria-selected": row >= 0 && row === shownFinding ? "true" : "false", "data-at": at,
    });
    e.style.transform = `translateY(${at * height}px)`;
    if (level === 1) {
      e.setAttribute("aria-expanded", "true");
      e.append(element("span", { class: "name" }, label(row)));
    } else if (level === 2) {
      const c = data.checks[checkOfRow(row)];
      e.setAttribute("aria-expanded", open.has(checkOfRow(row)) ? "true" : "false");
      e.append(
        element("span", { class: "arrow", "aria-hidden": "true" }, open.has(checkOfRow(row)) ? "▾" : "▸"),
        element("span", { class: `severity ${c.severity}` }, c.severity),
        element("span", { class: "name" }, c.title), element("span", { class: "id mono" }, c.id),
        element("span", { class: "times" }, timesUnknown(checkOfRow(row)), element("span", { "aria-label": `${counted(perCheck.get(checkOfRow(row)))} findings` }, counted(perCheck.get(checkOfRow(row))))),
      );
    } else {
      const r = resourceOf(row);
      e.append(
        element("span", { class: `status ${statusName[letterOf(row)]}` }, statusTitle[letterOf(row)]),
        element("span", { class: "name mono" }, element("bdi", {}, r.name)),
        ...(isNew[row] ? [element("span", { class: "fresh" }, "new")] : []),
        element("span", { class: "region" }, data.accounts.length > 1 ? `${r.account[1] || r.account[0]} · ${r.region}` : r.region),
        element("span", { class: "message" }, element("bdi", {}, messageOf(row))),
      );
    }
    return e;
  }

  // timesUnknown says how many findings of a check are unknown, if any are.
  function timesUnknown(check) {
    const n = unknownOf.get(check);
    return n > 0 && element("span", { class: "unknown" }, `${counted(n)} unknown`);
  }

  let drawnFrom = -1;
  let drawnTo = -1;

  // draw draws the rows in sight, and some around them.
  function draw(force) {
    const top = tree.getBoundingClientRect().top;
    const from = Math.max(0, Math.floor(-top / height) - 10);
    const to = Math.min(rows.length, Math.ceil((innerHeight - top) / height) + 10);
    if (!force && from === drawnFrom && to === drawnTo) return;
    drawnFrom = from;
    drawnTo = to;
    const drawn = [];
    for (let at = from; at < to; at++) drawn.push(drawRow(at));
    // The row that the keyboard is at is always there, for screen readers.
    if (active >= 0 && active < rows.length && (active < from || active >= to)) drawn.push(drawRow(active));
    tree.replaceChildren(...drawn);
    if (active >= 0 && active < rows.length) tree.setAttribute("aria-activedescendant", `row-${active}`);
    else tree.removeAttribute("aria-activedescendant");
  }

  function lay() {
    tree.style.height = `${rows.length * height}px`;
    draw(true);
  }

  function measure() {
    const probe = element("div", { class: "row probe" });
    tree.append(probe);
    height = probe.getBoundingClientRect().height || height;
    lay();
  }

  // update follows a change of the filter.
  function update() {
    const at = active >= 0 ? rows[active] : null;
    const found = select();
    if (filter.words && matching <= 200) { // so few are shown at once
      for (const check of found.keys()) open.add(check);
      select();
    }
    active = at === null ? -1 : rows.indexOf(at);
    lay();
    let text = `${counted(matching)} of ${counted(total)} findings in ${counted(perCheck.size)} checks`;
    if (matching === 0) text = "No finding matches. A wider filter shows more.";
    result.textContent = text;
    write(controls);
  }

  // retree follows a change of what is open.
  function retree(keep) {
    select();
    if (keep !== undefined) active = rows.indexOf(keep);
    lay();
  }

  function toggle(row) {
    const check = checkOfRow(row);
    if (!open.delete(check)) open.add(check);
    retree(row);
  }

  // reach makes a row active and brings it into sight.
  function reach(at, smooth) {
    active = Math.max(0, Math.min(rows.length - 1, at));
    const y = tree.getBoundingClientRect().top + active * height;
    const above = document.getElementById("controls").getBoundingClientRect().height + 60;
    if (y < above || y + height > innerHeight - 20) scrollBy({ top: y - Math.max(above, innerHeight / 3), behavior: smooth ? "smooth" : "instant" });
    draw(true);
  }

  function act(at) {
    const row = rows[at];
    active = at;
    if (row >= 0) show(row, true);
    else if (!isDomain(row)) toggle(row);
    else draw(true);
  }

  // --- The details of a finding.

  function section(title, ...children) {
    return element("section", {}, element("h4", {}, title), ...children);
  }

  function evidenceOf(i) {
    const list = data.evidence[block(i).e[placeOf[i]]];
    const body = element("tbody");
    let last = 0; // of which other resource the fields are
    for (let at = 0; at < list.length; at += 3) {
      const [field, value, other] = list.slice(at, at + 3);
      if (other !== last) body.append(element("tr", { class: "of" }, element("th", { colspan: "2", class: "mono" }, other > 0 ? element("bdi", {}, data.values[other - 1]) : "The resource itself")));
      last = other;
      body.append(element("tr", {}, element("th", { scope: "row", class: "mono" }, data.fields[field]),
        element("td", { class: "mono" }, element("bdi", {}, data.values[value]))));
    }
    return list.length ? element("table", { class: "evidence" }, body) : element("p", { class: "faint" }, "None was recorded.");
  }

  // waysOf returns the ways to fix a check, of which commands keep their lines.
  function waysOf(c) {
    return (c.ways || []).map(([title, text]) => element("details", {}, element("summary", {}, title),
      title.startsWith("With ") ? element("pre", { tabindex: "0" }, text) : element("p", {}, ...coded(text))));
  }

  function fact(term, value) {
    return value ? [element("dt", {}, term), element("dd", {}, value)] : [];
  }

  function copy(text, what) {
    return navigator.clipboard && element("button", {
      type: "button", class: "plain", onclick: async (event) => {
        await navigator.clipboard.writeText(text);
        event.target.textContent = "Copied";
      },
    }, what);
  }

  function mutedOf(i) {
    const b = block(i);
    return b.d && placeOf[i] in b.d ? data.muted[b.d[placeOf[i]]] : null;
  }

  function mutedText(m) {
    return `Accepted by ${m.by}${m.owner ? `, owner ${m.owner}` : ""}${m.until ? `, until ${m.until}` : ""}${m.reason ? `: ${m.reason}` : ""}`;
  }

  // show shows a finding; from says whether the reader asked for it just now.
  function show(i, asked) {
    shownFinding = i;
    const c = checkOf(i);
    const r = resourceOf(i);
    const muted = mutedOf(i);
    const since = (block(i).t || {})[placeOf[i]];
    detail.replaceChildren(...there([
      element("button", { type: "button", class: "close", "aria-label": "Close the details", onclick: hide }, "✕"),
      element("p", { class: "pills" },
        element("span", { class: `status ${statusName[letterOf(i)]}` }, statusTitle[letterOf(i)]), " ",
        element("span", { class: `severity ${c.severity}` }, c.severity), isNew[i] ? element("span", { class: "fresh" }, "new") : null),
      element("h3", { id: "detail-title", tabindex: "-1" }, element("bdi", {}, r.name)),
      element("p", { class: "says" }, element("bdi", {}, messageOf(i))),
      muted && element("p", { class: "mute" }, element("bdi", {}, mutedText(muted))),
      section("How to fix it", element("p", {}, ...coded(c.fix)), ...waysOf(c)),
      section("Evidence", evidenceOf(i)),
      c.why && section("Why it matters", element("p", {}, ...coded(c.why))),
      section("Check", element("p", {}, c.title, element("br"), element("span", { class: "mono faint" }, c.id)),
        c.looks && element("p", { class: "faint" }, ...coded(c.looks))),
      section("Resource", element("dl", {},
        ...fact("ARN", element("span", { class: "mono" }, element("bdi", {}, r.arn))), ...fact("Type", r.type), ...fact("Account", accountName(r.account)),
        ...fact("Region", r.region), ...fact("Tags", r.tags && element("span", { class: "tags" }, element("bdi", {}, r.tags))), ...fact("Failing since", since))),
      c.controls && section("Frameworks", element("p", { class: "faint" }, c.controls.join(", "))),
      c.references && section("References", element("ul", {}, ...c.references.map((url) => element("li", {}, link(url))))),
      element("p", { class: "tools" }, copy(r.arn, "Copy the ARN"), copy(location.href.split("#")[0] + "#finding-" + fingerprintOf(i), "Copy a link")),
    ]));
    detail.hidden = false;
    document.body.classList.add("detailed");
    detail.scrollTop = 0;
    history.replaceState(null, "", `#finding-${fingerprintOf(i)}`);
    draw(true);
    if (asked) document.getElementById("detail-title").focus({ preventScroll: true });
  }

  function hide() {
    if (detail.hidden) return;
    detail.hidden = true;
    shownFinding = -1;
    document.body.classList.remove("detailed");
    history.replaceState(null, "", "#findings");
    draw(true);
    tree.focus({ preventScroll: true });
  }

  // --- The controls.

  const controls = { search: element("input", { type: "search", id: "search", placeholder: "Search names, ARNs, messages, checks", "aria-label": "Search the findings", "aria-keyshortcuts": "/", autocomplete: "off", spellcheck: "false", oninput: later(() => { filter.words = controls.search.value; update(); }) }) };
  controls.statuses = boxes("Status", statuses.map(([letter, name, title]) => [letter, title, name]), "statuses");
  controls.severities = boxes("Severity", severities.map((s) => [s, s, s]), "severities");
  controls.domain = choice("Domain", domains, "domain");
  controls.service = choice("Service", [...new Set(data.checks.map((c) => c.service))].sort().map((s) => [s, s]), "service");
  controls.region = choice("Region", [...data.regions].sort().map((r) => [r, r]), "region");
  controls.account = choice("Account", data.accounts.map((a) => [a[0], accountName(a)]), "account");
  controls.fresh = element("input", { type: "checkbox", onchange: () => { filter.fresh = controls.fresh.checked; update(); } });

  function later(call) {
    let timer = 0;
    return () => { clearTimeout(timer); timer = setTimeout(call, 120); };
  }

  function boxes(title, list, name) {
    const inputs = list.map(([value, text, kind]) => {
      const input = element("input", { type: "checkbox", value, onchange: () => { filter[name][input.checked ? "add" : "delete"](value); update(); } });
      return [input, element("label", { class: `box ${kind}` }, input, " ", element("span", {}, text))];
    });
    return { inputs: inputs.map(([input]) => input), element: element("fieldset", {}, element("legend", {}, title), ...inputs.map(([, l]) => l)) };
  }

  function choice(title, list, name) {
    const select = element("select", { "aria-label": title, onchange: () => { filter[name] = select.value; update(); } },
      element("option", { value: "" }, `Any ${title.toLowerCase()}`), ...list.map(([value, text]) => element("option", { value }, text)));
    return select;
  }

  // write writes the filter into its controls.
  function write(to) {
    if (to.search.value !== filter.words && document.activeElement !== to.search) to.search.value = filter.words;
    for (const input of to.statuses.inputs) input.checked = filter.statuses.has(input.value);
    for (const input of to.severities.inputs) input.checked = filter.severities.has(input.value);
    for (const name of ["domain", "service", "region", "account"]) to[name].value = filter[name];
    to.fresh.checked = filter.fresh;
  }

  function reset() {
    filter = usual();
    controls.search.value = "";
    open.clear();
    update();
  }

  function openAll(all) {
    open.clear();
    if (all) for (const check of perCheck.keys()) open.add(check);
    retree();
  }

  const button = (text, onclick) => element("button", { type: "button", class: "plain", onclick }, text);
  const someNew = isNew.includes(1);
  document.getElementById("explorer").append(
    element("div", { id: "controls", role: "search", "aria-label": "Filter the findings" },
      element("div", { class: "line" }, controls.search, controls.domain, controls.service, controls.region, data.accounts.length > 1 ? controls.account : null),
      element("div", { class: "line" }, controls.statuses.element, controls.severities.element,
        someNew ? element("label", { class: "box" }, controls.fresh, " ", element("span", {}, "New only")) : null),
      element("div", { class: "line" }, result, element("span", { class: "tools" },
        button("Open all", () => openAll(true)), button("Close all", () => openAll(false)), button("Reset", reset)))),
    element("div", { class: "panes" }, tree, detail),
    element("p", { class: "keys faint" }, element("kbd", {}, "/"), " search  ", element("kbd", {}, "j"), " ", element("kbd", {}, "k"), " move  ",
      element("kbd", {}, "Enter"), " open  ", element("kbd", {}, "Esc"), " close"),
  );
  document.getElementById("explorer").hidden = false;

  // --- Mouse, keyboard, links.

  tree.addEventListener("click", (event) => {
    const row = event.target.closest(".row");
    if (row) act(Number(row.dataset.at));
  });
  tree.addEventListener("focus", () => { if (active < 0 && rows.length) { active = 0; draw(true); } });

  const step = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };

  function move(by) {
    if (rows.length === 0) return;
    reach(active < 0 ? 0 : active + by);
    const asked = document.activeElement;
    if (!detail.hidden && rows[active] >= 0) show(rows[active], false); // the details follow
    if (asked === document.body || !asked.isConnected) tree.focus({ preventScroll: true });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = event.target;
    if (event.key === "Escape") {
      if (at === controls.search && controls.search.value) { controls.search.value = ""; filter.words = ""; update(); } else if (at === controls.search) tree.focus({ preventScroll: true });
      else hide();
      return;
    }
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName) && at.type !== "checkbox") {
      if (at === controls.search && event.key === "ArrowDown") { event.preventDefault(); tree.focus({ preventScroll: true }); reach(0); }
      return;
    }
    const inTree = at === tree;
    const row = active >= 0 ? rows[active] : undefined;
    if (event.key === "/") { event.preventDefault(); scrollToFindings(); controls.search.focus({ preventScroll: true }); controls.search.select(); return; }
    if (event.key === "j" || event.key === "k" || (inTree && event.key in step)) { event.preventDefault(); move(step[event.key]); return; }
    if (!inTree) return;
    const handled = {
      Enter: () => { if (active >= 0) act(active); },
      " ": () => { if (active >= 0) act(active); },
      Home: () => reach(0),
      End: () => reach(rows.length - 1),
      ArrowRight: () => {
        if (row === undefined || row >= 0 || isDomain(row)) return;
        if (!open.has(checkOfRow(row))) toggle(row); else reach(active + 1);
      },
      ArrowLeft: () => {
        if (row === undefined || isDomain(row)) return;
        if (row < 0) { if (open.has(checkOfRow(row))) toggle(row); return; }
        reach(rows.indexOf(checkRow(block(row).c)));
      },
    }[event.key];
    if (handled) { event.preventDefault(); handled(); }
  });

  function scrollToFindings() { document.getElementById("findings").scrollIntoView({ block: "start", behavior: "instant" }); }

  // only shows what a link asks for and nothing else.
  function only(change) {
    filter = usual();
    controls.search.value = "";
    change(filter);
    update();
    scrollToFindings();
  }

  // follow goes where the part of the address after # says.
  function follow() {
    const [, kind, name] = /^#([a-z]+)-?(.*)$/.exec(safe(location.hash)) || [];
    const links = {
      finding: () => find(name),
      check: () => {
        const check = data.checks.findIndex((c) => c.id === name);
        if (check < 0) return;
        open.clear();
        open.add(check);
        only(() => {});
        const at = rows.indexOf(checkRow(check));
        if (at >= 0) { scrollBy({ top: tree.getBoundingClientRect().top + at * height - 240, behavior: "instant" }); active = at; draw(true); }
      },
      severity: () => only((f) => { f.statuses = new Set(["F"]); f.severities = new Set([name]); }),
      status: () => only((f) => { f.statuses = new Set([(statuses.find((s) => s[1] === name) || ["F"])[0]]); }),
      domain: () => only((f) => { f.domain = name; }),
      service: () => only((f) => { f.service = name; }),
      account: () => only((f) => { f.account = name; }),
      new: () => only((f) => { f.fresh = true; }),
    };
    if (name || kind === "new") (links[kind] || (() => {}))();
  }

  function safe(hash) {
    try { return decodeURIComponent(hash); } catch { return hash; }
  }

  // find shows the finding with a fingerprint, whatever the filter.
  function find(fingerprint) {
    let i = -1;
    let at = 0;
    for (const b of data.blocks) {
      const place = b.f.indexOf(fingerprint);
      if (place >= 0) { i = at + place; break; }
      at += b.s.length;
    }
    if (i < 0) {
      only(() => {});
      result.textContent = "The finding of this link is not in this report: it was fixed, or its resource is gone, or it passes and is only counted.";
      return;
    }
    open.add(block(i).c);
    if (select() && rows.indexOf(i) < 0) {
      filter = usual();
      controls.search.value = "";
      filter.statuses.add(letterOf(i));
    }
    update();
    scrollToFindings();
    reach(rows.indexOf(i));
    show(i, true);
  }

  addEventListener("hashchange", follow);
  addEventListener("scroll", () => requestAnimationFrame(() => draw(false)), { passive: true });
  addEventListener("resize", measure);

  // --- Print: what the filter selects, opened.

  const printed = 2000;

  addEventListener("beforeprint", () => {
    const paper = document.getElementById("print");
    const found = select();
    const parts = [];
    let left = printed;
    for (const [, , , check] of rank) {
      const all = found.get(check);
      if (!all || left === 0) continue;
      const c = data.checks[check];
      const some = all.slice(0, left);
      left -= some.length;
      parts.push(element("section", { class: "check" },
        element("h3", {}, c.title), element("p", { class: "faint" }, `${c.severity} · ${c.id} · ${counted(all.length)} findings`),
        element("p", {}, "Fix: ", ...coded(c.fix)),
        element("ul", {}, ...some.map((i) => {
          const r = resourceOf(i);
          const muted = mutedOf(i);
          return element("li", {}, element("strong", {}, statusTitle[letterOf(i)]), ` ${r.region} `, element("span", { class: "mono" }, element("bdi", {}, r.name)),
            " ", element("bdi", {}, messageOf(i)), muted ? ` (${mutedText(muted)})` : "");
        }))));
    }
    if (matching > printed) parts.unshift(element("p", {}, `The first ${counted(printed)} of ${counted(matching)} findings; a narrower filter prints others.`));
    paper.replaceChildren(...parts);
  });
  addEventListener("afterprint", () => document.getElementById("print").replaceChildren());

  update();
  measure();
  follow();
})();
