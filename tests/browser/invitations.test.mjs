// From a list of addresses to an answer: letters are printed, a code is typed, and it gives one answer.

import assert from "node:assert/strict";
import { test } from "node:test";

import { look, lookWithoutScripts } from "./checks.mjs";
import { PATIENCE, Resident } from "./resident.mjs";
import { browser, server } from "./stage.mjs";
import { SCREENS, logIn } from "./staff.mjs";
import { openNow, setUp } from "./waves.mjs";

const list = (lines) => ({
  name: "beboere.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(["Navn;Adresse;Postnr;By;Sprog", ...lines].join("\r\n")),
});

test("addresses are taken in, letters are printed, and a code gives one answer, in Arabic and without scripts", PATIENCE, async () => {
  const staff = await logIn(browser, server, { viewport: SCREENS.phone });
  const { page } = staff;
  const wave = await setUp(staff, "code");
  await openNow(staff);
  await page.goto(wave.replace(/\/$/, ""));
  await look(staff, "invitations-wave");
  await staff.leave(() => page.click("main a.button[href$=invitations]"));
  const send = async (lines) => {
    await page.setInputFiles("#list", list(lines));
    await Promise.all([page.waitForEvent("domcontentloaded"), page.click("main form button")]);
  };
  await send(["Opdigtet Familie;Opdigtet Allé 1;4200;Opdigtet;da", ";Opdigtet Allé 2;4200;Opdigtet;da"]);
  await look(staff, "invitations-wrong");
  assert.match(await page.locator("#problems").innerText(), /3/);
  await send(["Opdigtet Familie;Opdigtet Allé 1;4200;Opdigtet;da", "Opdigtet Nabo;Opdigtet Allé 2;4200;Opdigtet;ar"]);
  await look(staff, "invitations-list");
  await page.goto(`${wave}/letters?language=da`);
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 794, height: 1123 });
  await staff.picture("invitations-letter-da");
  await page.goto(`${wave}/letters?language=ar`);
  await staff.picture("invitations-letter-ar");
  const code = (await page.locator(".typed").innerText()).trim();
  await staff.depart();

  const resident = await Resident.arrive(browser, server, { scripts: false, locale: "ar" });
  const seen = (name) => lookWithoutScripts(browser, resident, `invited-${name}`);
  const type = async (typed) => {
    await resident.page.goto(`${server.origin}/i?language=ar`);
    await resident.page.fill("#code", typed);
    await Promise.all([resident.page.waitForEvent("domcontentloaded"), resident.page.click("main form button")]);
  };
  await resident.page.goto(`${server.origin}/i?language=ar`);
  await seen("enter");
  const last = code.at(-1) === "2" ? "3" : "2";
  await type(code.slice(0, -1) + last);
  assert.equal(await resident.page.locator(".wrong").count(), 1);
  await seen("mistyped");
  resident.complaints.length = 0;
  await type(code.toLowerCase());
  await resident.leave(() => resident.page.click("a[hreflang=ar]"));
  await resident.leave(() => resident.page.click("main form button"));
  await resident.choose("ringparken");
  await resident.press("next");
  await resident.goOnTo("review");
  await resident.leave(() => resident.page.click("main form button"));
  assert.equal(resident.at, "thanks");
  await seen("thanks");
  await type(code);
  await seen("spent");
  resident.complaints.length = 0;
  await resident.depart();
});
