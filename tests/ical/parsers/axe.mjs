// Prints the accessibility faults (axe-core, WCAG 2.2 A and AA) of pages, light, dark and narrow,
// and the width that does not fit; dark and narrow the first two alone. Usage: node axe.mjs NODE_MODULES CHROMIUM SCREENSHOTS PAGE...; SCREENSHOTS may be empty
import { createRequire } from "node:module";
import { resolve } from "node:path";

const [modules, chromium, shots, ...pages] = process.argv.slice(2);
const require = createRequire(resolve(modules, "x.js"));
const browser = await require("playwright-core").chromium.launch({
  executablePath: chromium,
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
const faults = [];
for (const [name, options] of Object.entries({
  light: { viewport: { width: 1100, height: 1200 }, colorScheme: "light" },
  dark: { viewport: { width: 1100, height: 1200 }, colorScheme: "dark" },
  narrow: { viewport: { width: 360, height: 1200 }, colorScheme: "light" },
})) for (const [number, page] of pages.slice(0, name === "light" ? pages.length : 2).entries()) {
  const context = await browser.newContext(options);
  const tab = await context.newPage();
  await tab.goto(page);
  await tab.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  const [wide, room] = await tab.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  if (wide > room) faults.push(`${name} ${number}: ${wide} wide in ${room}`);
  if (shots) {
    await tab.screenshot({ path: `${shots}/${name}-${number}.png` });
    if (name === "light") await tab.pdf({ path: `${shots}/print-${number}.pdf`, format: "A4" });
  }
  // The rows of a list are alike, and hundreds of them take a minute.
  await tab.evaluate(() => document.querySelectorAll("ul.rows").forEach(
    (list) => [...list.children].slice(5).forEach((row) => row.remove())));
  await tab.addScriptTag({ path: require.resolve("axe-core/axe.min.js") });
  const found = await tab.evaluate(() =>
    axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  for (const fault of found.violations) faults.push(`${name} ${number}: ${fault.id}: ${fault.nodes[0].html}`);
  await context.close();
}
await browser.close();
console.log(JSON.stringify(faults));
