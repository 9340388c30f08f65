// A round as it is meant: 200 households get a mail with their link, half of them answer, in two browsers of a phone's size and, to
// be quick, by the forms that a phone without scripts sends; some in two goes, one takes the answer back, and the figures add up. Who is reminded is tested where days can pass (tests/service/invitation_mails).

import assert from "node:assert/strict";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";

import { look } from "./checks.mjs";
import { PATIENCE, Resident } from "./resident.mjs";
import { run } from "./server.mjs";
import { browser, server } from "./stage.mjs";
import { SCREENS, logIn } from "./staff.mjs";
import { openNow, setUp } from "./waves.mjs";

const HOUSEHOLDS = 200;
const ANSWERS = 100;
/** As many of them in a browser. */
const LOOKING = 12;
const AT_ONCE = 2;
const SAID = { again: ["yes"] };
/** Short, because a hundred people answer it. */
const FORM = `form_id: runde
version: "1"
default_language: da
languages: { da: {} }
title: En opdigtet runde
choices:
  safe: [{ name: satisfied, label: Tryg }, { name: unsafe, label: Utryg }]
  yes_no: [{ name: "yes", label: Ja }, { name: "no", label: Nej }]
survey:
  - { type: select_one safe, name: safe, label: Hvor tryg er du i området? }
  - { type: select_one yes_no, name: again, label: Vil du svare en anden gang? }
`;

test("200 are written to, half of them answer on a phone, and the figures add up", PATIENCE, async () => {
  await writeFile(join(server.data, "runde.yaml"), FORM);
  await run(server, "form", "publish", "runde.yaml");
  const staff = await logIn(browser, server, { viewport: SCREENS.phone });
  const { page } = staff;
  const press = (button) => Promise.all([page.waitForEvent("domcontentloaded"), page.click(button)]);
  const wave = await setUp(staff, "code", "runde");
  await openNow(staff);
  const line = (_, number) => `Opdigtet Familie ${number};Opdigtet Allé ${number};runde${number}@demo.invalid.example;${["da", "ar"][number % 2]}`;
  const lines = ["Navn;Adresse;E-mail;Sprog", ...Array.from({ length: HOUSEHOLDS }, line)];
  await page.goto(`${wave}/invitations`);
  await page.setInputFiles("#list", { name: "beboere.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\r\n")) });
  await press("main form button");
  await page.goto(`${wave}/mails`);
  await press("button[value=send]");
  assert.match(await page.locator("main [role=status]").innerText(), new RegExp(`${HOUSEHOLDS} beskeder`));
  const links = await invited();

  let next = 0;
  const some = async () => {
    while (next < LOOKING) {
      const number = next++;
      const receipt = await answer(links[number], number);
      if (number === 0) await takeBack(receipt);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, some));
  for (const link of links.slice(LOOKING, ANSWERS)) await send(link);

  await page.goto(`${wave}/figures`);
  const told = await page.locator("main").innerText();
  // A code that is spent stays spent; the answer that was taken back is none any more.
  assert.match(told, new RegExp(`\\b${ANSWERS - 1}\\b`), told);
  assert.match(told, new RegExp(`\\b${HOUSEHOLDS}\\b`), told);
  await look(staff, "round-figures");
  await staff.depart();
});

/** Answers on a phone, every fifth one in two goes, and gives the receipt. */
async function answer(link, number) {
  const resident = await Resident.arrive(browser, server, { scripts: number % 2 === 0 });
  const { page } = resident;
  await page.goto(link);
  const language = page.locator("a[hreflang=da]");
  if (await language.count()) await resident.leave(() => language.click());
  await resident.leave(() => page.click("main form button"));
  await resident.choose("satisfied");
  await resident.press("next");
  if (number % 5 === 0) {
    await page.close();
    await resident.openPage();
    await resident.page.goto(link);
    if (await resident.page.locator("a[hreflang=da]").count()) await resident.page.click("a[hreflang=da]");
    // The phone knows where its owner was.
    await resident.leave(() => resident.page.click("a.button"));
    assert.equal(resident.at, "q/again");
  }
  await resident.goOnTo("review", SAID);
  await resident.leave(() => resident.page.click("main form button"));
  const receipt = (await resident.page.textContent("p.receipt")).trim();
  await resident.depart();
  return receipt;
}

/** Answers with the forms of the pages alone. */
async function send(link) {
  let cookie = "";
  const post = async (path, fields) => {
    const headers = { cookie, origin: server.origin };
    return fetch(`${link}/da${path}`, { method: "POST", headers, body: new URLSearchParams(fields), redirect: "manual" });
  };
  const begun = await post("", {});
  cookie = begun.headers.getSetCookie()[0].split(";")[0];
  await post("/q/safe", { safe: "unsafe", step: "next" });
  await post("/q/again", { again: "no", step: "next" });
  const review = await (await fetch(`${link}/da/review`, { headers: { cookie } })).text();
  const response = review.match(/name="response" value="([^"]+)"/)[1];
  const sent = await post("/review", { response });
  assert.equal(sent.status, 303, await sent.text());
}

async function takeBack(receipt) {
  const resident = await Resident.arrive(browser, server, { scripts: false });
  await resident.page.goto(`${server.origin}/receipt/da`);
  await resident.page.fill("#receipt", receipt);
  await resident.leave(() => resident.page.click("main form button"));
  assert.ok(resident.page.url().endsWith("/receipt/da/gone"));
  await resident.depart();
}

/** The links of all who are invited, once the mails of all lie in the folder of the demonstration. */
async function invited() {
  const folder = join(server.data, "mails");
  for (let tries = 0; tries < 600; tries += 1) {
    const names = await readdir(folder).catch(() => []);
    if (names.length >= HOUSEHOLDS) {
      const mails = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
      const links = mails.map((mail) => plain(mail).match(/https?:\/\/\S+\/i\/[0-9a-z]+/)?.[0]).filter(Boolean);
      if (links.length >= HOUSEHOLDS) return links;
    }
    await setTimeout(100);
  }
  throw new Error("not all mails have come");
}

/** What a mail says as text. */
function plain(mail) {
  const part = mail.slice(mail.indexOf("Content-Type: text/plain")).split("\r\n--")[0];
  const head = part.slice(0, part.indexOf("\r\n\r\n"));
  const text = part.slice(head.length);
  if (/base64/.test(head)) return Buffer.from(text, "base64").toString("utf8");
  return text.replace(/=\r\n/g, "").replace(/=3D/g, "=");
}
