// A form that is written while its page is open: the page follows the file by itself, and says what is wrong with it.

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";

import { PATIENCE, Resident, launch } from "./resident.mjs";
import { preview } from "./server.mjs";

const FORM = `
form_id: invented
version: "1"
default_language: da
languages: { da: {}, ar: { status: draft } }
title: { da: Opdigtet, ar: مخترع }
survey:
  - { type: text, name: first, label: { da: Hvad ser du?, ar: ماذا ترى؟ } }
`;

let browser;
let folder;
let server;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "nabosvar-browser-"));
  await save(FORM);
  [browser, server] = await Promise.all([launch(), preview(join(folder, "form.yaml"))]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
  await rm(folder, { recursive: true });
});

function save(text) {
  return writeFile(join(folder, "form.yaml"), text);
}

test("an open page follows the file, through a mistake and on", PATIENCE, async () => {
  const resident = await Resident.arrive(browser, server);
  const { page } = resident;
  await resident.begin("ar");
  const shows = (text) => page.locator("body", { hasText: text }).waitFor();
  await shows("ماذا ترى؟");

  await save(FORM.replace("ماذا ترى؟", "ماذا رأيت؟"));
  await shows("ماذا رأيت؟");
  await save(FORM.replace("type: text", "type: txet"));
  const faults = page.locator(".faults");
  await faults.waitFor();
  assert.match(await faults.innerText(), /unknown type `txet`/);
  await shows("ماذا رأيت؟");

  await save(FORM);
  await faults.waitFor({ state: "detached" });
  await shows("ماذا ترى؟");
  await resident.depart();
});

const NARROW = `
form_id: narrow
version: "1"
default_language: da
languages: { da: {}, ar: { status: draft } }
title: { da: Smal, ar: ضيق }
choices:
  themes:
    - { name: light, label: { da: Belysning i kælderen, ar: الإضاءة } }
    - { name: litter, label: { da: Affald, ar: القمامة } }
survey:
  - { type: range, name: safe, required: yes, label: { da: Hvor tryg er du?, ar: ما مدى شعورك بالأمان؟ }, parameters: { start: 0, end: 10 } }
  - { type: rank themes, name: order, label: { da: Hvad haster mest?, ar: ما الأهم؟ } }
`;

test("numbers stay in their boxes and places beside their choices on a narrow phone", PATIENCE, async () => {
  await save(NARROW);
  for (const language of ["da", "ar"]) {
    const resident = await Resident.arrive(browser, server, { viewport: { width: 320, height: 640 } });
    const { page } = resident;
    await page.goto(server.link);
    await page.locator("body", { hasText: "Smal" }).waitFor();
    await resident.begin(language);
    await resident.stumble();
    const isInside = await page.$$eval(".scale .choice", (boxes) =>
      boxes.map((box) => {
        const [outer, inner] = [box, box.querySelector("span")].map((part) => part.getBoundingClientRect());
        return inner.left >= outer.left + 4 && inner.right <= outer.right - 4;
      }),
    );
    assert.deepEqual(isInside, Array(11).fill(true), language);
    await resident.choose("7");
    await resident.press("next");

    const isBeside = await page.$$eval(".place", (places) =>
      places.map((place) => {
        const [label, field] = [...place.children].map((part) => part.getBoundingClientRect());
        return label.top < field.bottom && field.top < label.bottom;
      }),
    );
    assert.deepEqual(isBeside, [true, true], language);
    await resident.depart();
  }
});
