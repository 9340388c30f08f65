// An analyst tries a plan, releases a wave, reads a table on a phone and takes a file along.

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";

import { look, lookWithoutScripts } from "./checks.mjs";
import { PATIENCE, launch } from "./resident.mjs";
import { run, start } from "./server.mjs";
import { hire, logIn } from "./staff.mjs";

const PEOPLE = 150;
const PLAN = `form_id: tryghed
population: { question: eligible, is: "yes" }
place: { area: area, department: home/department }
breakdowns:
  - { name: gender, question: about_you/gender }
tables: [[area], [gender]]
answers:
  - question: safety/basic_safety
    categories:
      - { code: safe, of: ["1", "2", "3"] }
      - { code: neither, of: ["4"] }
      - { code: unsafe, of: ["5", "6", "7"] }
  - question: taking_part/volunteer
`;

const APART = `${PLAN}missing: apart\n`;

let browser;
let server;
let analyst;
let wave;

/** What somebody invented answers. */
function answers(person) {
  const [area, department] = [["motalavej", "a15"], ["ringparken", "a23"], ["sydbyen", "a12"]][person % 3];
  return {
    area,
    age: "from_30_to_44",
    home: { department },
    safety: { basic_safety: String(1 + ((person * 5) % 7)) },
    taking_part: { volunteer: ["dont_know", "declined"][person % 7] ?? (person % 4 ? "no" : "yes") },
    about_you: { gender: person % 30 === 7 ? "other" : ["woman", "man"][person % 2] },
  };
}

before(async () => {
  [browser, server] = await Promise.all([launch(), start({ env: { NABOSVAR_SECOND_FACTOR: "nobody" } })]);
  const code = server.link.split("/").pop();
  const { stdout: waves } = await run(server, "wave", "list");
  wave = waves.match(/[\da-f]{8}-[\da-f-]{27}/)[0];
  for (let person = 0; person < PEOPLE; person += 1) {
    const address = `${server.origin}/api/v1/forms/tryghed/versions/2026-1/responses/${randomUUID()}?wave=${code}`;
    const headers = { "content-type": "application/json" };
    const reply = await fetch(address, { method: "PUT", headers, body: JSON.stringify(answers(person)) });
    assert.equal(reply.status, 201, await reply.text());
  }
  await run(server, "wave", "close", wave);
  await run(server, "wave", "archive", wave);
  analyst = await hire(browser, server, "statistiker@nabosvar.example", "Opdigtet Statistiker", "--role", "analyst");
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** The analyst, whose browser runs no scripts. */
function arrive(viewport) {
  return logIn(browser, server, { viewport, scripts: false }, analyst);
}

/** Looks again, as people do, until what was asked for is done. */
async function wait({ page }) {
  while (await page.locator("text=Se, om den er færdig").count()) {
    await Promise.all([page.waitForEvent("domcontentloaded"), page.click("text=Se, om den er færdig")]);
  }
}

test("an analyst whose plan shows too little has a coarser one proposed", PATIENCE, async () => {
  const staff = await arrive({ width: 360, height: 740 });
  const { page } = staff;
  await page.goto(`${server.origin}/staff/releases/new?wave=${wave}`);
  await page.fill("#plan", PLAN.replace("[[area], [gender]]", "[[department, gender]]"));
  await staff.leave(() => page.click("main form button"));
  await wait(staff);
  await lookWithoutScripts(browser, staff, "releases-phone-fine");
  await page.selectOption("#share", "100");
  await staff.leave(() => page.click("text=Foreslå en grovere plan"));
  await wait(staff);
  await lookWithoutScripts(browser, staff, "releases-phone-coarser");
  assert.match(await page.textContent("main ol"), /afdelinger bliver til områder/);
  await staff.leave(() => page.click("text=Ret i planen"));
  assert.match(await page.inputValue("#plan"), /- area/);
  await staff.depart();
});

test("an analyst tries a plan, releases a wave and reads its tables on a phone", PATIENCE, async () => {
  const staff = await arrive({ width: 360, height: 740 });
  const { page } = staff;
  await page.goto(`${server.origin}/staff/waves/${wave}`);
  await staff.leave(() => page.click("text=Offentliggør tal"));
  await lookWithoutScripts(browser, staff, "releases-phone-new");
  await page.fill("#plan", "tables: [");
  await Promise.all([page.waitForEvent("domcontentloaded"), page.click("main form button")]);
  await page.waitForSelector("#problems");
  await lookWithoutScripts(browser, staff, "releases-phone-wrong");
  await page.fill("#plan", APART);
  await staff.leave(() => page.click("main form button"));
  await lookWithoutScripts(browser, staff, "releases-phone-waiting");
  await wait(staff);
  await lookWithoutScripts(browser, staff, "releases-phone-tried");
  await staff.leave(() => page.click("text=Offentliggør efter denne plan"));
  await lookWithoutScripts(browser, staff, "releases-phone-confirm");
  await staff.leave(() => page.click("text=Offentliggør for altid"));
  await wait(staff);
  await lookWithoutScripts(browser, staff, "releases-phone-release");
  assert.match(await page.textContent("main table"), /\d+ % \(\d+–\d+\)/);
  await page.selectOption("#question", { index: 1 });
  await Promise.all([page.waitForEvent("domcontentloaded"), page.click("main form button")]);
  const answers = await page.locator("main tbody th").allTextContents();
  assert.deepEqual(answers.slice(-3), ["Ikke besvaret i alt", "heraf: Ved ikke", "heraf: Ville ikke svare, eller sprang over"]);
  await lookWithoutScripts(browser, staff, "releases-phone-apart");
  await page.selectOption("#by", { index: 1 });
  await Promise.all([page.waitForEvent("domcontentloaded"), page.click("main form button")]);
  await lookWithoutScripts(browser, staff, "releases-phone-table");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("text=tables.csv")]);
  assert.equal(download.suggestedFilename(), "tables.csv");
  const lines = (await (await download.createReadStream()).toArray()).join("").split("\n");
  assert.match(lines[0], /^department,department_label,gender,/);
  await staff.depart();
});

test("releases can be read on a wide screen", PATIENCE, async () => {
  const staff = await logIn(browser, server, { viewport: { width: 1024, height: 768 } }, analyst);
  const { page } = staff;
  await page.goto(`${server.origin}/staff/releases`);
  await look(staff, "releases-wide-list");
  await staff.leave(() => page.locator(".rows a").first().click());
  await look(staff, "releases-wide-release");
  await page.selectOption("#question", { index: 1 });
  await page.selectOption("#by", { index: 1 });
  await Promise.all([page.waitForEvent("domcontentloaded"), page.click("main form button")]);
  await look(staff, "releases-wide-table");
  await staff.depart();
});
