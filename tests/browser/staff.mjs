// Somebody who works here, at a screen of their own size.

import { Resident } from "./resident.mjs";

/** What staff have in their hands. */
export const SCREENS = { phone: { width: 360, height: 740 }, tablet: { width: 820, height: 1180 } };

/** Logs in as the coordinator of the demonstration. */
export async function logIn(browser, server, options) {
  const staff = await Resident.arrive(browser, server, options);
  staff.finger = 44;
  await staff.page.goto(`${server.origin}/staff/log-in`);
  await staff.page.fill("#email", server.staff.email);
  await staff.page.fill("#password", server.staff.password);
  await staff.leave(() => staff.page.click("main form button"));
  return staff;
}
