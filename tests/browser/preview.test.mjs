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
