// Logging in through a provider: the whole way in a browser, against a certified provider, and every way that has to end before
// the door. What is tampered with is what passes through the browser, which is all that a stranger has.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { look } from "./checks.mjs";
import { CLIENT, OTHER, startProvider } from "./provider.mjs";
import { PATIENCE, Resident, launch } from "./resident.mjs";
import { freePort, start, user } from "./server.mjs";

const PEOPLE = {
  coordinator: { email: "Koordinator@nabosvar.example", email_verified: true },
  successor: { email: "koordinator@nabosvar.example", email_verified: true },
  analyst: { email: "analytiker@nabosvar.example", email_verified: true },
  unverified: { email: "bestyrelse@nabosvar.example", email_verified: false },
  stranger: { email: "ingen@invented.example", email_verified: true },
};
const DOOR = "/staff/log-in/provider";
const NOT_IN = "Du er ikke logget ind";

let browser;
let server;
let provider;

before(async () => {
  const [own, theirs] = [await freePort(), await freePort()];
  const env = {
    NABOSVAR_OIDC_ISSUER: `http://127.0.0.1:${theirs}`,
    NABOSVAR_OIDC_CLIENT_ID: CLIENT.id,
    NABOSVAR_OIDC_CLIENT_SECRET: CLIENT.secret,
    NABOSVAR_OIDC_NAME: "Opdigtet Kommune",
  };
  provider = await startProvider(`http://127.0.0.1:${own}`, PEOPLE, theirs);
  [browser, server] = await Promise.all([launch(), start({ listen: `127.0.0.1:${own}`, env })]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
  await provider?.stop();
});

/** A browser of its own. */
async function arrive() {
  const context = await browser.newContext({ locale: "da-DK", javaScriptEnabled: false });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  return { context, page };
}

/** Shows the provider who one is, and agrees to be known by us. */
async function show(page, login) {
  await page.fill("input[name=login]", login);
  await page.fill("input[name=password]", "any");
  await page.click("button[type=submit]");
  await page.click("button[type=submit]");
  await page.waitForURL((url) => url.origin === server.origin);
}

/** Goes the whole way, with what `change` does to the address on which one is sent to the provider. */
async function logIn({ context, page }, login, change = () => {}) {
  const sent = await context.request.get(server.origin + DOOR, { maxRedirects: 0 });
  assert.equal(sent.status(), 303);
  const address = new URL(sent.headers().location);
  change(address.searchParams);
  await page.goto(address.href);
  await show(page, login);
}

async function isOut({ context, page }, words) {
  assert.equal(await page.textContent("h1"), NOT_IN);
  assert.match(await page.textContent(".lead"), words);
  const start = await context.request.get(`${server.origin}/staff`, { maxRedirects: 0 });
  assert.equal(start.status(), 303, "nobody is in");
  await context.close();
}

async function isIn({ context }) {
  return (await context.request.get(`${server.origin}/staff`, { maxRedirects: 0 })).status() === 200;
}

/** The address by which somebody comes back, before they do. */
async function comeBack({ context, page }, login) {
  const sent = await context.request.get(server.origin + DOOR, { maxRedirects: 0 });
  await page.goto(sent.headers().location);
  await page.fill("input[name=login]", login);
  await page.fill("input[name=password]", "any");
  await page.click("button[type=submit]");
  const fields = await page.locator("form input").evaluateAll((inputs) => inputs.map(({ name, value }) => [name, value]));
  const action = new URL(await page.getAttribute("form", "action"), page.url()).href;
  let reply = await context.request.post(action, { form: Object.fromEntries(fields), maxRedirects: 0 });
  // A browser would go on by itself.
  while (!reply.headers().location.startsWith(server.origin)) {
    reply = await context.request.get(new URL(reply.headers().location, reply.url()).href, { maxRedirects: 0 });
  }
  return reply.headers().location;
}

test("one logs in at the municipality and goes on where one wanted to", PATIENCE, async () => {
  const resident = await Resident.arrive(browser, server);
  resident.finger = 44;
  await resident.page.goto(`${server.origin}/staff/log-in`);
  await look(resident, "oidc-log-in");
  await resident.depart();

  const somebody = await arrive();
  const { context, page } = somebody;
  await page.goto(`${server.origin}/staff/walks`);
  await page.click("text=Log ind med Opdigtet Kommune");
  const asked = new URL(page.url()).origin;
  assert.equal(asked, provider.issuer);
  await show(page, "coordinator");
  assert.equal(page.url(), `${server.origin}/staff/walks`);
  assert.ok(await isIn(somebody));
  const cookies = await context.cookies(server.origin);
  assert.ok(cookies.every(({ name, httpOnly }) => httpOnly && name !== "nabosvar-trip"), "the trip is over");
  await context.close();

  // The provider's name for a person counts from now on, and no longer the address.
  const again = await arrive();
  PEOPLE.coordinator.email = "et.nyt.navn@invented.example";
  await logIn(again, "coordinator");
  assert.ok(await isIn(again));
  await again.context.close();
  const successor = await arrive();
  await logIn(successor, "successor");
  await isOut(successor, /ingen bruger/);
});

test("nobody gets in who has no account here, or an address that nobody made sure of", PATIENCE, async () => {
  for (const login of ["stranger", "unverified"]) {
    const somebody = await arrive();
    await logIn(somebody, login);
    await isOut(somebody, /ingen bruger/);
  }
  const blocked = await arrive();
  await logIn(blocked, "analyst");
  assert.ok(await isIn(blocked));
  await user(server, "block", PEOPLE.analyst.email);
  assert.ok(!(await isIn(blocked)), "a session ends with its account");
  await blocked.context.close();
  const again = await arrive();
  await logIn(again, "analyst");
  await isOut(again, /ingen bruger/);
});

test("what was changed on the way opens nothing", PATIENCE, async () => {
  for (const [name, value, words] of [
    ["state", "another", /begyndte i en anden browser/],
    ["nonce", "another", /stole på/],
    ["code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", /stole på/],
    ["client_id", OTHER.id, /stole på/],
  ]) {
    const somebody = await arrive();
    await logIn(somebody, "coordinator", (sent) => sent.set(name, value));
    await isOut(somebody, words);
  }
});

test("a way back counts once, in the browser that went, and while somebody waits for it", PATIENCE, async () => {
  const stranger = await arrive();
  await stranger.page.goto(`${server.origin}${DOOR}/back?code=guessed&state=guessed`);
  await isOut(stranger, /tog for lang tid/);

  const owner = await arrive();
  const address = await comeBack(owner, "coordinator");
  const thief = await arrive();
  await thief.page.goto(address);
  await isOut(thief, /begyndte i en anden browser/);
  const trip = (await owner.context.cookies(server.origin)).find(({ name }) => name === "nabosvar-trip");
  await owner.page.goto(address);
  assert.ok(await isIn(owner));
  await owner.page.click(".exit button");
  await owner.context.addCookies([trip]);
  await owner.page.goto(address);
  await isOut(owner, /tog for lang tid/);

  const undecided = await arrive();
  const sent = await undecided.context.request.get(server.origin + DOOR, { maxRedirects: 0 });
  assert.equal(sent.status(), 303);
  await undecided.page.goto(`${server.origin}${DOOR}/back?error=access_denied`);
  await isOut(undecided, /afbrudt/);
});

test("a provider that is gone is said to be", PATIENCE, async () => {
  const somebody = await arrive();
  const address = await comeBack(somebody, "coordinator");
  await provider.stop();
  provider = undefined;
  await somebody.page.goto(address);
  assert.match(await somebody.page.textContent("main"), /Bliver det ved/);
  await isOut(somebody, /stole på/);
});
