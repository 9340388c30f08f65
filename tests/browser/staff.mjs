// Somebody who works here, at a screen of their own size.

import { after, before } from "node:test";

import { Resident, launch } from "./resident.mjs";
import { start, user } from "./server.mjs";

/** What staff have in their hands. */
export const SCREENS = { phone: { width: 360, height: 740 }, tablet: { width: 820, height: 1180 } };

/** Makes an account on the command line; its owner sets the password by the link that it gives. */
export async function hire(browser, server, email, name, ...role) {
  const password = "blå bænk bag det opdigtede skur";
  const { stdout } = await user(server, "create", email, name, ...role);
  const staff = await Resident.arrive(browser, server, { scripts: false });
  await staff.page.goto(`${server.origin}${stdout.match(/\/staff\/password\/\S+/)[0]}`);
  await staff.page.fill("#password", password);
  await staff.leave(() => staff.page.click("main form button"));
  await staff.depart();
  return { email, password };
}

/**
 * A browser, a server and an administrator's account for the tests of a file, there once they run. The second factor has pages and a
 * test of its own.
 */
export function office() {
  const scene = {};
  before(async () => {
    [scene.browser, scene.server] = await Promise.all([launch(), start({ env: { NABOSVAR_SECOND_FACTOR: "nobody" } })]);
    scene.administrator = await hire(scene.browser, scene.server, "leder@nabosvar.example", "Opdigtet Leder");
  });
  after(async () => {
    await scene.browser?.close();
    await scene.server?.stop();
  });
  return scene;
}

/** Logs in, as the coordinator of the demonstration if nobody else is named. */
export async function logIn(browser, server, options, { email, password } = server.staff) {
  const staff = await Resident.arrive(browser, server, options);
  staff.finger = 44;
  await staff.page.goto(`${server.origin}/staff/log-in`);
  await staff.page.fill("#email", email);
  await staff.page.fill("#password", password);
  await staff.leave(() => staff.page.click("main form button"));
  return staff;
}
