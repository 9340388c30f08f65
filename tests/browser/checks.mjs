// What every page is held to, whoever reads it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Holds the page that somebody is on to all of it, and takes a picture of it for those who look at them. */
export async function look(somebody, name) {
  await checkWithAxe(somebody.page, name);
  assert.deepEqual(await misfits(somebody.page, somebody.finger), [], name);
  await somebody.picture(name);
}

/** The same for somebody whose browser runs no scripts. */
export async function lookWithoutScripts(browser, somebody, name) {
  const page = await still(browser, somebody);
  await checkWithAxe(page, name);
  assert.deepEqual(await misfits(page, somebody.finger), [], name);
  await page.context().close();
  await somebody.picture(name);
}

/** A page that runs no scripts of ours, shown again where axe can run: the same document, without our script. */
export async function still(browser, resident) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const body = await resident.page.content();
  await page.route("**/*.js", (route) => route.abort());
  await page.route(resident.page.url(), (route) => route.fulfill({ body, contentType: "text/html; charset=utf-8" }));
  await page.goto(resident.page.url());
  return page;
}

/** Finds what keeps people who see, hear or move otherwise from using the page. */
export async function checkWithAxe(page, name) {
  await page.evaluate(AXE);
  const result = await page.evaluate((values) => axe.run({ runOnly: { type: "tag", values } }), RULES);
  const found = result.violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes.map((node) => node.html).join(" ")}`);
  assert.deepEqual(found, []);
}

/** What is less high than a finger needs, or hangs over the edge. */
export function misfits(page, finger) {
  return page.evaluate((finger) => {
    const targets = "main a, button:not([hidden]), .choice, .field, .exit, .bottom a, summary";
    const small = [...document.querySelectorAll(targets)].filter((target) => target.getBoundingClientRect().height < finger);
    const over = document.documentElement.scrollWidth > document.documentElement.clientWidth;
    const edge = document.documentElement.clientWidth;
    const wide = [...document.querySelectorAll("main *, header *, footer *")].filter((part) => over && (part.getBoundingClientRect().right > edge + 1 || part.getBoundingClientRect().left < -1));
    return [...small.map((part) => `small: ${part.outerHTML}`), ...wide.map((part) => `over the edge: ${part.outerHTML}`)];
  }, finger);
}
