// Mails to those who are invited: staff see them before they go, and the link in one stops them.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";

import { look, lookWithoutScripts } from "./checks.mjs";
import { PATIENCE, Resident } from "./resident.mjs";
import { browser, server } from "./stage.mjs";
import { SCREENS, logIn } from "./staff.mjs";
import { openNow, setUp } from "./waves.mjs";

const LIST = ["Navn;Adresse;E-mail;Sprog", "Opdigtet Familie;Opdigtet Allé 1;et@demo.invalid.example;da",
  "Opdigtet Nabo;Opdigtet Allé 2;to@demo.invalid.example;ar", "Opdigtet Genbo;Opdigtet Allé 3;;tr"];

test("mails are seen before they are sent, and the link in one stops them, in Arabic and without scripts", PATIENCE, async () => {
  const staff = await logIn(browser, server, { viewport: SCREENS.phone });
  const { page } = staff;
  const wave = await setUp(staff, "code");
  await openNow(staff);
  await page.goto(`${wave}/invitations`);
  await page.setInputFiles("#list", { name: "beboere.csv", mimeType: "text/csv", buffer: Buffer.from(LIST.join("\r\n")) });
  await Promise.all([page.waitForEvent("domcontentloaded"), page.click("main form button")]);
  await staff.leave(() => page.click("main a.button[href$=mails]"));
  await look(staff, "mails");
  const press = (button) => Promise.all([page.waitForEvent("domcontentloaded"), page.click(button)]);
  await press("form[action$=reminders] button");
  assert.equal(await page.locator("#problems").count(), 1);
  await look(staff, "mails-wrong-reminder");
  await page.fill("#days", "7");
  await press("form[action$=reminders] button");
  await press("button[value=send]");
  assert.match(await page.locator("main [role=status]").innerText(), /2 beskeder er på vej/);
  await look(staff, "mails-sent");
  await page.goto(`${wave}/mails/look?language=ar`);
  await staff.picture("mail-ar");
  await staff.depart();

  const resident = await Resident.arrive(browser, server, { scripts: false });
  await resident.page.goto(server.origin + (await link("to@demo.invalid.example")));
  await lookWithoutScripts(browser, resident, "stop-mails");
  await Promise.all([resident.page.waitForEvent("domcontentloaded"), resident.page.click("main form button")]);
  assert.equal(await resident.page.locator("main form").count(), 0);
  await lookWithoutScripts(browser, resident, "stopped-mails");
  await resident.depart();
});

/** The path of the link that stops mails to somebody, once one lies in the folder of the demonstration. */
async function link(email) {
  const folder = join(server.data, "mails");
  for (let tries = 0; tries < 100; tries += 1) {
    for (const name of await readdir(folder).catch(() => [])) {
      const mail = await readFile(join(folder, name), "utf8");
      const found = mail.includes(`To: ${email}`) && mail.replace(/\r\n[ \t]/g, "").match(/List-Unsubscribe:\s*<[^>]*(\/stop\/[^>]*)>/);
      if (found) return found[1];
    }
    await setTimeout(100);
  }
  throw new Error(`no mail to ${email}`);
}
