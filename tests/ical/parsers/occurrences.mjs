// Prints what ical.js and node-ical make of a feed: {parser: {uid: [start, end]}} in Unix seconds.
// Usage: node occurrences.mjs NODE_MODULES FEED
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const [modules, feed] = process.argv.slice(2);
const require = createRequire(resolve(modules, "x.js"));
const text = readFileSync(feed, "utf8");
const seconds = (date) => (date ? Math.round(date.getTime() / 1000) : null);

async function icaljs() {
  const loaded = await import(require.resolve("ical.js"));
  const ICAL = loaded.default ?? loaded;
  const root = new ICAL.Component(ICAL.parse(text));
  for (const zone of root.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const found = {};
  for (const part of root.getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(part);
    found[event.uid] = [seconds(event.startDate.toJSDate()), seconds(event.endDate.toJSDate())];
  }
  for (const part of root.getAllSubcomponents("vtodo")) {
    const due = part.getFirstPropertyValue("due");
    found[part.getFirstPropertyValue("uid")] = [due ? seconds(due.toJSDate()) : null, null];
  }
  return found;
}

function nodeical() {
  const found = {};
  for (const part of Object.values(require("node-ical").sync.parseICS(text))) {
    if (part.type === "VEVENT") found[part.uid] = [seconds(part.start), seconds(part.end)];
    if (part.type === "VTODO") found[part.uid] = [seconds(part.due && new Date(part.due)), null];
  }
  return found;
}

console.log(JSON.stringify({ "ical.js": await icaljs(), "node-ical": nodeical() }));
