// What depends on today, the filter, and the panel to subscribe. Without it the pages show dates.
(() => {
  "use strict";
  const all = (query, from = document) => [...from.querySelectorAll(query)];
  const one = (query, from = document) => from.querySelector(query);
  const { root, base, timezone } = document.body.dataset;
  const words = JSON.parse(document.body.dataset.words);
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const plural = (texts, days) => fill(texts[days === 1 ? 0 : 1], { days });

  // Today in the time zone of the register, as 2025-03-05.
  const parts = {};
  const inZone = new Intl.DateTimeFormat("en", { timeZone: timezone, year: "numeric", month: "2-digit", day: "2-digit" });
  for (const { type, value } of inZone.formatToParts(new Date())) parts[type] = value;
  const today = `${parts.year}-${parts.month}-${parts.day}`;
  const until = (day) => Math.round((Date.parse(day) - Date.parse(today)) / 86400000);

  const fromNow = (day) => {
    const days = until(day);
    if (days === 0) return words.today;
    if (days === 1) return words.tomorrow;
    return days < 0 ? plural(words.late, -days) : plural(words.in, days);
  };

  // Actions: into the groups of today, each with how late it is or how soon.
  const groups = Object.fromEntries(all("[data-group]").map((group) => [group.dataset.group, group]));
  const state = (row) => {
    if (!row.dataset.day) return "undated";
    const days = until(row.dataset.day);
    return days < 0 ? "late" : days <= 30 ? "soon" : "later";
  };
  const actions = all("[data-group] > ul > li");
  for (const row of actions) {
    row.state = state(row);
    if (row.dataset.day && row.state !== "later") {
      const note = document.createElement("span");
      note.className = "when";
      note.textContent = ` ${fromNow(row.dataset.day)}`;
      one("time", row).after(note);
    }
    const list = one("ul", groups[row.state]);
    if (row.parentNode !== list) list.append(row);
  }
  if (groups.later) one("h3 span", groups.later).textContent = words.later;
  const count = () => {
    for (const group of Object.values(groups)) {
      const rows = all("ul > li:not([hidden])", group).length;
      group.hidden = !rows;
      one("small", group).textContent = rows;
    }
  };
  if (actions.length) count();

  // Meetings: what has passed since the page was made.
  const coming = all("[data-part=coming] > li"), past = one("[data-part=past]");
  for (const row of coming) {
    if (!row.dataset.last || row.dataset.last >= today) continue;
    if (past) past.prepend(row); else row.remove();
  }
  const next = all("[data-part=coming] > li");
  if (past) {
    past.closest("details").hidden = !past.children.length;
    one("small", past.closest("details")).textContent = past.children.length;
  }
  for (const none of all("section .none")) if (!none.closest("[data-card]")) none.hidden = next.length > 0;
  for (const number of all("[data-count=coming]")) number.textContent = next.length;

  // The cards of the bodies: the next meeting, and what is late, due this month, or without a day.
  for (const card of all("[data-card]")) {
    const body = card.dataset.card;
    const held = next.filter((row) => row.dataset.body === body && !row.classList.contains("cancelled"));
    const meeting = held.find((row) => row.dataset.start) || held[0];
    const shown = one(".next", card);
    shown.replaceChildren();
    if (meeting) {
      const when = document.createElement("b");
      when.textContent = one(".what b", meeting).textContent;
      shown.append(when);
      if (!body) shown.append(` · ${one(".what-for", meeting).textContent}`);
      const place = one(".place", meeting), papers = one(".due", meeting);
      if (place) shown.append(place.textContent);
      if (papers) shown.append(document.createElement("br"), papers.textContent);
    }
    one(".none", card).hidden = Boolean(meeting);
    const mine = actions.filter((row) => (row.dataset.body || "") === body);
    const counts = {
      late: mine.filter((row) => row.state === "late").length,
      month: mine.filter((row) => row.dataset.day >= today && row.dataset.day.startsWith(today.slice(0, 7))).length,
      undated: mine.filter((row) => row.state === "undated").length,
    };
    const told = Object.entries(counts).filter(([, number]) => number);
    const line = one(".counts", card);
    if (told.length) {
      line.replaceChildren(...told.flatMap(([name, number], place) => {
        const text = document.createElement("span");
        text.textContent = fill(words.counts[name], { count: number });
        if (name === "late") text.className = "late";
        return place ? [" · ", text] : [text];
      }));
    }
  }

  // The filter, whose state stands in the address so that it can be kept and sent.
  const filter = one(".filter");
  if (filter) {
    const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const texts = new Map(actions.map((row) => [row, plain(row.textContent)]));
    const fields = all("input, select", filter);
    const apply = () => {
      const { q, body, owner, state: wanted } = Object.fromEntries(fields.map((field) => [field.id, field.value]));
      const asked = plain(q).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of actions) {
        row.hidden = !(
          asked.every((word) => texts.get(row).includes(word))
          && (!body || (row.dataset.body || "-") === body)
          && (!owner || all(".owner", row).some((name) => name.textContent === owner))
          && (!wanted || row.state === wanted)
        );
        if (!row.hidden) shown += 1;
      }
      count();
      one("[role=status]", filter).textContent = fill(words.shown, { count: shown });
      const query = new URLSearchParams(fields.filter((field) => field.value).map((field) => [field.id, field.value]));
      const address = new URL(location.href);
      address.search = query;
      if (address.href !== location.href) {
        try { history.replaceState(null, "", address); } catch { /* a file in some browsers */ }
      }
    };
    const asked = new URLSearchParams(location.search);
    for (const field of fields) {
      const value = asked.get(field.id) || "";
      if (field.tagName === "INPUT" || [...field.options].some((option) => option.value === value)) field.value = value;
    }
    filter.addEventListener("input", apply);
    filter.addEventListener("submit", (event) => event.preventDefault());
    filter.addEventListener("reset", () => setTimeout(apply));
    filter.hidden = false;
    apply();
  }

  // What changed: since the last visit of this page, since the last meeting, or all.
  const since = one("[data-since]");
  if (since) {
    const section = since.closest("section"), rows = all("[data-when]", section);
    const begun = [section.dataset.met, ...coming.map((row) => row.dataset.start)].filter((start) => start && Date.parse(start) <= Date.now());
    const met = Math.max(0, ...begun.map((start) => Date.parse(start)));
    const key = `actiepunt ${location.pathname}`;
    let looked = null;
    try {
      looked = sessionStorage.getItem(key) ?? localStorage.getItem(key);
      if (looked !== null) sessionStorage.setItem(key, looked);
      localStorage.setItem(key, rows[0].dataset.when);
    } catch { /* no storage here */ }
    const later = (moment) => rows.filter((row) => Date.parse(row.dataset.when) > moment).length;
    const choices = [
      ...(looked === null ? [] : [[Date.parse(looked), words.looked]]),
      ...(met ? [[met, words.met]] : []),
      [0, words.all],
    ];
    since.replaceChildren(...choices.map(([moment, text]) => new Option(fill(text, { count: later(moment) }), moment)));
    const show = () => {
      for (const row of rows) {
        row.hidden = Date.parse(row.dataset.when) <= Number(since.value);
        row.classList.toggle("new", looked !== null && Date.parse(row.dataset.when) > Date.parse(looked));
      }
      one("summary small", section).textContent = since.selectedOptions[0].textContent;
    };
    since.addEventListener("change", show);
    since.closest(".choice").hidden = false;
    show();
    if (looked !== null && later(Date.parse(looked))) one("details", section).open = true;
  }

  // The panel to subscribe: three choices and one address.
  const panel = one(".subscribe");
  if (panel) {
    const start = base || new URL(root || ".", location.href).href;
    if (/^https?:/.test(start)) {
      const [whose, kind, where] = ["#whose", "#kind", "#where"].map((name) => one(name, panel));
      const link = one(".result a", panel), copy = one(".result button", panel);
      const told = one("[role=status]", panel), how = one(".how", panel), shown = one("#address", panel);
      const update = () => {
        const option = whose.selectedOptions[0], kinds = option.dataset.kinds.split(" ");
        for (const choice of kind.options) choice.disabled = !kinds.includes(choice.value);
        if (kind.selectedOptions[0].disabled) kind.value = kinds[0];
        const file = kind.value === "calendar" && option.value.startsWith("owners/") ? "mine" : kind.value;
        const url = new URL(`${option.value}${file}.ics`, start).href;
        const webcal = url.replace(/^https?:/, "webcal:");
        const place = where.selectedOptions[0];
        link.href = {
          outlook: `https://outlook.office.com/calendar/0/addfromweb?url=${encodeURIComponent(url)}`,
          google: `https://calendar.google.com/calendar/render?cid=${encodeURIComponent(webcal)}`,
          webcal,
        }[place.value] || url;
        link.hidden = place.value === "copy";
        copy.hidden = !link.hidden;
        how.hidden = link.hidden === false;
        how.textContent = place.dataset.how || "";
        shown.value = url;
        told.textContent = "";
      };
      copy.addEventListener("click", async () => {
        shown.select();
        try { await navigator.clipboard.writeText(shown.value); } catch { document.execCommand("copy"); }
        told.textContent = words.copied;
      });
      one("form", panel).addEventListener("submit", (event) => event.preventDefault());
      one("form", panel).addEventListener("change", update);
      one("form", panel).hidden = false;
      one(".plain", panel).hidden = true;
      update();
    } else {
      one(".offline", panel).hidden = false;
    }
  }

  // Open what an address with # points at, also inside something folded.
  const point = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const row = target.closest("li") || target;
    for (let outer = target.closest("details"); outer; outer = outer.parentElement.closest("details")) outer.open = true;
    const inner = row !== target ? null : one(":scope > details", row);
    if (inner) inner.open = true;
    row.scrollIntoView();
  };
  addEventListener("hashchange", point);
  point();
})();
