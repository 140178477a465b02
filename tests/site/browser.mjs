// Prints what a person finds in a published folder, on one day and with one size of window.
// Usage: node browser.mjs NODE_MODULES CHROMIUM FOLDER-OR-ADDRESS MOMENT; answers are JSON.
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [modules, chromium, root, moment] = process.argv.slice(2);
const require = createRequire(resolve(modules, "x.js"));
const browser = await require("playwright-core").chromium.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
const context = await browser.newContext({ viewport: { width: 390, height: 800 } });
const tab = await context.newPage();
await tab.clock.setFixedTime(new Date(moment));
const answer = { errors: [] };
tab.on("pageerror", (error) => answer.errors.push(error.message));
const groups = () => tab.$$eval("[data-group]", (found) => Object.fromEntries(
  found.filter((one) => !one.hidden).map((one) => [
    one.dataset.group,
    [...one.querySelectorAll("ul.rows > li")].filter((row) => !row.hidden).map((row) => row.id),
  ])));
const texts = (query) => tab.$$eval(query, (found) => found.map((one) => (one.innerText ?? one.textContent).trim().replace(/\s+/g, " ")));

await tab.goto(`${root}/index.html`);
answer.groups = await groups();
answer.relative = await texts("[data-group] .when");
answer.cards = await texts("[data-card]");
answer.since = await tab.$$eval("[data-since] option", (found) => found.map((one) => one.textContent));

// By keyboard alone: to the search, a word, a state.
await tab.focus("#q");
await tab.keyboard.type("begroting");
answer.searched = { groups: await groups(), address: new URL(tab.url()).search };
await tab.fill("#q", "");
await tab.selectOption("#state", "late");
answer.late = { groups: await groups(), address: new URL(tab.url()).search };
await tab.reload();
answer.reloaded = await groups();
await tab.click(".filter [type=reset]");
await tab.waitForFunction(() => !location.search);
answer.cleared = await groups();

if (root.startsWith("http")) {
  await tab.click("#subscribe");
  answer.panel = {};
  for (const [whose, kind] of [["", "calendar"], ["ab/", "meetings"], ["owners/e-ruesen/", "calendar"]]) {
    await tab.selectOption("#whose", whose);
    await tab.selectOption("#kind", kind);
    for (const label of ["Outlook op het web, Microsoft 365", "Outlook op deze computer", "Google Agenda", "Thunderbird"]) {
      await tab.selectOption("#where", { label });
      answer.panel[`${whose}${kind} ${label}`] = await tab.$eval(".result", (one) => {
        const link = one.querySelector("a");
        return link.hidden ? one.closest("form").querySelector("#address").value : link.href;
      });
    }
  }
}
await tab.goto(`${root}/ab/index.html#2025-001`);
answer.target = await tab.$eval(":target", (row) => [row.id, row.querySelector("details")?.open ?? null]);
answer.tabs = [];
await tab.goto(`${root}/index.html?state=late`);
for (let step = 0; step < 6; step += 1) {
  await tab.keyboard.press("Tab");
  answer.tabs.push(await tab.evaluate(() => document.activeElement.textContent.trim().slice(0, 30)));
}
await browser.close();
console.log(JSON.stringify(answer));
