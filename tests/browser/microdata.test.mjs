// Rows of a wave, for a researcher: the page can be read on a phone and used without scripts, and gives an archive.

import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";

import { look, lookWithoutScripts } from "./checks.mjs";
import { PATIENCE, launch } from "./resident.mjs";
import { run, start } from "./server.mjs";
import { hire, logIn } from "./staff.mjs";

const PEOPLE = 24;
const SCREENS = { phone: { width: 360, height: 740 }, desk: { width: 1024, height: 768 } };
const FORM = `form_id: runde
version: "1"
default_language: da
languages: { da: {} }
title: En opdigtet runde
choices:
  safe: [{ name: satisfied, label: Tryg }, { name: unsafe, label: Utryg }]
survey:
  - { type: select_one safe, name: safe, label: Hvor tryg er du i området? }
  - { type: text, name: why, label: Hvorfor? }
`;
const PLAN = "form_id: runde\ntables: [[]]\nanswers: [{ question: safe }]\n";

let browser;
let server;
let researcher;

before(async () => {
  [browser, server] = await Promise.all([launch(), start({ env: { NABOSVAR_SECOND_FACTOR: "nobody" } })]);
  await writeFile(join(server.data, "runde.yaml"), FORM);
  await writeFile(join(server.data, "plan.yaml"), PLAN);
  await run(server, "form", "publish", "runde.yaml");
  const days = ["--from", "2020-01-01", "--to", "2090-01-01"];
  const opened = await run(server, "wave", "open", "Opdigtet runde", "--form", "runde", "--version", "1", ...days);
  const { stdout: list } = await run(server, "wave", "list");
  const wave = list.split("\n").find((line) => line.includes("Opdigtet runde")).match(/[0-9a-f-]{36}/)[0];
  const code = opened.stdout.match(/\/s\/([0-9a-z]+)/)[1];
  for (let person = 0; person < PEOPLE; person += 1) {
    const address = `${server.origin}/api/v1/forms/runde/versions/1/responses/${randomUUID()}?wave=${code}`;
    const body = JSON.stringify({ safe: person % 2 ? "satisfied" : "unsafe", why: `Opdigtet grund ${person}` });
    const reply = await fetch(address, { method: "PUT", headers: { "content-type": "application/json" }, body });
    assert.equal(reply.status, 201, await reply.text());
  }
  await run(server, "wave", "close", wave);
  await run(server, "wave", "archive", wave);
  await run(server, "release", "make", wave, "plan.yaml");
  researcher = await hire(browser, server, "forsker@nabosvar.example", "Opdigtet Forsker", "--role", "researcher");
  // The command line gives the same, into a folder.
  const reason = "Opdigtet artikel om tryghed, aftale 12/2026";
  await run(server, "microdata", "export", wave, "rows", "--reason", reason, "--with-text");
  const rows = await readFile(join(server.data, "rows", "microdata-with-free-text.csv"), "utf8");
  assert.equal(rows.trim().split("\r\n").length, PEOPLE + 1, rows);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const [screen, viewport] of Object.entries(SCREENS)) {
  test(`a researcher fetches rows on a ${screen}`, PATIENCE, async () => {
    const staff = await logIn(browser, server, { viewport, scripts: screen !== "phone" }, researcher);
    const { page } = staff;
    const seen = (name) => (screen === "phone" ? lookWithoutScripts(browser, staff, name) : look(staff, name));
    await staff.leave(() => page.locator("main a[href='/staff/microdata']").first().click());
    await seen(`microdata-${screen}`);
    await Promise.all([page.waitForEvent("domcontentloaded"), page.click("main form button")]);
    assert.equal(await page.locator("#problems a").count(), 3);
    await seen(`microdata-wrong-${screen}`);
    // The demonstration has waves of its own that are over.
    await page.selectOption("#wave", await page.getByRole("option", { name: /Opdigtet runde/ }).getAttribute("value"));
    await page.fill("#reason", "Opdigtet artikel om tryghed, aftale 12/2026");
    await page.click("label:has([name=agreed])");
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("main form button")]);
    assert.match(download.suggestedFilename(), /^microdata-runde-.*\.zip$/);
    assert.equal((await readFile(await download.path())).subarray(0, 2).toString(), "PK");
    await staff.depart();
  });
}
