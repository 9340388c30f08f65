// A coordinator takes a sheet in and reads the official table: on a phone, on a wide screen, and on one page of paper.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { look, lookWithoutScripts } from "./checks.mjs";
import { launch } from "./resident.mjs";
import { start } from "./server.mjs";
import { SCREENS, logIn } from "./staff.mjs";

const WIDE = { width: 1024, height: 900 };
const SHEET = "række;art;område;værdi;dato;kilde\n3;basistal;Ringparken;41 %;01-01-2021;Opdigtet register\n";

let browser;
let server;

before(async () => {
  [browser, server] = await Promise.all([launch(), start()]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

async function toTable(staff) {
  await staff.page.goto(`${server.origin}/staff/indicators`);
  await staff.leave(() => staff.page.click('main a[href$="/table"]'));
}

test("the official table fits a phone, a screen and one page of paper", async () => {
  for (const [name, viewport] of [["phone", SCREENS.phone], ["wide", WIDE]]) {
    const staff = await logIn(browser, server, { viewport, scripts: false });
    await toTable(staff);
    assert.equal(await staff.page.locator(".agreed tbody tr:not(.goal)").count(), 9);
    await lookWithoutScripts(browser, staff, `official-${name}`);
    await staff.depart();
  }
  const staff = await logIn(browser, server, { viewport: WIDE });
  await toTable(staff);
  await staff.page.emulateMedia({ media: "print" });
  await staff.picture("official-print");
  const paper = await staff.page.pdf({ preferCSSPageSize: true });
  const pages = paper.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  assert.equal(pages, 1, "the table is one page");
  await staff.page.emulateMedia({ media: "screen", colorScheme: "dark" });
  await look(staff, "official-dark");
  await staff.depart();
});

test("a sheet is taken in on a phone and a figure is put right with a reason", async () => {
  const staff = await logIn(browser, server, { viewport: SCREENS.phone, scripts: false });
  await toTable(staff);
  await staff.leave(() => staff.page.click('main a[href$="/figures"]'));
  const sheet = (text) => ({ name: "opdigtet.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  const send = async (text, reason) => {
    await staff.page.locator("details:has(#sheet-sheet)").evaluate((details) => { details.open = true; });
    await staff.page.setInputFiles("#sheet-sheet", sheet(text));
    await staff.page.fill("#sheet-reason", reason);
    await Promise.all([staff.page.waitForEvent("domcontentloaded"), staff.page.click("form[action$='/sheet'] button")]);
  };
  await send(SHEET, "");
  assert.match(await staff.page.textContent("[role=status]"), /1 nye, 0 rettet/);
  await send(SHEET.replace("41", "40"), "");
  assert.match(await staff.page.textContent("#problems"), /Linje 2: tallet var 41 % \(Opdigtet register\)/);
  await lookWithoutScripts(browser, staff, "figures-refused");
  await send(SHEET.replace("41", "40"), "Opdigtet fejl");
  assert.match(await staff.page.textContent("[role=status]"), /0 nye, 1 rettet/);
  await lookWithoutScripts(browser, staff, "figures");
  await staff.depart();
});
