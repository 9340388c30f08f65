// Forms and answers at work, without scripts: a workbook with faults, one without, and answers that are corrected and reviewed.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile, writeFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { lookWithoutScripts } from "./checks.mjs";
import { PATIENCE } from "./resident.mjs";
import { browser, server } from "./stage.mjs";
import { logIn } from "./staff.mjs";

const PROGRAM = fileURLToPath(new URL("../../target/debug/nabosvar", import.meta.url));
const SCREENS = { phone: { width: 360, height: 740 }, screen: { width: 1024, height: 768 } };

const form = (screen, type) => `
form_id: gaardhave_${screen}
version: "1"
default_language: da
languages: { da: {}, tr: { status: draft } }
title: { da: "Opdigtet gårdhave (${screen})", tr: "Uydurma bahçe" }
survey:
  - { type: ${type}, name: days, label: { da: "Hvor mange dage?", tr: "Kaç gün?" }, constraint: ". <= 7" }
  - { type: text, name: why, label: { da: "Hvorfor?", tr: "Neden?" } }
`;

/** The rows of a form as a sheet of a workbook, with a type that there is not. */
const faulty = (screen) => `survey
,type,name,label
,text,a,Hvad hedder stedet?
,txt,b,Hvor mange dage?
settings
,form_id,version
,fejl_${screen},1
`;

for (const [screen, viewport] of Object.entries(SCREENS)) {
  test(`a form is checked by cell, tried and published on a ${screen}`, PATIENCE, async () => {
    const folder = await mkdtemp(join(tmpdir(), "nabosvar-forms-"));
    const staff = await logIn(browser, server, { viewport, scripts: false });
    const { page } = staff;
    const send = async (name) => {
      await page.setInputFiles("#file", join(folder, name));
      // The page with what is wrong has the same address.
      await Promise.all([page.waitForEvent("domcontentloaded"), page.click("main form .button")]);
    };
    await page.goto(`${server.origin}/staff/forms`);
    await lookWithoutScripts(browser, staff, `forms-${screen}-list`);
    await staff.leave(() => page.click("main .actions a.button"));
    await writeFile(join(folder, "forkert.csv"), faulty(screen));
    await send("forkert.csv");
    assert.ok(await page.isVisible("strong:text-is('survey!A3')"), await page.innerText("main"));
    assert.ok(await page.isVisible("code:text-is('txt')"));
    await lookWithoutScripts(browser, staff, `forms-${screen}-faults`);

    await writeFile(join(folder, "rigtig.yaml"), form(screen, "integer"));
    execFileSync(PROGRAM, ["form", "convert", join(folder, "rigtig.yaml"), join(folder, "rigtig.xlsx")]);
    assert.equal((await readFile(join(folder, "rigtig.xlsx"))).subarray(0, 2).toString(), "PK");
    await send("rigtig.xlsx");
    if (!page.url().includes("/drafts/")) await staff.leave(() => page.click("main .actions a.button >> nth=0"));
    await lookWithoutScripts(browser, staff, `forms-${screen}-draft`);
    await staff.leave(() => page.click("main a:has-text('Prøv skemaet')"));
    assert.ok(page.url().includes("/preview/"), "it is tried on the residents' pages");
    await page.goBack();
    await page.click("summary:has-text('Udgiv')");
    await staff.leave(() => page.click("button:has-text('Udgiv versionen')"));
    assert.ok(await page.isVisible("text=Versionen er udgivet."));
    await page.click("summary:has-text('Tag ud af brug')");
    await lookWithoutScripts(browser, staff, `forms-${screen}-published`);
    await staff.depart();
    await rm(folder, { recursive: true });
  });
}

test("an answer is corrected and another one reviewed, on a phone", PATIENCE, async () => {
  const staff = await logIn(browser, server, { viewport: SCREENS.phone, scripts: false });
  const { page } = staff;
  await page.goto(`${server.origin}/staff/answers?review=needed`);
  await lookWithoutScripts(browser, staff, "answers-list");
  await staff.leave(() => page.click(".findings h2 a >> nth=0"));
  await lookWithoutScripts(browser, staff, "answers-review");
  await page.click("summary:has-text('Godkend, som det er')");
  await page.fill("#accept-reason", "Opgaven er aftalt mundtligt (opdigtet)");
  await staff.leave(() => page.click("button:has-text('Godkend svaret')"));
  assert.ok(await page.isVisible("text=Gennemgået og godkendt, som det er"));
  assert.ok(await page.isHidden("text=Skal gennemgås"));

  await staff.leave(() => page.click("dd.change a[href*='/q/what']"));
  await lookWithoutScripts(browser, staff, "answers-change");
  await page.fill("[name=what]", "");
  await page.click("button:text-is('Gem')");
  await page.waitForSelector("#problems");
  await lookWithoutScripts(browser, staff, "answers-change-wrong");
  await page.fill("[name=what]", "Beboere savner to bænke (opdigtet)");
  // What is missing elsewhere was found right before, and is not asked for again.
  await staff.leave(() => page.click("button:text-is('Gem')"));
  await lookWithoutScripts(browser, staff, "answers-after");
  await staff.depart();
});

test("what came twice is seen side by side on a large screen and settled", PATIENCE, async () => {
  const staff = await logIn(browser, server, { viewport: SCREENS.screen, scripts: false });
  const { page } = staff;
  await page.goto(`${server.origin}/staff/quarantine`);
  await lookWithoutScripts(browser, staff, "quarantine-list");
  await staff.leave(() => page.click(".findings h2 a >> nth=0"));
  await lookWithoutScripts(browser, staff, "quarantine-one");
  await page.click("summary:has-text('Ret til det, der kom senere')");
  await staff.leave(() => page.click("details[open] button"));
  assert.ok(await page.isVisible("text=Afgjort."));
  await staff.depart();
});
